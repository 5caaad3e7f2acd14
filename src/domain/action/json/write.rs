//! Actions as JSON.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::domain::{
    action::{Action, ConditionMultipliers, Effect, FieldMultiplier, Points},
    listing::Condition,
};

impl Action {
    /// The action as JSON. Amounts and factors are decimal strings.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut members = vec![("type", self.effect.type_name().into())];
        match &self.effect {
            Effect::Add { usd } => members.push(("value_usd", usd.to_string().into())),
            Effect::PerUnit { field, usd } | Effect::PerPoints { field, usd, .. } => {
                members.push(("field", field.to_string().into()));
                members.push(("value_usd", usd.to_string().into()));
            }
            Effect::Multiply { percent } => members.push(("percent", percent.to_string().into())),
        }
        if self.by_condition != ConditionMultipliers::default() {
            members.push(("condition_multipliers", self.by_condition.to_json()));
        }
        if !self.by_field.is_empty() {
            let factors = self.by_field.iter().map(FieldMultiplier::to_json).collect();
            members.push(("field_multipliers", factors));
        }
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>()
            .into()
    }
}

impl ConditionMultipliers {
    fn to_json(self) -> Value {
        let factors = Condition::ALL.iter().copied().map(|condition| {
            let factor = self.of(condition).to_string();
            (condition.name().to_owned(), factor.into())
        });
        factors.collect::<Map<_, _>>().into()
    }
}

impl FieldMultiplier {
    fn to_json(&self) -> Value {
        let entries: Vec<Value> = self
            .entries
            .iter()
            .map(|(value, factor)| {
                json!({"equals": value.to_json(), "multiplier": factor.to_string()})
            })
            .collect();
        json!({"field": self.field, "entries": entries})
    }
}

impl Effect {
    fn type_name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "add",
            Self::PerUnit { .. } => "per_unit",
            Self::PerPoints { points, .. } => match points {
                Points::Hundred => "per_100_points",
                Points::Thousand => "per_1000_points",
            },
            Self::Multiply { .. } => "multiplier",
        }
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_come_through_json_unchanged() {
        let list = json!([
            {"type": "add", "value_usd": "-20"},
            {"type": "per_unit", "field": "attrs.slots", "value_usd": "0.0146484375",
             "condition_multipliers": {"new": "1", "refurb": "0.8", "used": "0.6"}},
            {"type": "per_100_points", "field": "cpu.mark_single", "value_usd": "-1.5"},
            {"type": "per_1000_points", "field": "gpu.gpu_mark", "value_usd": "-12",
             "field_multipliers": [{"field": "ram_type",
                                    "entries": [{"equals": "ddr5", "multiplier": "1.3"}]}]},
            {"type": "multiplier", "percent": "70"},
        ]);
        let actions = Action::parse_list(&list, "actions").unwrap();
        assert_eq!(serde_json::to_value(&actions).unwrap(), list);
        assert_eq!(
            serde_json::from_value::<Vec<Action>>(list).unwrap(),
            actions
        );
    }
}
