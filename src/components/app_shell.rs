use leptos::prelude::*;

use super::{AppHeader, MAIN, Rail, SkipLink, ToastRegion, UserMenu};

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
    /// How much there is to read.
    #[prop(into)]
    unread: Signal<i64>,
    /// Whether the admin area is open to them.
    #[prop(optional)]
    admin: bool,
    /// The entries of the user menu: links and buttons.
    #[prop(into)]
    menu: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="shell">
            <AppHeader add_href=add_href unread=unread>
                <UserMenu name=name email=email avatar_url=avatar_url>{menu.run()}</UserMenu>
            </AppHeader>
            <div class="shell__body">
                <Rail current=current admin=admin/>
                <main class="shell__main" id=MAIN tabindex="-1">{children()}</main>
            </div>
        </div>
        <ToastRegion/>
    }
    .into_any()
}
