use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Function, Reflect},
};

use super::use_toasts;

/// A text to pass on, with a button that copies it. Before the script has arrived it can be
/// selected and copied by hand.
#[component]
pub fn CopyField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What it is: "Link".
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_ready = RwSignal::new(false);
    Effect::new(move || is_ready.set(true));
    let toasts = use_toasts();
    let copied = text.clone();
    let copy = move |_| {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
        if write_text(&copied).is_some() {
            toasts.done("Link copied");
        } else {
            toasts.failed("The browser does not let this page copy. Copy the marked text by hand.");
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <div class="copy-field">
                <input class="input" id=id type="text" readonly=true value=text node_ref=input/>
                <button type="button" class="button" hidden=move || !is_ready.get() on:click=copy>
                    <span class="button__label">"Copy link"</span>
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// `navigator.clipboard.writeText(text)`, where there is one.
fn write_text(text: &str) -> Option<()> {
    let get = |object: &JsValue, name: &str| {
        let value = Reflect::get(object, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    };
    let navigator = get(leptos::web_sys::window()?.as_ref(), "navigator")?;
    let clipboard = get(&navigator, "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?;
    Some(())
}
