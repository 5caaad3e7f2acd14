use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{Icon, IconName};

/// What can be done with one row: a button, and the menu that it opens. A popover: it opens, closes
/// on Escape and on a click beside it without a script.
#[component]
pub fn RowMenu(
    /// The menu's, unique on the page.
    #[prop(into)]
    id: String,
    /// What the button is, for screen readers: "More for Beelink SER5".
    #[prop(into)]
    label: String,
    /// Links and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            popovertarget=id.clone()
            aria-label=label
        >
            <Icon name=IconName::More/>
        </button>
        <div class="row-menu menu__items" id=id popover="auto" on:click=close>{children()}</div>
    }
    .into_any()
}

/// The router replaces the page without a reload, which would have closed the menu.
fn close(event: ev::MouseEvent) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(target) = target
        && let Ok(Some(menu)) = target.closest("[popover]")
        && let Ok(menu) = menu.dyn_into::<HtmlElement>()
    {
        // Fails only where it was not open.
        let _ = menu.hide_popover();
    }
}
