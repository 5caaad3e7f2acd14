use leptos::prelude::*;

use super::field_frame::{FieldFrame, described_by, invalid};

/// A field of one line.
#[component]
pub fn Field(
    /// Unique on the page; the label, hint and error hang on it.
    #[prop(into)]
    id: String,
    /// The form's name for it; the id, unless given.
    #[prop(optional, into)]
    name: Option<String>,
    /// What goes into it.
    #[prop(into)]
    label: String,
    /// What stands in it at first: on a failed submit, what was typed.
    #[prop(optional, into)]
    value: String,
    /// What is wrong, as a sentence.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// May be left empty; says so.
    #[prop(optional)]
    optional: bool,
    /// An amount: figures in columns, a decimal keypad on phones.
    #[prop(optional)]
    numeric: bool,
    /// The unit behind the figure.
    #[prop(optional)]
    unit: Option<&'static str>,
    /// HTML's `type`.
    #[prop(default = "text")]
    kind: &'static str,
    /// An example.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Most characters that it takes.
    #[prop(optional)]
    max_length: Option<usize>,
    /// The id of a list of suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let described_by = described_by(&id, error, hint.is_some());
    let invalid = invalid(error);
    let input = view! {
        <input
            class=if numeric { "input input--num" } else { "input" }
            id=id.clone()
            name=name
            type=kind
            value=value
            required=!optional
            inputmode=numeric.then_some("decimal")
            autocomplete="off"
            placeholder=placeholder
            maxlength=max_length.map(|max| max.to_string())
            list=list
            aria-invalid=move || invalid.get()
            aria-describedby=move || described_by.get()
        />
    }
    .into_any();
    view! {
        <FieldFrame id=id label=label hint=hint error=error optional=optional>
            {match unit {
                None => input,
                Some(unit) => view! {
                    <div class="affix">
                        {input}
                        <span class="affix__unit" aria-hidden="true">{unit}</span>
                    </div>
                }
                .into_any(),
            }}
        </FieldFrame>
    }
    .into_any()
}
