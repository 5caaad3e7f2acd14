//! What a rule does to a price. Made by [`Action::parse_list`] only, which bounds every figure.
//!
//! ```json
//! {"type": "per_unit", "field": "ram_gb", "value_usd": "-2.50",
//!  "condition_multipliers": {"refurb": "0.8", "used": "0.6"},
//!  "field_multipliers": [{"field": "ram_type", "entries": [{"equals": "ddr5", "multiplier": "1.3"}]}]}
//! ```
//!
//! Amounts carry their sign: what is deducted is negative.

mod json;
mod reckoning;
mod words;

use rust_decimal::Decimal;

pub use self::json::{ACTIONS_MAX, ENTRIES_MAX, MULTIPLIERS_MAX};
use super::{
    condition::Scalar,
    facts::{Fact, Facts},
    field::Field,
    listing::Condition,
};

/// One change to a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// How much.
    pub effect: Effect,
    /// How much of it, by the state of the machine.
    pub by_condition: ConditionMultipliers,
    /// How much of it, by other facts; all of them count.
    pub by_field: Vec<FieldMultiplier>,
}

/// How much an action changes a price by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `add`: so many dollars.
    Add {
        /// Dollars.
        usd: Decimal,
    },
    /// `per_unit`: so many dollars for each unit of a fact. A missing fact counts as none.
    PerUnit {
        /// What is counted.
        field: Field,
        /// Dollars a unit.
        usd: Decimal,
    },
    /// `per_1000_points`, `per_100_points`: so many dollars for that many points of a benchmark.
    PerPoints {
        /// The benchmark.
        field: Field,
        /// How many points.
        points: Points,
        /// Dollars for that many.
        usd: Decimal,
    },
    /// `multiplier`: this percentage of the price as the rules before have left it.
    Multiply {
        /// 70 leaves 70 %, 0 leaves nothing.
        percent: Decimal,
    },
}

/// How many points of a benchmark an amount is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// A hundred.
    Hundred,
    /// A thousand.
    Thousand,
}

/// Factors by the state of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionMultipliers {
    /// For new ones.
    pub new: Decimal,
    /// For refurbished ones.
    pub refurb: Decimal,
    /// For used ones.
    pub used: Decimal,
}

/// Factors by what a fact says; the first that fits counts, and none counts as 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMultiplier {
    /// The fact.
    pub field: Field,
    /// What it may say, and the factor.
    pub entries: Vec<(Scalar, Decimal)>,
}

/// What an action comes to for one offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Dollars, signed, not rounded.
    pub amount: Decimal,
    /// What could not be done as the rule says, for people.
    pub warning: Option<String>,
}

/// No single change is larger than what the largest price could be.
const AMOUNT_MAX: Decimal = Decimal::from_parts(99_999_999, 0, 0, false, 0);

impl Action {
    /// What it comes to, where the rules so far have left the price at `running`.
    #[must_use]
    pub fn apply(&self, facts: &Facts, running: Decimal) -> Outcome {
        let (base, warning) = match &self.effect {
            Effect::Add { usd } => (Some(*usd), None),
            Effect::Multiply { percent } => (
                running.checked_mul(*percent / Decimal::ONE_HUNDRED - Decimal::ONE),
                None,
            ),
            Effect::PerUnit { field, usd } => per(facts, field, *usd, Decimal::ONE),
            Effect::PerPoints { field, points, usd } => per(facts, field, *usd, points.count()),
        };
        let amount = base
            .and_then(|base| base.checked_mul(self.factor(facts)?))
            .filter(|amount| amount.abs() <= AMOUNT_MAX);
        match amount {
            Some(amount) => Outcome { amount, warning },
            None => Outcome {
                amount: Decimal::ZERO,
                warning: Some("Came out larger than any price, and counts as 0.".into()),
            },
        }
    }

    fn factor(&self, facts: &Facts) -> Option<Decimal> {
        self.factors(facts)
            .try_fold(Decimal::ONE, Decimal::checked_mul)
    }

    fn factors(&self, facts: &Facts) -> impl Iterator<Item = Decimal> {
        let by_field = self.by_field.iter().map(|multiplier| multiplier.of(facts));
        std::iter::once(self.by_condition.of(facts.condition)).chain(by_field)
    }
}

