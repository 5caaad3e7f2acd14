use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use leptos_router::hooks::use_location;

use super::{Icon, IconName};

/// About two seconds, in which the list's data will have come.
const FRAMES_TO_WAIT: u8 = 120;

/// A form that is folded away above the list it adds to.
///
/// A link to its id unfolds it: without a script because browsers unfold what a fragment leads
/// into, with one because this does, and puts the focus into the first field.
#[component]
pub fn Composer(
    /// The id that links to it name. Constant: it is part of an address.
    id: &'static str,
    /// What it adds.
    #[prop(into)]
    title: String,
    /// Whether it is open by itself: because there is nothing else to do, or something was wrong
    /// with what was sent.
    #[prop(into)]
    open: Signal<bool>,
    /// The form.
    children: Children,
) -> impl IntoView {
    let composer = NodeRef::<html::Details>::new();
    unfold_when_linked(composer, id);
    view! {
        <details class="composer" node_ref=composer open=move || open.get()>
            <summary class="composer__summary">
                <Icon name=IconName::Plus/>
                {title}
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="composer__body" id=id>{children()}</div>
        </details>
    }
    .into_any()
}

/// On arriving by a link, and on a click on one while already here, which changes no address.
fn unfold_when_linked(composer: NodeRef<html::Details>, id: &'static str) {
    let hash = use_location().hash;
    Effect::new(move || {
        if hash.get().trim_start_matches('#') == id {
            unfold(composer);
        }
    });
    Effect::new(move || {
        let selector = format!("a[href$='#{id}']");
        let click = window_event_listener(ev::click, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| matches!(target.closest(&selector), Ok(Some(_)))) {
                unfold(composer);
            }
        });
        on_cleanup(move || click.remove());
    });
}

fn unfold(composer: NodeRef<html::Details>) -> Option<()> {
    let composer = composer.get()?;
    composer.set_attribute("open", "").ok()?;
    let field = composer.query_selector("input, select, textarea").ok()??;
    let field: HtmlElement = field.dyn_into().ok()?;
    field.focus().ok()?;
    hold_focus(field, FRAMES_TO_WAIT);
    Some(())
}

/// Gives a field the focus, and again if it is lost to nobody: a page whose data is on its way is
/// taken out of the document once more, and its elements lose the focus by that.
fn hold_focus(field: HtmlElement, frames_left: u8) {
    let active = document().active_element();
    let is_free = active.is_none_or(|active| active.tag_name() == "BODY");
    if is_free && field.is_connected() {
        // Fails only on an element that is gone.
        let _ = field.focus();
    }
    if frames_left > 0 {
        request_animation_frame(move || hold_focus(field, frames_left - 1));
    }
}
