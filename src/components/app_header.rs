use leptos::prelude::*;

use super::{Icon, IconName, Logo, ThemeToggle, rail::RAIL};

/// The line above every private page: mark, "Add offer", theme, and the slot of the user menu.
#[component]
pub fn AppHeader(
    /// Where an offer is added.
    #[prop(into)]
    add_href: String,
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
            <div class="app-header__actions">
                <a class="button button--primary app-header__add" href=add_href>
                    <Icon name=IconName::Plus/>
                    <span class="button__label">"Add offer"</span>
                </a>
                <ThemeToggle/>
                {children()}
            </div>
        </header>
    }
    .into_any()
}
