//! Processors.

mod query;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use self::query::{CpuAsked, CpuQuery, CpuSort};
use super::{
    lenient,
    listing::FieldError,
    money::Usd,
    part::{self, PartOffer, typed, whole},
    target::Targets,
    text,
};

/// The number of a processor's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CpuId(pub i64);

/// What is known about a processor.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpuSpec {
    /// `Intel Core i5-8500T`; unique in the catalogue.
    pub name: String,
    /// `Intel`.
    #[serde(default)]
    pub manufacturer: Option<String>,
    /// Cores of all kinds.
    #[serde(default)]
    pub cores: Option<i32>,
    /// Threads.
    #[serde(default)]
    pub threads: Option<i32>,
    /// Thermal design power in watts.
    #[serde(default)]
    pub tdp_w: Option<i32>,
    /// Benchmark points, all cores.
    #[serde(default)]
    pub mark_multi: Option<i32>,
    /// Benchmark points, one core.
    #[serde(default)]
    pub mark_single: Option<i32>,
    /// Benchmark points of the built-in graphics.
    #[serde(default)]
    pub igpu_mark: Option<i32>,
    /// The year it came out.
    #[serde(default)]
    pub release_year: Option<i32>,
}

/// A processor in the catalogue, which everybody shares.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cpu {
    /// The number of the row.
    pub id: CpuId,
    /// What is known about it.
    #[serde(flatten)]
    pub spec: CpuSpec,
    /// Where that is from: `approximate` for round figures, `user` for what a person has added.
    pub source: String,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// A processor, and the caller's active offers with it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpuEntry {
    /// The processor.
    #[serde(flatten)]
    pub cpu: Cpu,
    /// How many offers.
    pub offers: i64,
    /// The lowest of their adjusted prices.
    pub lowest_adjusted_usd: Option<Usd>,
}

/// A processor, the caller's active offers with it, and what to aim for.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpuDetail {
    /// The processor.
    #[serde(flatten)]
    pub cpu: Cpu,
    /// The offers, the cheapest first; not more than fit on a page.
    pub offers: Vec<PartOffer>,
    /// What to aim for, by all of these offers.
    pub targets: Option<Targets>,
}

/// A processor as a form or a client sends it. A field that is left out keeps its value where
/// there is one; an empty one takes it away.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CpuDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// Who builds it.
    #[serde(deserialize_with = "lenient::text")]
    pub manufacturer: Option<String>,
    /// Cores of all kinds.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub cores: Option<String>,
    /// Threads.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub threads: Option<String>,
    /// Thermal design power in watts.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub tdp_w: Option<String>,
    /// Benchmark points, all cores.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub mark_multi: Option<String>,
    /// Benchmark points, one core.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub mark_single: Option<String>,
    /// Benchmark points of the built-in graphics.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub igpu_mark: Option<String>,
    /// The year it came out.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub release_year: Option<String>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked processor. Made by [`CpuDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCpu(CpuSpec);

impl std::ops::Deref for NewCpu {
    type Target = CpuSpec;

    fn deref(&self) -> &CpuSpec {
        &self.0
    }
}

impl From<&CpuSpec> for CpuDraft {
    fn from(spec: &CpuSpec) -> Self {
        Self {
            name: Some(spec.name.clone()),
            manufacturer: spec.manufacturer.clone(),
            cores: typed(spec.cores),
            threads: typed(spec.threads),
            tdp_w: typed(spec.tdp_w),
            mark_multi: typed(spec.mark_multi),
            mark_single: typed(spec.mark_single),
            igpu_mark: typed(spec.igpu_mark),
            release_year: typed(spec.release_year),
            if_updated_at: None,
        }
    }
}

impl CpuDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &CpuSpec) -> Self {
        let there = Self::from(there);
        Self {
            name: self.name.or(there.name),
            manufacturer: self.manufacturer.or(there.manufacturer),
            cores: self.cores.or(there.cores),
            threads: self.threads.or(there.threads),
            tdp_w: self.tdp_w.or(there.tdp_w),
            mark_multi: self.mark_multi.or(there.mark_multi),
            mark_single: self.mark_single.or(there.mark_single),
            igpu_mark: self.igpu_mark.or(there.igpu_mark),
            release_year: self.release_year.or(there.release_year),
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a processor that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewCpu, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let spec = CpuSpec {
            name: part::name(wrong, self.name),
            manufacturer: part::manufacturer(wrong, self.manufacturer),
            cores: whole(wrong, "cores", self.cores, 1..=1_024),
            threads: whole(wrong, "threads", self.threads, 1..=4_096),
            tdp_w: whole(wrong, "tdp_w", self.tdp_w, 1..=2_000),
            mark_multi: whole(wrong, "mark_multi", self.mark_multi, 1..=1_000_000),
            mark_single: whole(wrong, "mark_single", self.mark_single, 1..=100_000),
            igpu_mark: whole(wrong, "igpu_mark", self.igpu_mark, 1..=1_000_000),
            release_year: whole(wrong, "release_year", self.release_year, 1970..=2100),
        };
        text::settle(NewCpu(spec), errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_all_that_a_processor_needs() {
        let draft = CpuDraft {
            name: Some(" Intel N150 ".into()),
            cores: Some(String::new()),
            ..CpuDraft::default()
        };
        let new = draft.check().unwrap();
        assert_eq!((new.name.as_str(), new.cores), ("Intel N150", None));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let draft: CpuDraft = serde_json::from_value(serde_json::json!({
            "cores": 0, "threads": "many", "tdp_w": "1.5", "mark_multi": -3,
            "mark_single": 99_999_999_999_i64, "release_year": 1969,
        }))
        .unwrap();
        let errors = draft.check().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "cores",
                "threads",
                "tdp_w",
                "mark_multi",
                "mark_single",
                "release_year"
            ]
        );
    }

    #[test]
    fn what_a_change_leaves_out_stays_and_what_it_empties_goes() {
        let there = CpuSpec {
            name: "Intel N100".into(),
            cores: Some(4),
            tdp_w: Some(6),
            ..CpuSpec::default()
        };
        let draft: CpuDraft = serde_json::from_value(serde_json::json!({"tdp_w": null})).unwrap();
        let new = draft.over(&there).check().unwrap();
        assert_eq!((new.cores, new.tdp_w), (Some(4), None));
    }
}
