use leptos::prelude::*;

use super::{AppHeader, MAIN, Rail, SkipLink, ToastRegion, UserMenu};
use crate::domain::{notification::Unread, user::Plan};

/// The frame of every private page. What stands in it begins with a `class="page"` element.
#[component]
pub fn AppShell(
    /// The path of the page that shows.
    #[prop(into)]
    current: Signal<String>,
    /// The name of who is signed in.
    #[prop(into)]
    name: String,
    /// Their address, once known.
    #[prop(optional_no_strip, into)]
    email: Option<String>,
    /// Their picture.
    #[prop(optional_no_strip, into)]
    avatar_url: Option<String>,
    /// Where an offer is added.
    #[prop(into)]
    add_href: String,
    /// How much they may keep.
    plan: Plan,
    /// How much there is that they have not looked at.
    #[prop(into)]
    unread: Signal<Unread>,
    /// Whether the admin area is open to them.
    #[prop(optional)]
    admin: bool,
    /// Whether there is a discover page.
    #[prop(optional)]
    discover: bool,
    /// The entries of the user menu: links and buttons.
    #[prop(into)]
    menu: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="shell">
            <AppHeader add_href=add_href unread=Signal::derive(move || unread.get().news)>
                <UserMenu name=name email=email avatar_url=avatar_url plan=plan>{menu.run()}</UserMenu>
            </AppHeader>
            <div class="shell__body">
                <Rail
                    current=current
                    unread=Signal::derive(move || unread.get().shares)
                    admin=admin
                    discover=discover
                />
                <main class="shell__main" id=MAIN tabindex="-1">{children()}</main>
            </div>
        </div>
        <ToastRegion/>
    }
    .into_any()
}
