//! Scores: how an offer does by the metrics that its owner cares about.

mod weights;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use self::weights::Weights;
use super::{facts::Facts, money::Usd, number, term, valuation::Valuation};

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
            Self::CpuMarkMulti => term::MULTI_CORE_MARK,
            Self::CpuMarkSingle => term::SINGLE_CORE_MARK,
            Self::GpuScore => "Graphics",
            Self::PerfPerWatt => term::MARKS_PER_WATT,
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
            Self::PerfPerWatt => "marks per watt",
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
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::cpu::CpuSpec;

    fn weights(json: &Value) -> Weights {
        Weights::parse(json.as_object().unwrap()).unwrap()
    }

    #[test]
    fn no_metric_counts_for_more_than_its_reference_nor_drowns_another() {
        let half = weights(&json!({"cpu_mark_multi": 0.5, "ram_capacity": 0.5}));
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
        let any = weights(&json!({"cpu_mark_multi": 1}));
        assert_eq!(Figures::new(&facts, None, &any), Figures::default());
    }
}
