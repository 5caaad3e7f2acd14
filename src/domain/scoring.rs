//! Scores: how an offer does by the metrics that its owner cares about.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{facts::Facts, listing::FieldError, money::Usd, number, valuation::Valuation};

/// What a score is made of.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Processor, all cores.
    CpuMarkMulti,
    /// Processor, one core.
    CpuMarkSingle,
    /// Graphics card.
    GpuScore,
    /// Multi-core points a watt.
    PerfPerWatt,
    /// Memory.
    RamCapacity,
}

impl Metric {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 5] = [
        Self::CpuMarkMulti,
        Self::CpuMarkSingle,
        Self::GpuScore,
        Self::PerfPerWatt,
        Self::RamCapacity,
    ];

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CpuMarkMulti => "cpu_mark_multi",
            Self::CpuMarkSingle => "cpu_mark_single",
            Self::GpuScore => "gpu_score",
            Self::PerfPerWatt => "perf_per_watt",
            Self::RamCapacity => "ram_capacity",
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::CpuMarkMulti => "CPU, all cores",
            Self::CpuMarkSingle => "CPU, one core",
            Self::GpuScore => "Graphics",
            Self::PerfPerWatt => "Performance per watt",
            Self::RamCapacity => "Memory",
        }
    }

    /// What counts as full marks. Fixed, so that a score stays as it is when other offers come
    /// and go.
    #[must_use]
    pub fn reference(self) -> Decimal {
        match self {
            Self::CpuMarkMulti => 30_000,
            Self::CpuMarkSingle => 4_000,
            Self::GpuScore => 10_000,
            Self::PerfPerWatt => 800,
            Self::RamCapacity => 64,
        }
        .into()
    }

    /// The reference's unit.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::CpuMarkMulti | Self::CpuMarkSingle | Self::GpuScore => "points",
            Self::PerfPerWatt => "points per watt",
            Self::RamCapacity => "GB",
        }
    }

    fn of(self, facts: &Facts) -> Option<Decimal> {
        let cpu = facts.cpu.as_ref();
        match self {
            Self::CpuMarkMulti => Some(cpu?.mark_multi?.into()),
            Self::CpuMarkSingle => Some(cpu?.mark_single?.into()),
            Self::GpuScore => facts.gpu.as_ref()?.score(),
            Self::PerfPerWatt => perf_per_watt(facts),
            Self::RamCapacity => Some(facts.ram_gb.into()),
        }
    }

    /// From 0 to 1; what is missing is 0.
    fn normalised(self, facts: &Facts) -> Decimal {
        self.of(facts).map_or(Decimal::ZERO, |value| {
            (value / self.reference()).clamp(Decimal::ZERO, Decimal::ONE)
        })
    }
}

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

/// From 0 to 100: the weighted mean of the metrics, each against its reference. Not rounded.
#[must_use]
pub fn composite(facts: &Facts, weights: &Weights) -> Decimal {
    let weighted: Decimal = weights
        .iter()
        .map(|(metric, weight)| weight * metric.normalised(facts))
        .sum();
    weighted * Decimal::ONE_HUNDRED / weights.sum()
}

/// Multi-core points a watt.
#[must_use]
pub fn perf_per_watt(facts: &Facts) -> Option<Decimal> {
    let cpu = facts.cpu.as_ref()?;
    let watts = cpu.tdp_w.filter(|watts| *watts > 0)?;
    Some(Decimal::from(cpu.mark_multi?) / Decimal::from(watts))
}

/// Dollars for one point; `None` without points.
#[must_use]
pub fn usd_per_mark(price: Decimal, mark: Option<i32>) -> Option<Decimal> {
    let mark = mark.filter(|mark| *mark > 0)?;
    Some(price / Decimal::from(mark))
}

/// What follows from an offer's price and parts. Not rounded, so that it sorts well; for people
/// see [`Figures::rounded`].
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Price after the rules.
    pub adjusted_price_usd: Option<Usd>,
    /// Asking price for one multi-core point.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_multi: Option<Decimal>,
    /// Asking price for one single-core point.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_single: Option<Decimal>,
    /// Adjusted price for one multi-core point.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_multi_adj: Option<Decimal>,
    /// Adjusted price for one single-core point.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub usd_per_single_adj: Option<Decimal>,
    /// Multi-core points a watt.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub perf_per_watt: Option<Decimal>,
    /// The score, 0 to 100.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub score_composite: Option<Decimal>,
}

impl Figures {
    /// The figures of an offer. All are absent where there is no price.
    #[must_use]
    pub fn new(facts: &Facts, valuation: Option<&Valuation>, weights: &Weights) -> Self {
        let Some(valuation) = valuation else {
            return Self::default();
        };
        let price = valuation.price.amount();
        let adjusted = valuation.adjusted.amount();
        let multi = facts.cpu.as_ref().and_then(|cpu| cpu.mark_multi);
        let single = facts.cpu.as_ref().and_then(|cpu| cpu.mark_single);
        Self {
            adjusted_price_usd: Some(valuation.adjusted),
            usd_per_multi: usd_per_mark(price, multi),
            usd_per_single: usd_per_mark(price, single),
            usd_per_multi_adj: usd_per_mark(adjusted, multi),
            usd_per_single_adj: usd_per_mark(adjusted, single),
            perf_per_watt: perf_per_watt(facts),
            score_composite: Some(composite(facts, weights)),
        }
    }

    /// As people and clients see them.
    #[must_use]
    pub fn rounded(&self) -> Self {
        Self {
            adjusted_price_usd: self.adjusted_price_usd,
            usd_per_multi: self.usd_per_multi.map(number::usd_per_mark),
            usd_per_single: self.usd_per_single.map(number::usd_per_mark),
            usd_per_multi_adj: self.usd_per_multi_adj.map(number::usd_per_mark),
            usd_per_single_adj: self.usd_per_single_adj.map(number::usd_per_mark),
            perf_per_watt: self.perf_per_watt.map(number::perf_per_watt),
            score_composite: self.score_composite.map(number::score),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::cpu::CpuSpec;

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

    #[test]
    fn no_metric_counts_for_more_than_its_reference_nor_drowns_another() {
        let half = weights(&json!({"cpu_mark_multi": 0.5, "ram_capacity": 0.5})).unwrap();
        let mut facts = Facts {
            ram_gb: 64,
            cpu: Some(CpuSpec {
                mark_multi: Some(60_000),
                ..CpuSpec::default()
            }),
            ..Facts::default()
        };
        assert_eq!(composite(&facts, &half), Decimal::ONE_HUNDRED);
        facts.ram_gb = 0;
        assert_eq!(composite(&facts, &half), 50.into());
        facts.cpu = None;
        assert_eq!(composite(&facts, &half), Decimal::ZERO);
    }

    #[test]
    fn without_marks_there_are_no_dollars_a_mark() {
        for mark in [None, Some(0), Some(-1)] {
            assert_eq!(usd_per_mark(100.into(), mark), None);
        }
    }

    #[test]
    fn without_a_price_no_figure_is_derived() {
        let facts = Facts {
            cpu: Some(CpuSpec {
                mark_multi: Some(10_000),
                tdp_w: Some(35),
                ..CpuSpec::default()
            }),
            ..Facts::default()
        };
        let any = weights(&json!({"cpu_mark_multi": 1})).unwrap();
        assert_eq!(Figures::new(&facts, None, &any), Figures::default());
    }
}
