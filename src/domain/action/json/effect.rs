//! Reading how much an action changes a price by.

use serde_json::{Map, Value};

use super::{Reader, amount};
use crate::domain::{
    action::{Effect, Points},
    field::Field,
};

const TYPES: &str = "add, per_unit, per_1000_points, per_100_points or multiplier";

impl Reader<'_> {
    pub(super) fn effect(&mut self, object: &Map<String, Value>) -> Option<Effect> {
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
            return match amount::percent(percent) {
                Ok(percent) => Some(Effect::Multiply { percent }),
                Err(reason) => self.wrong("percent", reason),
            };
        }
        let value = object.get("value_usd").unwrap_or(&Value::Null);
        let usd = match amount::usd(value) {
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
}
