use leptos::prelude::*;

use super::actions::SaveGroup;
use crate::{
    components::{Choice, Field, SelectField},
    domain::{
        listing::FieldError,
        profile::NAME_MAX,
        ruleset::{Category, RuleGroupId},
    },
    pages::told::{error, failure, field_errors},
    serverfn::typed,
};

/// Saves groups. The forms of a page share it, and each marks only what is wrong with its own group.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    pub(super) action: ServerAction<SaveGroup>,
    /// Whose form was sent last; the one that makes a group has none.
    last: RwSignal<Option<RuleGroupId>>,
}

impl Saving {
    pub(super) fn new() -> Self {
        let action = ServerAction::<SaveGroup>::new();
        // Without a script the address tells.
        let sent = typed::<SaveGroup>("group").and_then(|group| group.parse().ok());
        let last = RwSignal::new(sent.map(RuleGroupId));
        Effect::new(move || {
            if let Some(SaveGroup { group, .. }) = action.input().get()
                && last.get_untracked() != group
            {
                last.set(group);
                // Why another form was refused is not news of this one.
                action.clear();
            }
        });
        Self { action, last }
    }

    /// What is wrong with each field of the form of a group; without one, of the form that makes one.
    pub(super) fn errors(self, group: Option<RuleGroupId>) -> Signal<Vec<FieldError>> {
        let errors = field_errors(failure(self.action.into()));
        Signal::derive(move || {
            if self.last.get() == group {
                errors.get()
            } else {
                Vec::new()
            }
        })
    }
}

/// What every group has to say of itself.
#[component]
pub(super) fn GroupFields(
    /// What their ids begin with.
    #[prop(into)]
    id: String,
    name: String,
    /// The part's name.
    category: String,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let parts = Category::ALL.map(|it| Choice::new(it.name(), it.label()));
    view! {
        <Field
            id=format!("{id}-name") name="name" label="Name" value=name
            error=error(errors, "name", "The name") max_length=NAME_MAX
        />
        <SelectField
            id=format!("{id}-category") name="category" label="Part" choices=parts.to_vec()
            selected=category error=error(errors, "category", "The part")
        />
    }
    .into_any()
}
