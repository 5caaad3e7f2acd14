use leptos::prelude::*;

use super::{browser, use_toasts};

/// A text to pass on, and a button that copies it. Without a script the text can be marked.
#[component]
pub fn CopyField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let toasts = use_toasts();
    let ready = RwSignal::new(false);
    Effect::new(move || ready.set(true));
    let shown = text.clone();
    let copy = move |_| {
        browser::copy(&text, move |done| {
            if done {
                toasts.done("Copied");
            } else {
                toasts.failed("The browser did not let us copy. Mark the text and copy it.");
            }
        });
    };
    view! {
        <div class="copy-field">
            <label class="field__label" for=id.clone()>{label}</label>
            <div class="copy-field__row">
                <input class="input copy-field__text" id=id type="text" readonly value=shown/>
                <button type="button" class="button" hidden=move || !ready.get() on:click=copy>
                    "Copy"
                </button>
            </div>
        </div>
    }
    .into_any()
}
