//! The application as the browser sees it: what the server tells every page, and the routes.

use clerk_leptos::{AuthState, ClerkOptions, ClerkProvider};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{ParentRoute, Route, Router, Routes},
    path,
};
use serde::{Deserialize, Serialize};

use crate::{
    admin::{
        AdminPages, AuditPage, OwnerlessPage, PeoplePage, PersonPage, SyncPage, SystemPage,
        WebhooksPage,
    },
    components::provide_formats,
    pages::{
        AccountPage, AddToCollectionPage, CollectionPage, CollectionsPage, ComparePage,
        CopyCollectionPage, CopyDiscoveredPage, CpuPage, CpusPage, DashboardPage, DataPage,
        DiscoverPage, DiscoveredPage, EditListingPage, EditRulesetPage, GpuPage, GpusPage,
        ImportPage, InboxPage, LandingPage, ListingPage, ListingsPage, NewCpuPage, NewGpuPage,
        NewListingPage, NewRulesetPage, NotFoundPage, PreferencesPage, PrivatePages, ProfilePage,
        ProfilesPage, RulePage, RulesPage, RulesetPage, SaveDealPage, SessionsPage, SettingsPage,
        SharePage, SignInPage, SignOutPage, SignUpPage,
    },
    serverfn::Viewer,
};

/// What the server has found out before it renders, and hands to the browser in the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The session.
    pub auth: AuthState,
    /// The person, on pages of a person.
    pub viewer: Option<Viewer>,
    /// How to load clerk-js.
    pub clerk: ClerkOptions,
}

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let snapshot = SharedValue::new(|| use_context::<Snapshot>().unwrap_or_default()).into_inner();
    if let Some(viewer) = &snapshot.viewer {
        provide_formats(&viewer.preferences);
    }
    provide_context(snapshot.viewer);
    view! {
        <Title formatter=|title: String| match title.as_str() {
            "" => "Deal Brain".to_owned(),
            title => format!("{title} · Deal Brain"),
        }/>
        <ClerkProvider state=snapshot.auth options=snapshot.clerk>
            <Router>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=LandingPage/>
                    <Route path=path!("/sign-in") view=SignInPage/>
                    <Route path=path!("/sign-in/*step") view=SignInPage/>
                    <Route path=path!("/sign-up") view=SignUpPage/>
                    <Route path=path!("/sign-up/*step") view=SignUpPage/>
                    <Route path=path!("/sign-out") view=SignOutPage/>
                    <ParentRoute path=path!("") view=PrivatePages>
                        <Route path=path!("/dashboard") view=DashboardPage/>
                        <Route path=path!("/listings") view=ListingsPage/>
                        <Route path=path!("/collections") view=CollectionsPage/>
                        <Route path=path!("/collections/add") view=AddToCollectionPage/>
                        <Route path=path!("/collections/:id") view=CollectionPage/>
                        <Route path=path!("/discover") view=DiscoverPage/>
                        <Route path=path!("/discover/:id") view=DiscoveredPage/>
                        <Route path=path!("/discover/:id/copy") view=CopyDiscoveredPage/>
                        <Route path=path!("/inbox") view=InboxPage/>
                        <Route path=path!("/inbox/:id") view=SharePage/>
                        <Route path=path!("/deals/:id/:token/save") view=SaveDealPage/>
                        <Route path=path!("/c/:token/copy") view=CopyCollectionPage/>
                        <Route path=path!("/profiles") view=ProfilesPage/>
                        <Route path=path!("/profiles/:id") view=ProfilePage/>
                        <Route path=path!("/rules") view=RulesPage/>
                        <Route path=path!("/rules/new") view=NewRulesetPage/>
                        <Route path=path!("/rules/:ruleset") view=RulesetPage/>
                        <Route path=path!("/rules/:ruleset/edit") view=EditRulesetPage/>
                        <Route path=path!("/rules/:ruleset/rules/new") view=RulePage/>
                        <Route path=path!("/rules/:ruleset/rules/:rule") view=RulePage/>
                        <Route path=path!("/cpus") view=CpusPage/>
                        <Route path=path!("/cpus/new") view=NewCpuPage/>
                        <Route path=path!("/cpus/:id") view=CpuPage/>
                        <Route path=path!("/gpus") view=GpusPage/>
                        <Route path=path!("/gpus/new") view=NewGpuPage/>
                        <Route path=path!("/gpus/:id") view=GpuPage/>
                        <Route path=path!("/listings/import") view=ImportPage/>
                        <Route path=path!("/compare") view=ComparePage/>
                        <Route path=path!("/listings/new") view=NewListingPage/>
                        <Route path=path!("/listings/:id") view=ListingPage/>
                        <Route path=path!("/listings/:id/edit") view=EditListingPage/>
                        <ParentRoute path=path!("/admin") view=AdminPages>
                            <Route path=path!("/people") view=PeoplePage/>
                            <Route path=path!("/people/:id") view=PersonPage/>
                            <Route path=path!("") view=SystemPage/>
                            <Route path=path!("/system") view=SystemPage/>
                            <Route path=path!("/audit") view=AuditPage/>
                            <Route path=path!("/webhooks") view=WebhooksPage/>
                            <Route path=path!("/sync") view=SyncPage/>
                            <Route path=path!("/ownerless") view=OwnerlessPage/>
                        </ParentRoute>
                        <Route path=path!("/settings") view=SettingsPage/>
                        <Route path=path!("/settings/account") view=AccountPage/>
                        <Route path=path!("/settings/account/*step") view=AccountPage/>
                        <Route path=path!("/settings/preferences") view=PreferencesPage/>
                        <Route path=path!("/settings/sessions") view=SessionsPage/>
                        <Route path=path!("/settings/data") view=DataPage/>
                    </ParentRoute>
                </Routes>
            </Router>
        </ClerkProvider>
    }
}
