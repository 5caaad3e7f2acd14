use leptos::{prelude::*, task::spawn_local};

use super::actions::{Ground, preview_ground};
use crate::domain::{
    preview::{Place, RulePreview, of_draft},
    rule_form::RuleForm,
    ruleset::sentence,
    ruleset_draft::RuleDraft,
};

/// What the editor shows of a rule while it is typed: the server's answer at first, then what the
/// browser works out by the same rules.
#[derive(Clone, Copy)]
pub(super) struct Live {
    pub(super) typed: RwSignal<RuleForm>,
    first: StoredValue<Option<RulePreview>>,
    ground: RwSignal<Option<Ground>>,
    place: Place,
}

impl Live {
    pub(super) fn new(form: RuleForm, first: Option<RulePreview>, place: Place) -> Self {
        let live = Self {
            typed: RwSignal::new(form),
            first: StoredValue::new(first),
            ground: RwSignal::new(None),
            place,
        };
        Effect::new(move || {
            spawn_local(async move {
                if let Ok(ground) = preview_ground().await {
                    // Nobody is told when the page was left meanwhile.
                    let _ = live.ground.try_set(Some(ground));
                }
            });
        });
        live
    }

    pub(super) fn preview(self) -> Signal<Option<RulePreview>> {
        let of_ground = move |ground: &Option<Ground>| {
            let Some(Ground { subjects, rulesets }) = ground else {
                return self.first.get_value();
            };
            let draft = self.typed.get().draft();
            of_draft(subjects, rulesets, draft, &self.place)
                .ok()
                .flatten()
        };
        Memo::new(move |_| self.ground.with(of_ground)).into()
    }

    pub(super) fn sentence(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let rule = named(self.typed.get().draft()).check().ok()?;
            Some(sentence(rule.actions(), rule.conditions()))
        })
    }
}

/// A rule without a name yet can be looked at.
fn named(mut draft: RuleDraft) -> RuleDraft {
    if draft
        .name
        .as_ref()
        .is_none_or(|name| name.trim().is_empty())
    {
        draft.name = Some("Preview".to_owned());
    }
    draft
}
