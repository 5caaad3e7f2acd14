use leptos::prelude::*;

use super::{Icon, IconName, Logo, ThemeToggle, rail::RAIL};

/// Where the list of offers shows what the search finds.
const LISTINGS: &str = "/listings";
/// Where there is to read what the bell tells of.
const NEWS: &str = "/inbox?tab=notifications";

/// The line above every private page: mark, search, "Add offer", bell, theme, and the slot of the
/// user menu. The key of "Add offer" is an access key, because a bare letter would be taken from
/// people who speak to their computer (WCAG 2.1.4).
#[component]
pub fn AppHeader(
    /// Where an offer is added.
    #[prop(into)]
    add_href: String,
    /// How much there is to read.
    #[prop(into)]
    unread: Signal<i64>,
    /// The user menu.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="app-header">
            <button
                type="button"
                class="button button--quiet button--icon app-header__rail-button"
                popovertarget=RAIL
                aria-label="Open navigation"
            >
                <Icon name=IconName::Menu/>
            </button>
            <Logo href="/dashboard"/>
            <form
                class="search app-header__search"
                action=LISTINGS
                method="get"
                role="search"
                aria-label="Offers"
            >
                <Icon name=IconName::Search/>
                <input
                    class="input"
                    type="search"
                    name="q"
                    aria-label="Search offers"
                    placeholder="Search offers"
                    autocomplete="off"
                    maxlength="255"
                />
            </form>
            <div class="app-header__actions">
                <a class="button button--primary app-header__add" href=add_href accesskey="a">
                    <Icon name=IconName::Plus/>
                    <span class="button__label">"Add offer"</span>
                </a>
                <Bell unread=unread/>
                <ThemeToggle/>
                {children()}
            </div>
        </header>
    }
    .into_any()
}

/// A count that fits beside an icon; nothing where there is nothing.
pub(super) fn in_short(count: i64) -> Option<String> {
    match count {
        0 => None,
        1..=99 => Some(count.to_string()),
        _ => Some("99+".to_owned()),
    }
}

/// Leads to what there is to read, and tells how much.
#[component]
fn Bell(unread: Signal<i64>) -> impl IntoView {
    let label = move || match unread.get() {
        0 => "Notifications".to_owned(),
        count => format!("Notifications, {count} unread"),
    };
    let count = move || in_short(unread.get());
    view! {
        <a class="button button--quiet button--icon bell" href=NEWS aria-label=label title=label>
            <Icon name=IconName::Bell/>
            {move || count().map(|count| view! { <span class="bell__count" aria-hidden="true">{count}</span> })}
        </a>
    }
    .into_any()
}
