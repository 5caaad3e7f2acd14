//! Reading by what the amount of an action is multiplied.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::{Reader, amount::factor};
use crate::domain::{
    action::{ConditionMultipliers, FieldMultiplier},
    condition::{Scalar, scalar},
    field::Field,
    listing::Condition,
};

/// How many facts an action's amount may depend on.
pub const MULTIPLIERS_MAX: usize = 5;
/// How many factors one fact may have.
pub const ENTRIES_MAX: usize = 20;

impl Reader<'_> {
    pub(super) fn by_condition(&mut self, json: Option<&Value>) -> Option<ConditionMultipliers> {
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

    pub(super) fn by_field(&mut self, json: Option<&Value>) -> Option<Vec<FieldMultiplier>> {
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