/// Dollars for `each` of what a fact counts.
fn per(
    facts: &Facts,
    field: &Field,
    usd: Decimal,
    each: Decimal,
) -> (Option<Decimal>, Option<String>) {
    let fact = facts.get(field);
    match fact.amount() {
        Some(quantity) => ((quantity / each).checked_mul(usd), None),
        None => {
            let state = if fact == Fact::Missing {
                "is not known"
            } else {
                "is not a number"
            };
            let warning = format!("The {} {state}, and counts as 0.", field.label());
            (Some(Decimal::ZERO), Some(warning))
        }
    }
}

impl Points {
    fn count(self) -> Decimal {
        match self {
            Self::Hundred => Decimal::ONE_HUNDRED,
            Self::Thousand => Decimal::ONE_THOUSAND,
        }
    }
}

impl Default for ConditionMultipliers {
    /// The same for all.
    fn default() -> Self {
        Self {
            new: Decimal::ONE,
            refurb: Decimal::ONE,
            used: Decimal::ONE,
        }
    }
}

impl ConditionMultipliers {
    /// The factor for a machine in that state.
    #[must_use]
    pub fn of(&self, condition: Condition) -> Decimal {
        match condition {
            Condition::New => self.new,
            Condition::Refurb => self.refurb,
            Condition::Used => self.used,
        }
    }
}

impl FieldMultiplier {
    fn of(&self, facts: &Facts) -> Decimal {
        let fact = facts.get(&self.field);
        self.entries
            .iter()
            .find(|(value, _)| value.equals(&fact))
            .map_or(Decimal::ONE, |(_, factor)| *factor)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn outcome(action: &Value, facts: &Facts, running: i64) -> (String, Option<String>) {
        let actions = Action::parse_list(&json!([action]), "actions").unwrap();
        let outcome = actions[0].apply(facts, running.into());
        (outcome.amount.normalize().to_string(), outcome.warning)
    }

    fn offer() -> Facts {
        Facts {
            condition: Condition::Refurb,
            ram_gb: 32,
            ram_type: Some("DDR4".into()),
            ..Facts::default()
        }
    }

    #[test]
    fn a_multiplier_of_zero_leaves_nothing() {
        let none = json!({"type": "multiplier", "percent": 0});
        assert_eq!(outcome(&none, &offer(), 500), ("-500".into(), None));
        let part = json!({"type": "multiplier", "percent": "70"});
        assert_eq!(outcome(&part, &offer(), 500), ("-150".into(), None));
        let more = json!({"type": "multiplier", "percent": 110});
        assert_eq!(outcome(&more, &offer(), 500), ("50".into(), None));
    }

    #[test]
    fn factors_by_condition_and_by_facts_all_count() {
        let action = json!({
            "type": "per_unit", "field": "ram_gb", "value_usd": "-2.5",
            "condition_multipliers": {"refurb": 0.8},
            "field_multipliers": [
                {"field": "ram_type", "entries": [
                    {"equals": "ddr5", "multiplier": 3},
                    {"equals": "ddr4", "multiplier": "0.5"},
                    {"equals": "ddr4", "multiplier": 9},
                ]},
                {"field": "os_license", "entries": [{"equals": "none", "multiplier": 7}]},
            ],
        });
        assert_eq!(outcome(&action, &offer(), 0), ("-32".into(), None));
        let new = Facts {
            condition: Condition::New,
            ..offer()
        };
        assert_eq!(outcome(&action, &new, 0), ("-40".into(), None));
    }

    #[test]
    fn what_cannot_be_reckoned_counts_as_nothing_and_says_so() {
        let points = json!({"type": "per_1000_points", "field": "gpu.gpu_mark", "value_usd": -12});
        assert_eq!(
            outcome(&points, &offer(), 0),
            (
                "0".into(),
                Some("The GPU mark is not known, and counts as 0.".into())
            )
        );
        let slots = json!({"type": "per_unit", "field": "attrs.slots", "value_usd": 1});
        let offer = Facts {
            attrs: serde_json::from_value(json!({"slots": "two"})).unwrap(),
            ..offer()
        };
        assert_eq!(
            outcome(&slots, &offer, 0),
            (
                "0".into(),
                Some("The slots is not a number, and counts as 0.".into())
            )
        );
    }

    #[test]
    fn no_figure_overflows() {
        let offer = Facts {
            ram_gb: i32::MAX,
            condition: Condition::New,
            ..Facts::default()
        };
        let action = json!({
            "type": "per_unit", "field": "ram_gb", "value_usd": "999999.9999999999",
            "condition_multipliers": {"new": 100},
        });
        let (amount, warning) = outcome(&action, &offer, 0);
        assert_eq!(amount, "0");
        assert!(warning.unwrap().contains("larger than any price"));
    }
}
