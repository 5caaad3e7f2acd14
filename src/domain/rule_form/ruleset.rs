//! A ruleset as its form holds it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    ConditionRow,
    read::{conditions, is_on},
    write::{pretty, rows},
};
use crate::domain::{condition::When, ruleset::Ruleset, ruleset_draft::RulesetDraft};

/// What stands in the form of a ruleset, its rules aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesetForm {
    /// The ruleset's name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its place among the others.
    pub priority: String,
    /// Whether it counts: `true` or not.
    pub is_active: String,
    /// Which offers it is for.
    pub conditions: Vec<ConditionRow>,
    /// The same as JSON, where it does not fit into rows.
    pub conditions_json: String,
}

impl RulesetForm {
    /// The draft that the form is about.
    #[must_use]
    pub fn draft(self) -> RulesetDraft {
        RulesetDraft {
            applies_when: Some(conditions(&self.conditions, &self.conditions_json)),
            name: Some(self.name),
            description: Some(self.description),
            priority: Some(self.priority),
            is_active: Some(is_on(&self.is_active)),
            if_updated_at: None,
        }
    }
}

impl From<&Ruleset> for RulesetForm {
    fn from(set: &Ruleset) -> Self {
        let mut form = Self {
            name: set.name.clone(),
            description: set.description.clone().unwrap_or_default(),
            priority: set.priority.to_string(),
            is_active: set.is_active.to_string(),
            conditions: rows(&set.applies_when).unwrap_or_default(),
            conditions_json: String::new(),
        };
        let back = form.clone().draft().applies_when.unwrap_or(Value::Null);
        if When::parse(&back, "").ok().as_ref() != Some(&set.applies_when) {
            form.conditions.clear();
            form.conditions_json = pretty(&set.applies_when.to_json());
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::OffsetDateTime;

    use super::*;
    use crate::domain::ruleset::RulesetId;

    fn set(applies_when: &Value) -> Ruleset {
        Ruleset {
            id: RulesetId(1),
            name: "Mine".into(),
            description: Some("For used ones.".into()),
            is_own: true,
            is_system: false,
            is_active: false,
            priority: 12,
            applies_when: When::parse(applies_when, "applies_when").unwrap(),
            groups: Vec::new(),
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_ruleset_comes_back_from_its_form_unchanged() {
        for (applies_when, fits) in [
            (json!({}), true),
            (
                json!({"field": "condition", "operator": "equals", "value": "used"}),
                true,
            ),
            (
                json!({"not": {"field": "ram_gb", "operator": "equals", "value": 8}}),
                false,
            ),
        ] {
            let set = set(&applies_when);
            let form = RulesetForm::from(&set);
            assert_eq!(form.conditions_json.is_empty(), fits, "{form:?}");
            let new = form.draft().check().unwrap();
            assert_eq!(new.applies_when(), &set.applies_when);
            assert_eq!((new.priority(), new.is_active()), (12, false));
        }
    }
}
