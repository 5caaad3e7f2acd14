//! Which rulesets value one offer, as a form or a client asks for it.

use serde::{Deserialize, Serialize};

use super::{
    choice::choice, lenient, listing::FieldError, ruleset::RulesetId, text::given,
    valuation::RulesetChoice,
};

/// Most rulesets that one offer leaves out.
pub const DISABLED_MAX: usize = 200;

choice! {
    /// How an offer's rulesets are found.
    ChoiceMode {
        /// All that are active and apply, except those that it leaves out.
        Auto = "auto", "All that apply";
        /// One, and no other.
        Static = "static", "Only one";
    }
}

/// A change of which rulesets value an offer. What is left out stays as it is.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChoiceDraft {
    /// `auto` for all rulesets that apply, `static` for only one.
    #[serde(deserialize_with = "lenient::text")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<ChoiceMode>))]
    pub mode: Option<String>,
    /// The one; needed for `static`.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub ruleset_id: Option<String>,
    /// Those that are left out, replaced as a whole.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Vec<i64>>))]
    pub disabled_ruleset_ids: Option<Vec<RulesetId>>,
    /// When the offer was last seen to change (`updated_at`). Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

impl ChoiceDraft {
    /// The draft of a form, which sends nothing when no ruleset is ticked.
    #[must_use]
    pub fn of_form(mut self) -> Self {
        self.disabled_ruleset_ids.get_or_insert_default();
        self
    }

    /// What the draft makes of the choice that is there.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn over(self, there: &RulesetChoice) -> Result<RulesetChoice, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, reason: String| errors.push(FieldError::new(field, reason));
        let named = given(self.ruleset_id).map(|text| {
            let id = text.parse().ok().filter(|id| *id > 0).map(RulesetId);
            if id.is_none() {
                wrong("ruleset_id", "must be the number of one".to_owned());
            }
            id
        });
        let mode = given(self.mode).map(|text| {
            let mode = ChoiceMode::from_name(&text);
            if mode.is_none() {
                wrong("mode", format!("must be {}", ChoiceMode::names()));
            }
            mode
        });
        let fixed = match (mode, named) {
            (Some(Some(ChoiceMode::Static)), None) => {
                wrong("ruleset_id", "must be chosen".to_owned());
                None
            }
            (Some(Some(ChoiceMode::Auto)), _) => None,
            (_, Some(id)) => id,
            (_, None) => there.fixed,
        };
        let mut disabled = self
            .disabled_ruleset_ids
            .unwrap_or_else(|| there.disabled.clone());
        disabled.sort_unstable();
        disabled.dedup();
        if disabled.len() > DISABLED_MAX {
            let reason = format!("must be at most {DISABLED_MAX}");
            wrong("disabled_ruleset_ids", reason);
        }
        if errors.is_empty() {
            Ok(RulesetChoice { fixed, disabled })
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn there() -> RulesetChoice {
        RulesetChoice {
            fixed: Some(RulesetId(3)),
            disabled: vec![RulesetId(4)],
        }
    }

    fn over(draft: Value) -> Result<RulesetChoice, Vec<FieldError>> {
        serde_json::from_value::<ChoiceDraft>(draft)
            .unwrap()
            .over(&there())
    }

    #[test]
    fn what_is_left_out_stays() {
        assert_eq!(over(json!({})), Ok(there()));
        let disabled = over(json!({"disabled_ruleset_ids": [9, 8, 9]})).unwrap();
        assert_eq!(disabled.fixed, there().fixed);
        assert_eq!(disabled.disabled, [RulesetId(8), RulesetId(9)]);
        assert_eq!(over(json!({"mode": "auto"})).unwrap().fixed, None);
        let other = over(json!({"mode": "static", "ruleset_id": "7"})).unwrap();
        assert_eq!(other.fixed, Some(RulesetId(7)));
    }

    #[test]
    fn one_ruleset_must_be_named() {
        for (draft, field) in [
            (json!({"mode": "static"}), "ruleset_id"),
            (json!({"mode": "static", "ruleset_id": ""}), "ruleset_id"),
            (json!({"ruleset_id": "x"}), "ruleset_id"),
            (json!({"mode": "some"}), "mode"),
            (
                json!({"disabled_ruleset_ids": (1..=201).collect::<Vec<i64>>()}),
                "disabled_ruleset_ids",
            ),
        ] {
            let errors = over(draft).unwrap_err();
            assert_eq!(errors[0].field, field);
        }
    }

    #[test]
    fn a_form_leaves_nothing_out_by_ticking_nothing() {
        let form = ChoiceDraft::default().of_form();
        assert_eq!(form.over(&there()).unwrap().disabled, []);
    }
}
