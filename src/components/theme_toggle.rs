use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Element, Window,
        js_sys::{Function, Reflect},
    },
};

use super::{Icon, IconName};
use crate::domain::preferences::Theme;

/// The cookie by which the server knows, before it renders, which theme was chosen in this browser:
/// `light`, `dark`, or `system` to follow the system. Absent, the person's preference decides.
const COOKIE: &str = "theme";
const YEAR_IN_SECONDS: u32 = 31_536_000;

/// Switches between light and dark, in this browser only. Back at what the system prefers, the page
/// follows the system again. Hidden by the style sheet where there is no JavaScript.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    const LABEL: &str = "Switch between light and dark theme";
    view! {
        <button
            type="button"
            class="button button--quiet button--icon theme-toggle"
            aria-label=LABEL
            title=LABEL
            on:click=|_| {
                switch();
            }
        >
            <Icon name=IconName::Theme/>
        </button>
    }
}

fn switch() -> Option<()> {
    let window = leptos::web_sys::window()?;
    let document = window.document()?;
    let root = document.document_element()?;
    let system = if prefers_dark(&window)? {
        "dark"
    } else {
        "light"
    };
    let next = match opposite(&current(&root, system)) {
        next if next == system => Theme::System,
        next => Theme::from_name(next)?,
    };
    show(&root, next)?;
    let value = next.name();
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={YEAR_IN_SECONDS}; SameSite=Lax");
    Reflect::set(&document, &"cookie".into(), &cookie.into()).ok()?;
    Some(())
}

/// Shows the page in that theme, without loading it anew. Only in the browser.
pub fn show_theme(theme: Theme) {
    if cfg!(target_family = "wasm")
        && let Some(root) = document().document_element()
    {
        // Fails only on an invalid name.
        let _ = show(&root, theme);
    }
}

fn show(root: &Element, theme: Theme) -> Option<()> {
    match theme.attribute() {
        Some(name) => root.set_attribute("data-theme", name).ok(),
        None => root.remove_attribute("data-theme").ok(),
    }
}

fn current(root: &Element, system: &str) -> String {
    root.get_attribute("data-theme")
        .unwrap_or_else(|| system.to_owned())
}

fn opposite(theme: &str) -> &'static str {
    if theme == "dark" { "light" } else { "dark" }
}

/// By name, because the typed bindings of `matchMedia` are behind a feature of `web-sys` that
/// nothing else here needs.
fn prefers_dark(window: &Window) -> Option<bool> {
    let match_media: Function = Reflect::get(window, &"matchMedia".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let query: JsValue = "(prefers-color-scheme: dark)".into();
    let list = match_media.call1(window, &query).ok()?;
    Reflect::get(&list, &"matches".into()).ok()?.as_bool()
}
