//! A person's own settings, one page a subject.

mod account;
pub mod actions;
mod data;
mod preferences;
mod sessions;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

use crate::components::{TabLink, TabLinks};

pub use self::{
    account::AccountPage, data::DataPage, preferences::PreferencesPage, sessions::SessionsPage,
};

/// The page that mounts Clerk's profile component.
pub const ACCOUNT: &str = "/settings/account";

/// The page of the preferences.
pub const PREFERENCES: &str = "/settings/preferences";

/// The page of the sessions.
pub const SESSIONS: &str = "/settings/sessions";

/// The page about taking one's data along, and leaving.
pub const DATA: &str = "/settings/data";

/// Where somebody arrives who has left.
pub const GOODBYE: &str = "/goodbye";

const TABS: [TabLink; 4] = [
    TabLink {
        label: "Account",
        href: ACCOUNT,
        // clerk-js comes with its components only when the document is loaded here.
        reload: true,
    },
    TabLink {
        label: "Preferences",
        href: PREFERENCES,
        reload: false,
    },
    TabLink {
        label: "Sessions",
        href: SESSIONS,
        reload: false,
    },
    TabLink {
        label: "Data",
        href: DATA,
        // As above: leaving may need Clerk's dialogue.
        reload: true,
    },
];

/// Leads to the first of the settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <Redirect path=ACCOUNT/> }
}

/// Around each page of the settings.
#[component]
fn SettingsFrame(
    /// The page's name.
    title: &'static str,
    /// Its address.
    here: &'static str,
    /// What it is for.
    lead: &'static str,
    /// As wide as tables, not as forms.
    #[prop(optional)]
    wide: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=format!("{title} · Settings")/>
        <div class=if wide { "page settings" } else { "page settings settings--narrow" }>
            <TabLinks label="Settings" links=TABS.to_vec() current=here/>
            <header class="page-header">
                <div>
                    <h1>{title}</h1>
                    <p class="page-header__lead">{lead}</p>
                </div>
            </header>
            {children()}
        </div>
    }
    .into_any()
}
