use leptos::prelude::*;

/// A box to tick, with its words beside it. Unticked, its form leaves it out.
#[component]
pub fn CheckField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The form's name for it; the id, unless given.
    #[prop(optional, into)]
    name: Option<String>,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at first.
    checked: bool,
    /// What the form sends when it is ticked, if not "on".
    #[prop(optional, into)]
    value: Option<String>,
    /// What helps to decide.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let hint_id = format!("{id}-hint");
    let described_by = hint.is_some().then(|| hint_id.clone());
    view! {
        <div class="check">
            <input
                class="check__box"
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=checked
                aria-describedby=described_by
            />
            <label class="check__label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="check__hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// Fields that belong together under one question.
#[component]
pub fn FieldGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="field-group">
            <legend class="field-group__legend">{legend}</legend>
            {children()}
        </fieldset>
    }
    .into_any()
}
