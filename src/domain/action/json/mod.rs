//! Reading actions from JSON, where everything that is wrong is named by its path, and writing
//! them.

mod amount;
mod effect;
mod multipliers;
mod write;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

pub use self::multipliers::{ENTRIES_MAX, MULTIPLIERS_MAX};
use super::Action;
use crate::domain::{condition::first, listing::FieldError};

/// How many actions a rule may have.
pub const ACTIONS_MAX: usize = 10;

impl Action {
    /// Reads the actions of a rule. `path` is what the list is called in errors: `actions`.
    ///
    /// # Errors
    /// Everything that is wrong, by its path: `actions[0].value_usd`.
    pub fn parse_list(json: &Value, path: &str) -> Result<Vec<Self>, Vec<FieldError>> {
        let list = match json.as_array() {
            Some(list) if (1..=ACTIONS_MAX).contains(&list.len()) => list,
            _ => {
                let reason = format!("must be a list of 1 to {ACTIONS_MAX} actions");
                return Err(vec![FieldError::new(path, reason)]);
            }
        };
        let mut errors = Vec::new();
        let actions = list
            .iter()
            .enumerate()
            .filter_map(|(index, json)| Self::parse(json, &format!("{path}[{index}]"), &mut errors))
            .collect();
        if errors.is_empty() {
            Ok(actions)
        } else {
            Err(errors)
        }
    }

    fn parse(json: &Value, path: &str, errors: &mut Vec<FieldError>) -> Option<Self> {
        let Some(object) = json.as_object() else {
            errors.push(FieldError::new(path, "must be an action"));
            return None;
        };
        let mut reader = Reader { path, errors };
        let effect = reader.effect(object);
        let by_condition = reader.by_condition(object.get("condition_multipliers"));
        let by_field = reader.by_field(object.get("field_multipliers"));
        Some(Self {
            effect: effect?,
            by_condition: by_condition?,
            by_field: by_field?,
        })
    }
}

struct Reader<'a> {
    path: &'a str,
    errors: &'a mut Vec<FieldError>,
}

impl Reader<'_> {
    fn wrong<T>(&mut self, member: &str, reason: impl Into<String>) -> Option<T> {
        let field = format!("{}.{member}", self.path);
        self.errors.push(FieldError::new(field, reason));
        None
    }
}

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        let mut errors = Vec::new();
        let action = Self::parse(&json, "action", &mut errors);
        action.ok_or_else(|| first(&errors))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_bad_action_is_named_by_its_path() {
        for (action, path) in [
            (json!(1), "actions[0]"),
            (
                json!({"type": "formula", "value_usd": 1}),
                "actions[0].type",
            ),
            (
                json!({"type": "per_tb", "field": "ram_gb", "value_usd": 1}),
                "actions[0].type",
            ),
            (json!({"type": "add"}), "actions[0].value_usd"),
            (
                json!({"type": "add", "value_usd": 1_000_001}),
                "actions[0].value_usd",
            ),
            (
                json!({"type": "add", "value_usd": "0.00000000001"}),
                "actions[0].value_usd",
            ),
            (
                json!({"type": "add", "value_usd": 1, "condition_used": 0.6}),
                "actions[0].condition_used",
            ),
            (
                json!({"type": "add", "value_usd": 1, "field": "ram_gb"}),
                "actions[0].field",
            ),
            (
                json!({"type": "per_unit", "field": "ram_type", "value_usd": 1}),
                "actions[0].field",
            ),
            (
                json!({"type": "per_unit", "field": "per_gb", "value_usd": 1}),
                "actions[0].field",
            ),
            (
                json!({"type": "per_100_points", "field": "ram_gb", "value_usd": 1}),
                "actions[0].field",
            ),
            (
                json!({"type": "multiplier", "percent": -1}),
                "actions[0].percent",
            ),
            (
                json!({"type": "multiplier", "value_usd": 1}),
                "actions[0].value_usd",
            ),
            (
                json!({"type": "add", "value_usd": 1, "condition_multipliers": {"condition_used": 1}}),
                "actions[0].condition_multipliers.condition_used",
            ),
            (
                json!({"type": "add", "value_usd": 1, "condition_multipliers": {"used": -1}}),
                "actions[0].condition_multipliers.used",
            ),
            (
                json!({"type": "add", "value_usd": 1, "field_multipliers": [{"field": "ram_type",
                    "entries": [{"equals": "ddr4", "multiplier": 1}, {"equals": "ddr9", "multiplier": 1}]}]}),
                "actions[0].field_multipliers[0].entries[1].equals",
            ),
        ] {
            let errors = Action::parse_list(&json!([action]), "actions").unwrap_err();
            assert_eq!(errors[0].field, path, "{action}");
        }
        for list in [json!([]), json!({}), Value::Array(vec![json!({}); 11])] {
            assert_eq!(
                Action::parse_list(&list, "actions").unwrap_err()[0].field,
                "actions"
            );
        }
    }
}
