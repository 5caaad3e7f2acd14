//! Actions as people read them.

use std::fmt;

use rust_decimal::Decimal;

use super::{Action, ConditionMultipliers, Effect, FieldMultiplier, Points};
use crate::domain::listing::Condition;

impl fmt::Display for Action {
    /// "Deduct 2.50 USD per GB of RAM (refurbished ×0.8, used ×0.6)".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.effect.fmt(f)?;
        let mut factors = Vec::new();
        if self.by_condition != ConditionMultipliers::default() {
            factors.push(self.by_condition.to_string());
        }
        factors.extend(self.by_field.iter().map(ToString::to_string));
        if factors.is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", factors.join("; "))
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { usd } => write!(f, "{}", money(*usd)),
            Self::PerUnit { field, usd } => write!(f, "{} per {}", money(*usd), field.unit()),
            Self::PerPoints { field, points, usd } => {
                let points = match points {
                    Points::Hundred => "100",
                    Points::Thousand => "1,000",
                };
                write!(
                    f,
                    "{} per {points} points of the {}",
                    money(*usd),
                    field.label()
                )
            }
            Self::Multiply { percent } if *percent < Decimal::ONE_HUNDRED => {
                let off = (Decimal::ONE_HUNDRED - *percent).normalize();
                write!(f, "Deduct {off} % of the price so far")
            }
            Self::Multiply { percent } => {
                let more = (*percent - Decimal::ONE_HUNDRED).normalize();
                write!(f, "Add {more} % of the price so far")
            }
        }
    }
}

impl fmt::Display for ConditionMultipliers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factors: Vec<String> = Condition::ALL
            .iter()
            .copied()
            .map(|condition| (condition.label().to_lowercase(), self.of(condition)))
            .filter(|(_, factor)| *factor != Decimal::ONE)
            .map(|(label, factor)| format!("{label} ×{factor}"))
            .collect();
        f.write_str(&factors.join(", "))
    }
}

impl fmt::Display for FieldMultiplier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let factors: Vec<String> = self
            .entries
            .iter()
            .map(|(value, factor)| format!("{} ×{factor}", self.field.word(&value.to_string())))
            .collect();
        write!(f, "{} {}", self.field.label(), factors.join(", "))
    }
}

/// "Deduct 2.50 USD", "Add 20.00 USD".
fn money(usd: Decimal) -> String {
    let verb = if usd.is_sign_negative() {
        "Deduct"
    } else {
        "Add"
    };
    format!("{verb} {} USD", amount(usd))
}

/// Without its sign: at least two decimals, and all that there are.
pub(super) fn amount(usd: Decimal) -> String {
    let mut amount = usd.abs();
    amount.rescale(amount.scale().max(2));
    amount.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_action_reads_as_a_sentence() {
        for (action, sentence) in [
            (json!({"type": "add", "value_usd": 20}), "Add 20.00 USD"),
            (
                json!({"type": "per_unit", "field": "ram_gb", "value_usd": -2.5,
                       "condition_multipliers": {"refurb": 0.8}}),
                "Deduct 2.50 USD per GB of RAM (refurbished ×0.8)",
            ),
            (
                json!({"type": "per_unit", "field": "secondary_storage_gb", "value_usd": "-0.012",
                       "field_multipliers": [{"field": "secondary_storage_medium",
                           "entries": [{"equals": "hdd", "multiplier": "0.5"}]}]}),
                "Deduct 0.012 USD per GB of the second drive (second drive type hard disk ×0.5)",
            ),
            (
                json!({"type": "per_1000_points", "field": "gpu.gpu_mark", "value_usd": -12}),
                "Deduct 12.00 USD per 1,000 points of the GPU mark",
            ),
            (
                json!({"type": "multiplier", "percent": 70}),
                "Deduct 30 % of the price so far",
            ),
            (
                json!({"type": "multiplier", "percent": 112.5}),
                "Add 12.5 % of the price so far",
            ),
        ] {
            let actions = Action::parse_list(&json!([action]), "actions").unwrap();
            assert_eq!(actions[0].to_string(), sentence);
        }
    }
}
