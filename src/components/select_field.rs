use leptos::prelude::*;

use super::{
    Icon, IconName,
    field_frame::{FieldFrame, described_by, invalid},
};

/// One of the things that a [`SelectField`] offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A choice that sends `value` and reads `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }

    /// These, after one for any of them, which sends nothing.
    pub fn any_or(choices: impl IntoIterator<Item = Self>) -> Vec<Self> {
        std::iter::once(Self::new("", "Any"))
            .chain(choices)
            .collect()
    }
}

/// A field with one of a few values.
#[component]
pub fn SelectField(
    /// Unique on the page; the label, hint and error hang on it.
    #[prop(into)]
    id: String,
    /// The form's name for it; the id, unless given.
    #[prop(optional, into)]
    name: Option<String>,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What there is to choose from.
    choices: Vec<Choice>,
    /// The value that is chosen at first.
    #[prop(into)]
    selected: String,
    /// What is wrong, as a sentence.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let described_by = described_by(&id, error, hint.is_some());
    let invalid = invalid(error);
    let options = choices
        .into_iter()
        .map(move |choice| {
            let chosen = choice.value == selected;
            view! { <option value=choice.value selected=chosen>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error optional=false>
            <div class="select">
                <select
                    class="input"
                    id=id
                    name=name
                    aria-invalid=move || invalid.get()
                    aria-describedby=move || described_by.get()
                >
                    {options}
                </select>
                <Icon name=IconName::Chevron/>
            </div>
        </FieldFrame>
    }
    .into_any()
}
