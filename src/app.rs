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
    admin::AdminWing,
    components::{Fetched, provide_formats},
    pages::{
        DashboardPage, LandingPage, ListingsPage, NotFoundPage, OffersWing, PrivatePages,
        SettingsWing, SharingWing, SignInPage, SignOutPage, SignUpPage, ValuationWing,
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

/// What a page says of itself, with the site's name, unless it has that already.
fn whole_title(title: String) -> String {
    const SITE: &str = "Deal Brain";
    match title.strip_suffix(SITE) {
        Some(_) => title,
        None if title.is_empty() => SITE.to_owned(),
        None => format!("{title} · {SITE}"),
    }
}

/// The title as it is, for as long as no page says its own: between two pages there is never none.
/// To be called before there is a `Title`, which empties what the server has written.
fn title_so_far() -> impl Fn() -> String + Copy + Send + Sync {
    let title = || {
        if cfg!(feature = "ssr") {
            String::new()
        } else {
            document().title()
        }
    };
    let of_the_server = StoredValue::new(title());
    move || match title() {
        now if now.is_empty() => of_the_server.get_value(),
        now => now,
    }
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
    let title = title_so_far();
    view! {
        <Title text=title formatter=whole_title/>
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
                        <Route path=path!("/collections") view=Fetched(SharingWing::Collections)/>
                        <Route path=path!("/collections/add") view=Fetched(SharingWing::AddToCollection)/>
                        <Route path=path!("/collections/:id") view=Fetched(SharingWing::Collection)/>
                        <Route path=path!("/discover") view=Fetched(SharingWing::Discover)/>
                        <Route path=path!("/discover/:id") view=Fetched(SharingWing::Discovered)/>
                        <Route path=path!("/discover/:id/copy") view=Fetched(SharingWing::CopyDiscovered)/>
                        <Route path=path!("/inbox") view=Fetched(SharingWing::Inbox)/>
                        <Route path=path!("/inbox/:id") view=Fetched(SharingWing::Share)/>
                        <Route path=path!("/deals/:id/:token/save") view=Fetched(SharingWing::SaveDeal)/>
                        <Route path=path!("/c/:token/copy") view=Fetched(SharingWing::CopyCollection)/>
                        <Route path=path!("/profiles") view=Fetched(ValuationWing::Profiles)/>
                        <Route path=path!("/profiles/:id") view=Fetched(ValuationWing::Profile)/>
                        <Route path=path!("/rules") view=Fetched(ValuationWing::Rules)/>
                        <Route path=path!("/rules/new") view=Fetched(ValuationWing::NewRuleset)/>
                        <Route path=path!("/rules/:ruleset") view=Fetched(ValuationWing::Ruleset)/>
                        <Route path=path!("/rules/:ruleset/edit") view=Fetched(ValuationWing::EditRuleset)/>
                        <Route path=path!("/rules/:ruleset/rules/new") view=Fetched(ValuationWing::Rule)/>
                        <Route path=path!("/rules/:ruleset/rules/:rule") view=Fetched(ValuationWing::Rule)/>
                        <Route path=path!("/cpus") view=Fetched(ValuationWing::Cpus)/>
                        <Route path=path!("/cpus/new") view=Fetched(ValuationWing::NewCpu)/>
                        <Route path=path!("/cpus/:id") view=Fetched(ValuationWing::Cpu)/>
                        <Route path=path!("/gpus") view=Fetched(ValuationWing::Gpus)/>
                        <Route path=path!("/gpus/new") view=Fetched(ValuationWing::NewGpu)/>
                        <Route path=path!("/gpus/:id") view=Fetched(ValuationWing::Gpu)/>
                        <Route path=path!("/listings/import") view=Fetched(OffersWing::Import)/>
                        <Route path=path!("/compare") view=Fetched(OffersWing::Compare)/>
                        <Route path=path!("/listings/new") view=Fetched(OffersWing::New)/>
                        <Route path=path!("/listings/:id") view=Fetched(OffersWing::Offer)/>
                        <Route path=path!("/listings/:id/edit") view=Fetched(OffersWing::Edit)/>
                        <ParentRoute path=path!("/admin") view=Fetched(AdminWing::Frame)>
                            <Route path=path!("/people") view=Fetched(AdminWing::People)/>
                            <Route path=path!("/people/:id") view=Fetched(AdminWing::Person)/>
                            <Route path=path!("") view=Fetched(AdminWing::System)/>
                            <Route path=path!("/system") view=Fetched(AdminWing::System)/>
                            <Route path=path!("/audit") view=Fetched(AdminWing::Audit)/>
                            <Route path=path!("/webhooks") view=Fetched(AdminWing::Webhooks)/>
                            <Route path=path!("/sync") view=Fetched(AdminWing::Sync)/>
                            <Route path=path!("/ownerless") view=Fetched(AdminWing::Ownerless)/>
                        </ParentRoute>
                        <Route path=path!("/settings") view=Fetched(SettingsWing::First)/>
                        <Route path=path!("/settings/account") view=Fetched(SettingsWing::Account)/>
                        <Route path=path!("/settings/account/*step") view=Fetched(SettingsWing::Account)/>
                        <Route path=path!("/settings/preferences") view=Fetched(SettingsWing::Preferences)/>
                        <Route path=path!("/settings/sessions") view=Fetched(SettingsWing::Sessions)/>
                        <Route path=path!("/settings/data") view=Fetched(SettingsWing::Data)/>
                    </ParentRoute>
                </Routes>
            </Router>
        </ClerkProvider>
    }
}
