use clerk_leptos::SignOutButton;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::Outlet, hooks::use_location};

use super::{inbox::actions::get_unread, settings};
use crate::{
    components::{AppShell, Icon, IconName, ImpersonationBanner, provide_toasts},
    domain::notification::Unread,
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
    let read = RwSignal::new(());
    provide_context(NewsRead(read));
    let unread = unread(viewer.unread, location.pathname, read);
    view! {
        <AppShell
            current=location.pathname
            name=viewer.name
            email=viewer.email
            avatar_url=viewer.avatar_url
            plan=viewer.plan
            add_href=ADD_OFFER
            unread=unread
            admin=viewer.is_admin
            discover=viewer.has_discover
            menu=move || view! { <MenuEntries admin=viewer.is_admin/> }
        >
            {impersonated.map(|name| view! { <ImpersonationBanner name=name/> })}
            <Outlet/>
        </AppShell>
    }
    .into_any()
}

/// Told by pages when there is less to read than there was.
#[derive(Clone, Copy)]
pub(in crate::pages) struct NewsRead(pub RwSignal<()>);

/// How much there is to read: as the server has counted for this page, and counted again whenever
/// another one is opened or something was read.
fn unread(at_first: Unread, path: Memo<String>, read: RwSignal<()>) -> Signal<Unread> {
    let unread = RwSignal::new(at_first);
    Effect::new(move |opened: Option<()>| {
        path.track();
        read.track();
        if opened.is_some() {
            spawn_local(async move {
                // Where it cannot be counted, what was known stays.
                if let Ok(count) = get_unread().await {
                    unread.set(count);
                }
            });
        }
    });
    unread.into()
}

/// Links, which work before the script has arrived, and signing out.
#[component]
fn MenuEntries(
    /// Whether the admin area is open to them.
    admin: bool,
) -> impl IntoView {
    view! {
        <a href=settings::ACCOUNT rel="external"><Icon name=IconName::Settings/> "Settings"</a>
        {admin.then(|| view! { <a href="/admin/people"><Icon name=IconName::Shield/> "Admin"</a> })}
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
