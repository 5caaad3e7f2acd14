//! How much each metric counts.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Metric;
use crate::domain::{listing::FieldError, number};

/// How much each metric weighs, 0 to 1. Made by [`Weights::parse`] only: at least one is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>", into = "Map<String, Value>")]
pub struct Weights([Decimal; Metric::ALL.len()]);

impl Default for Weights {
    /// Every metric the same.
    fn default() -> Self {
        Self([Decimal::ONE; Metric::ALL.len()])
    }
}

/// Finest step of a weight.
const WEIGHT_DECIMALS: u32 = 4;

impl Weights {
    /// Reads weights from metrics' names to numbers from 0 to 1; what is left out is 0.
    ///
    /// # Errors
    /// Each that is wrong, by its path: `weights.cpu_mark_multi`.
    pub fn parse(json: &Map<String, Value>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        for name in json.keys() {
            if !Metric::ALL.iter().any(|metric| metric.name() == name) {
                let names = Metric::ALL.map(Metric::name).join(", ");
                let reason = format!("must be one of {names}");
                errors.push(FieldError::new(format!("weights.{name}"), reason));
            }
        }
        let weights = Metric::ALL.map(|metric| match json.get(metric.name()).map(weight) {
            None => Decimal::ZERO,
            Some(Some(weight)) => weight,
            Some(None) => {
                let path = format!("weights.{}", metric.name());
                errors.push(FieldError::new(path, "must be a number from 0 to 1"));
                Decimal::ZERO
            }
        });
        if errors.is_empty() && weights.iter().all(Decimal::is_zero) {
            errors.push(FieldError::new("weights", "must not all be 0"));
        }
        if errors.is_empty() {
            Ok(Self(weights))
        } else {
            Err(errors)
        }
    }

    /// Reads weights that were kept before they were checked: what cannot be read is 0, and if
    /// nothing is left, every metric weighs the same.
    #[must_use]
    pub fn stored(json: &Map<String, Value>) -> Self {
        let weights = Metric::ALL.map(|metric| {
            let stored = json.get(metric.name());
            stored.and_then(weight).unwrap_or_default()
        });
        if weights.iter().all(Decimal::is_zero) {
            Self::default()
        } else {
            Self(weights)
        }
    }

    /// How much `metric` weighs.
    #[must_use]
    pub fn of(&self, metric: Metric) -> Decimal {
        self.iter()
            .find(|(own, _)| *own == metric)
            .map_or(Decimal::ZERO, |(_, weight)| weight)
    }

    /// Each metric and its weight.
    pub fn iter(&self) -> impl Iterator<Item = (Metric, Decimal)> {
        Metric::ALL.into_iter().zip(self.0)
    }

    /// What they sum up to; need not be 1.
    #[must_use]
    pub fn sum(&self) -> Decimal {
        self.0.iter().sum()
    }
}

fn weight(json: &Value) -> Option<Decimal> {
    let weight = match json {
        Value::Number(weight) => number::from_json(weight)?,
        Value::String(text) => number::parse(text)?,
        _ => return None,
    };
    let weight = weight.normalize();
    ((Decimal::ZERO..=Decimal::ONE).contains(&weight) && weight.scale() <= WEIGHT_DECIMALS)
        .then_some(weight)
}

impl TryFrom<Map<String, Value>> for Weights {
    type Error = String;

    fn try_from(json: Map<String, Value>) -> Result<Self, String> {
        Self::parse(&json).map_err(|errors| {
            let words = errors
                .iter()
                .map(|error| format!("{} {}", error.field, error.reason));
            words.collect::<Vec<_>>().join("; ")
        })
    }
}

impl From<Weights> for Map<String, Value> {
    fn from(weights: Weights) -> Self {
        weights
            .iter()
            .map(|(metric, weight)| (metric.name().to_owned(), number::to_json(weight)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn weights(json: &Value) -> Result<Weights, Vec<FieldError>> {
        Weights::parse(json.as_object().unwrap())
    }

    #[test]
    fn weights_that_mean_nothing_are_refused() {
        for (json, path) in [
            (json!({}), "weights"),
            (json!({"cpu_mark_multi": 0, "gpu_score": 0.0}), "weights"),
            (json!({"expandability": 1}), "weights.expandability"),
            (json!({"cpu_mark_multi": 1.01}), "weights.cpu_mark_multi"),
            (json!({"cpu_mark_multi": -0.1}), "weights.cpu_mark_multi"),
            (json!({"cpu_mark_multi": "much"}), "weights.cpu_mark_multi"),
            (json!({"cpu_mark_multi": null}), "weights.cpu_mark_multi"),
        ] {
            assert_eq!(weights(&json).unwrap_err()[0].field, path, "{json}");
        }
    }

    #[test]
    fn weights_need_not_sum_up_to_one_and_come_through_json() {
        let some = weights(&json!({"cpu_mark_multi": 0.4, "ram_capacity": "0.3"})).unwrap();
        assert_eq!(some.sum().to_string(), "0.7");
        let json = serde_json::to_value(some).unwrap();
        assert_eq!(json["cpu_mark_multi"], json!(0.4));
        assert_eq!(serde_json::from_value::<Weights>(json).unwrap(), some);
    }
}
