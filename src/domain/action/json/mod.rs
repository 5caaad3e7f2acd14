//! Reading actions from JSON, where everything that is wrong is named by its path, and writing
//! them.

mod write;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::{Action, ConditionMultipliers, Effect, FieldMultiplier, Points};
use crate::domain::{
    condition::{Scalar, first, scalar},
    field::Field,
    listing::{Condition, FieldError},
    number,
};

/// How many actions a rule may have.
pub const ACTIONS_MAX: usize = 10;
/// How many facts an action's amount may depend on.
pub const MULTIPLIERS_MAX: usize = 5;
/// How many factors one fact may have.
pub const ENTRIES_MAX: usize = 20;
/// Largest amount in dollars, of either sign.
const USD_MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Enough for "15 dollars a TB" as an amount a GB.
const USD_DECIMALS: u32 = 10;
/// Largest factor.
const FACTOR_MAX: Decimal = Decimal::ONE_HUNDRED;
/// Largest percentage.
const PERCENT_MAX: Decimal = Decimal::ONE_THOUSAND;
const FACTOR_DECIMALS: u32 = 4;

const TYPES: &str = "add, per_unit, per_1000_points, per_100_points or multiplier";

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

    fn effect(&mut self, object: &Map<String, Value>) -> Option<Effect> {
        let kind = object
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let own: &[&str] = match kind {
            "add" => &["value_usd"],
            "per_unit" | "per_1000_points" | "per_100_points" => &["field", "value_usd"],
            "multiplier" => &["percent"],
            _ => return self.wrong("type", format!("must be {TYPES}")),
        };
        self.nothing_else(object, own)?;
        if kind == "multiplier" {
            let percent = object.get("percent").unwrap_or(&Value::Null);
            return match bounded(percent, Decimal::ZERO, PERCENT_MAX, FACTOR_DECIMALS) {
                Ok(percent) => Some(Effect::Multiply { percent }),
                Err(reason) => self.wrong("percent", reason),
            };
        }
        let value = object.get("value_usd").unwrap_or(&Value::Null);
        let usd = match bounded(value, -USD_MAX, USD_MAX, USD_DECIMALS) {
            Ok(usd) => Some(usd),
            Err(reason) => self.wrong("value_usd", reason),
        };
        match kind {
            "add" => Some(Effect::Add { usd: usd? }),
            "per_unit" => {
                let field = self.counted(object, Field::is_counted, "must name a number")?;
                Some(Effect::PerUnit { field, usd: usd? })
            }
            _ => {
                let field = self.counted(object, Field::is_mark, "must name a benchmark mark")?;
                let points = if kind == "per_100_points" {
                    Points::Hundred
                } else {
                    Points::Thousand
                };
                let usd = usd?;
                Some(Effect::PerPoints { field, points, usd })
            }
        }
    }

    /// A member that this action does not know would be ignored, and its author not told.
    fn nothing_else(&mut self, object: &Map<String, Value>, own: &[&str]) -> Option<()> {
        let shared = ["type", "condition_multipliers", "field_multipliers"];
        let stray = object
            .keys()
            .find(|key| !own.contains(&key.as_str()) && !shared.contains(&key.as_str()));
        match stray {
            Some(key) => self.wrong(key, "does not belong to this action"),
            None => Some(()),
        }
    }

    fn counted(
        &mut self,
        object: &Map<String, Value>,
        fits: impl Fn(&Field) -> bool,
        reason: &str,
    ) -> Option<Field> {
        let name = object
            .get("field")
            .and_then(Value::as_str)
            .unwrap_or_default();
        match name.parse::<Field>() {
            Ok(field) if fits(&field) => Some(field),
            Ok(_) => self.wrong("field", reason),
            Err(error) => self.wrong("field", error.to_string()),
        }
    }

    fn by_condition(&mut self, json: Option<&Value>) -> Option<ConditionMultipliers> {
        let mut factors = ConditionMultipliers::default();
        let Some(json) = json else {
            return Some(factors);
        };
        let Some(object) = json.as_object() else {
            return self.wrong("condition_multipliers", "must be an object");
        };
        for (name, value) in object {
            let member = format!("condition_multipliers.{name}");
            let Some(condition) = Condition::from_name(name) else {
                return self.wrong(&member, "must be new, refurb or used");
            };
            let factor = match factor(value) {
                Ok(factor) => factor,
                Err(reason) => return self.wrong(&member, reason),
            };
            match condition {
                Condition::New => factors.new = factor,
                Condition::Refurb => factors.refurb = factor,
                Condition::Used => factors.used = factor,
            }
        }
        Some(factors)
    }

    fn by_field(&mut self, json: Option<&Value>) -> Option<Vec<FieldMultiplier>> {
        let Some(json) = json else {
            return Some(Vec::new());
        };
        let member = "field_multipliers";
        match json.as_array() {
            Some(list) if list.len() <= MULTIPLIERS_MAX => list
                .iter()
                .enumerate()
                .map(|(index, json)| self.multiplier(json, &format!("{member}[{index}]")))
                .collect(),
            _ => self.wrong(
                member,
                format!("must be a list of at most {MULTIPLIERS_MAX}"),
            ),
        }
    }

    fn multiplier(&mut self, json: &Value, member: &str) -> Option<FieldMultiplier> {
        let object = self.object(json, member, &["field", "entries"])?;
        let name = object
            .get("field")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let field: Field = match name.parse() {
            Ok(field) => field,
            Err(error) => {
                return self.wrong(&format!("{member}.field"), format!("{error}"));
            }
        };
        let inner = format!("{member}.entries");
        let entries = match object.get("entries").and_then(Value::as_array) {
            Some(list) if (1..=ENTRIES_MAX).contains(&list.len()) => list
                .iter()
                .enumerate()
                .map(|(index, json)| self.entry(&field, json, &format!("{inner}[{index}]")))
                .collect::<Option<Vec<_>>>()?,
            _ => return self.wrong(&inner, format!("must be a list of 1 to {ENTRIES_MAX}")),
        };
        Some(FieldMultiplier { field, entries })
    }

    fn entry(&mut self, field: &Field, json: &Value, member: &str) -> Option<(Scalar, Decimal)> {
        let object = self.object(json, member, &["equals", "multiplier"])?;
        let value = match scalar(field.kind(), object.get("equals").unwrap_or(&Value::Null)) {
            Ok(value) => value,
            Err(reason) => return self.wrong(&format!("{member}.equals"), reason),
        };
        match factor(object.get("multiplier").unwrap_or(&Value::Null)) {
            Ok(factor) => Some((value, factor)),
            Err(reason) => self.wrong(&format!("{member}.multiplier"), reason),
        }
    }

    fn object<'v>(
        &mut self,
        json: &'v Value,
        member: &str,
        own: &[&str],
    ) -> Option<&'v Map<String, Value>> {
        match json.as_object() {
            Some(object) if object.keys().all(|key| own.contains(&key.as_str())) => Some(object),
            _ => self.wrong(member, format!("must have {}", own.join(" and "))),
        }
    }
}

fn factor(value: &Value) -> Result<Decimal, String> {
    bounded(value, Decimal::ZERO, FACTOR_MAX, FACTOR_DECIMALS)
}

fn bounded(value: &Value, low: Decimal, high: Decimal, decimals: u32) -> Result<Decimal, String> {
    let amount = match value {
        Value::Number(amount) => number::from_json(amount),
        Value::String(text) => number::parse(text),
        _ => None,
    };
    match amount.map(|amount| amount.normalize()) {
        None => Err("must be a number".into()),
        Some(amount) if amount < low || amount > high => {
            Err(format!("must be between {low} and {high}"))
        }
        Some(amount) if amount.scale() > decimals => {
            Err(format!("must have at most {decimals} decimals"))
        }
        Some(amount) => Ok(amount),
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
