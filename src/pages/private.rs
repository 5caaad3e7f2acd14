use clerk_leptos::SignOutButton;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::Outlet, hooks::use_location};

use super::{inbox::actions::unread_count, settings};
use crate::{
    components::{AppShell, Icon, IconName, ImpersonationBanner, provide_toasts},
    serverfn::Viewer,
};

/// Where an offer is added.
pub const ADD_OFFER: &str = "/listings/new";

/// The frame around every page of a signed-in person.
#[component]
pub fn PrivatePages() -> impl IntoView {
    provide_toasts();
    let viewer = use_context::<Option<Viewer>>()
        .flatten()
        .unwrap_or_default();
    let impersonated = viewer.is_impersonated.then(|| viewer.name.clone());
    let location = use_location();
    let unread = unread(viewer.unread, location.pathname);
    view! {
        <AppShell
            current=location.pathname
            name=viewer.name
            email=viewer.email
            avatar_url=viewer.avatar_url
            add_href=ADD_OFFER
            unread=unread
            admin=viewer.is_admin
            menu=|| view! { <MenuEntries/> }
        >
            {impersonated.map(|name| view! { <ImpersonationBanner name=name/> })}
            <Outlet/>
        </AppShell>
    }
    .into_any()
}

/// How much there is to read: as the server has counted for this page, and counted again whenever
/// another one is opened.
fn unread(at_first: i64, path: Memo<String>) -> Signal<i64> {
    let unread = RwSignal::new(at_first);
    Effect::new(move |opened: Option<()>| {
        path.track();
        if opened.is_some() {
            spawn_local(async move {
                // Where it cannot be counted, what was known stays.
                if let Ok(count) = unread_count().await {
                    unread.set(count);
                }
            });
        }
    });
    unread.into()
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
