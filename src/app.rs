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
    admin::{AdminPages, PeoplePage, PersonPage},
    components::provide_formats,
    pages::{
        AccountPage, DashboardPage, EditListingPage, LandingPage, ListingPage, ListingsPage,
        NewListingPage, NotFoundPage, PreferencesPage, PrivatePages, SettingsPage, SignInPage,
        SignOutPage, SignUpPage,
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
                        <Route path=path!("/listings/new") view=NewListingPage/>
                        <Route path=path!("/listings/:id") view=ListingPage/>
                        <Route path=path!("/listings/:id/edit") view=EditListingPage/>
                        <ParentRoute path=path!("/admin") view=AdminPages>
                            <Route path=path!("/people") view=PeoplePage/>
                            <Route path=path!("/people/:id") view=PersonPage/>
                        </ParentRoute>
                        <Route path=path!("/settings") view=SettingsPage/>
                        <Route path=path!("/settings/account") view=AccountPage/>
                        <Route path=path!("/settings/account/*step") view=AccountPage/>
                        <Route path=path!("/settings/preferences") view=PreferencesPage/>
                    </ParentRoute>
                </Routes>
            </Router>
        </ClerkProvider>
    }
}
