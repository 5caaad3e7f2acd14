use clerk_leptos::SignOutButton;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

use super::settings;
use crate::{
    components::{AppShell, Icon, IconName, ImpersonationBanner, provide_toasts},
    serverfn::Viewer,
};

/// Where an offer is added.
pub const ADD_OFFER: &str = "/listings#add-offer";

/// The frame around every page of a signed-in person.
#[component]
pub fn PrivatePages() -> impl IntoView {
    provide_toasts();
    let viewer = use_context::<Option<Viewer>>()
        .flatten()
        .unwrap_or_default();
    let impersonated = viewer.is_impersonated.then(|| viewer.name.clone());
    let location = use_location();
    view! {
        <AppShell
            current=location.pathname
            name=viewer.name
            email=viewer.email
            avatar_url=viewer.avatar_url
            add_href=ADD_OFFER
            admin=viewer.is_admin
            menu=|| view! { <MenuEntries/> }
        >
            {impersonated.map(|name| view! { <ImpersonationBanner name=name/> })}
            <Outlet/>
        </AppShell>
    }
    .into_any()
}

/// Links, which work before the script has arrived, and signing out.
#[component]
fn MenuEntries() -> impl IntoView {
    view! {
        <a href=settings::ACCOUNT rel="external"><Icon name=IconName::Settings/> "Settings"</a>
        <SignOutEntry/>
    }
}

/// A link to the page that asks; once the script has arrived, a button that does it.
#[component]
fn SignOutEntry() -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move || ready.set(true));
    let label = || view! { <Icon name=IconName::SignOut/> "Sign out" };
    view! {
        <Show
            when=move || ready.get()
            fallback=move || view! { <a href="/sign-out" rel="external">{label()}</a> }
        >
            <SignOutButton>{label()}</SignOutButton>
        </Show>
    }
}
