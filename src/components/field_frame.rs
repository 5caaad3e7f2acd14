use leptos::prelude::*;

use super::{Icon, IconName};

/// Label above, control, hint and error below; what the text-like fields have in common.
#[component]
pub(super) fn FieldFrame(
    id: String,
    label: String,
    hint: Option<String>,
    error: MaybeProp<String>,
    optional: bool,
    children: Children,
) -> impl IntoView {
    let hint_id = hint_id(&id);
    let error_id = error_id(&id);
    let class = format!("field field--{id}");
    view! {
        <div class=class>
            <label class="field__label" for=id>
                <span>{label}</span>
                {optional.then(|| view! { <span class="field__optional">"optional"</span> })}
            </label>
            {children()}
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {move || error.get().map(|error| view! {
                <p class="field__error" id=error_id.clone()>
                    <Icon name=IconName::Alert/>
                    <span>{error}</span>
                </p>
            })}
        </div>
    }
    .into_any()
}

/// The ids that `aria-describedby` names: the error first, because it is the news.
pub(super) fn described_by(
    id: &str,
    error: MaybeProp<String>,
    has_hint: bool,
) -> Signal<Option<String>> {
    let (error_id, hint_id) = (error_id(id), hint_id(id));
    Signal::derive(move || match (error.get().is_some(), has_hint) {
        (true, true) => Some(format!("{error_id} {hint_id}")),
        (true, false) => Some(error_id.clone()),
        (false, true) => Some(hint_id.clone()),
        (false, false) => None,
    })
}

/// `aria-invalid`, present only when something is wrong.
pub(super) fn invalid(error: MaybeProp<String>) -> Signal<Option<&'static str>> {
    Signal::derive(move || error.get().is_some().then_some("true"))
}

fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}
