use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Element, Window,
        js_sys::{Function, Reflect},
    },
};

use super::{Icon, IconName};

/// The cookie by which the server knows, before it renders, which theme a browser has chosen:
/// `light` or `dark`; absent, it follows the system.
const COOKIE: &str = "theme";
const YEAR_IN_SECONDS: u32 = 31_536_000;

/// Switches between light and dark. Back at what the system prefers, the choice is forgotten, so
/// the page follows the system again. Hidden by the style sheet where there is no JavaScript.
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
    let (next, max_age) = match opposite(&current(&root, system)) {
        next if next == system => (None, 0),
        next => (Some(next), YEAR_IN_SECONDS),
    };
    match next {
        Some(next) => root.set_attribute("data-theme", next).ok()?,
        None => root.remove_attribute("data-theme").ok()?,
    }
    let value = next.unwrap_or_default();
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={max_age}; SameSite=Lax");
    Reflect::set(&document, &"cookie".into(), &cookie.into()).ok()?;
    Some(())
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
