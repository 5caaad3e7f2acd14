//! How an action was reckoned for one offer, in figures.

use rust_decimal::Decimal;

use super::{Action, Effect, words::amount};
use crate::domain::{facts::Facts, field::Field};

impl Action {
    /// "32 × 2.50 × 0.8", without the sign, where the rules so far have left the price at
    /// `running`. `None` where nothing had to be reckoned, or nothing could be.
    #[must_use]
    pub fn reckoning(&self, facts: &Facts, running: Decimal) -> Option<String> {
        let (base, is_plain) = match &self.effect {
            Effect::Add { usd } => (amount(*usd), true),
            Effect::Multiply { percent } => {
                let change = (*percent - Decimal::ONE_HUNDRED).abs().normalize();
                (format!("{change} % of {}", amount(running)), false)
            }
            Effect::PerUnit { field, usd } => (
                format!("{} × {}", quantity(facts, field)?, amount(*usd)),
                false,
            ),
            Effect::PerPoints { field, points, usd } => {
                let (quantity, each) = (quantity(facts, field)?, points.count());
                (format!("{quantity} ÷ {each} × {}", amount(*usd)), false)
            }
        };
        let factors: Vec<String> = self
            .factors(facts)
            .filter(|factor| *factor != Decimal::ONE)
            .map(|factor| format!(" × {}", factor.normalize()))
            .collect();
        (!is_plain || !factors.is_empty()).then(|| base + &factors.concat())
    }
}

fn quantity(facts: &Facts, field: &Field) -> Option<Decimal> {
    Some(facts.get(field).amount()?.normalize())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::{gpu::GpuSpec, listing::Condition};

    fn reckoned(action: &Value) -> Option<String> {
        let gpu = GpuSpec {
            gpu_mark: Some(9_800),
            ..GpuSpec::default()
        };
        let facts = Facts {
            condition: Condition::Refurb,
            ram_gb: 32,
            ram_type: Some("DDR4".into()),
            gpu: Some(gpu),
            ..Facts::default()
        };
        let actions = Action::parse_list(&json!([action]), "actions").unwrap();
        actions[0].reckoning(&facts, Decimal::new(41_250, 2))
    }

    #[test]
    fn a_reckoning_names_each_figure_that_had_a_part_in_it() {
        for (action, figures) in [
            (
                json!({"type": "per_unit", "field": "ram_gb", "value_usd": -2.5,
                       "condition_multipliers": {"refurb": 0.8, "used": 0.6}}),
                "32 × 2.50 × 0.8",
            ),
            (
                json!({"type": "per_unit", "field": "ram_gb", "value_usd": "-2.125",
                       "field_multipliers": [{"field": "ram_type", "entries": [
                           {"equals": "ddr4", "multiplier": "0.50"}]}]}),
                "32 × 2.125 × 0.5",
            ),
            (
                json!({"type": "per_100_points", "field": "gpu.gpu_mark", "value_usd": 12}),
                "9800 ÷ 100 × 12.00",
            ),
            (
                json!({"type": "multiplier", "percent": 70}),
                "30 % of 412.50",
            ),
            (
                json!({"type": "add", "value_usd": 20,
                       "condition_multipliers": {"refurb": 0.5}}),
                "20.00 × 0.5",
            ),
        ] {
            assert_eq!(reckoned(&action).as_deref(), Some(figures));
        }
    }

    #[test]
    fn where_there_is_nothing_to_reckon_nothing_is_told() {
        assert_eq!(reckoned(&json!({"type": "add", "value_usd": 20})), None);
        let unknown =
            json!({"type": "per_1000_points", "field": "cpu.mark_multi", "value_usd": -12});
        assert_eq!(reckoned(&unknown), None);
    }
}
