//! Graphics cards.

mod query;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use self::query::{GpuAsked, GpuQuery, GpuSort};
use super::{
    lenient,
    listing::FieldError,
    money::Usd,
    part::{self, PartOffer, typed, whole},
    text,
};

/// The number of a graphics card's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GpuId(pub i64);

/// What is known about a graphics card.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GpuSpec {
    /// `NVIDIA T600 LP`; unique in the catalogue.
    pub name: String,
    /// `NVIDIA`.
    #[serde(default)]
    pub manufacturer: Option<String>,
    /// Benchmark points.
    #[serde(default)]
    pub gpu_mark: Option<i32>,
    /// Points of the benchmark for Apple's graphics.
    #[serde(default)]
    pub metal_score: Option<i32>,
}

/// A graphics card in the catalogue, which everybody shares.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gpu {
    /// The number of the row.
    pub id: GpuId,
    /// What is known about it.
    #[serde(flatten)]
    pub spec: GpuSpec,
    /// Where that is from: `approximate` for round figures, `user` for what a person has added.
    pub source: String,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// A graphics card, and the caller's active offers with it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GpuEntry {
    /// The graphics card.
    #[serde(flatten)]
    pub gpu: Gpu,
    /// How many offers.
    pub offers: i64,
    /// The lowest of their adjusted prices.
    pub lowest_adjusted_usd: Option<Usd>,
}

/// A graphics card, what counts of it in a score, and the caller's active offers with it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GpuDetail {
    /// The graphics card.
    #[serde(flatten)]
    pub gpu: Gpu,
    /// The points that count in a score.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub score: Option<Decimal>,
    /// The offers, the cheapest first; not more than fit on a page.
    pub offers: Vec<PartOffer>,
}

/// A graphics card as a form or a client sends it. A field that is left out keeps its value where
/// there is one; an empty one takes it away.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GpuDraft {
    /// Required for a new one.
    #[serde(deserialize_with = "lenient::text")]
    pub name: Option<String>,
    /// Who builds it.
    #[serde(deserialize_with = "lenient::text")]
    pub manufacturer: Option<String>,
    /// Benchmark points.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub gpu_mark: Option<String>,
    /// Points of the benchmark for Apple's graphics.
    #[serde(deserialize_with = "lenient::number")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<lenient::WholeNumber>))]
    pub metal_score: Option<String>,
    /// Of a change: `updated_at` as it was read. Refused if it has changed since.
    #[serde(deserialize_with = "lenient::text")]
    pub if_updated_at: Option<String>,
}

/// A checked graphics card. Made by [`GpuDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGpu(GpuSpec);

impl std::ops::Deref for NewGpu {
    type Target = GpuSpec;

    fn deref(&self) -> &GpuSpec {
        &self.0
    }
}

impl From<&GpuSpec> for GpuDraft {
    fn from(spec: &GpuSpec) -> Self {
        Self {
            name: Some(spec.name.clone()),
            manufacturer: spec.manufacturer.clone(),
            gpu_mark: typed(spec.gpu_mark),
            metal_score: typed(spec.metal_score),
            if_updated_at: None,
        }
    }
}

impl GpuDraft {
    /// The draft with what it leaves out taken from what is there.
    #[must_use]
    pub fn over(self, there: &GpuSpec) -> Self {
        let there = Self::from(there);
        Self {
            name: self.name.or(there.name),
            manufacturer: self.manufacturer.or(there.manufacturer),
            gpu_mark: self.gpu_mark.or(there.gpu_mark),
            metal_score: self.metal_score.or(there.metal_score),
            if_updated_at: self.if_updated_at,
        }
    }

    /// Turns the draft into a graphics card that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewGpu, Vec<FieldError>> {
        let mut errors = Vec::new();
        let wrong = &mut errors;
        let spec = GpuSpec {
            name: part::name(wrong, self.name),
            manufacturer: part::manufacturer(wrong, self.manufacturer),
            gpu_mark: whole(wrong, "gpu_mark", self.gpu_mark, 1..=1_000_000),
            metal_score: whole(wrong, "metal_score", self.metal_score, 1..=10_000_000),
        };
        text::settle(NewGpu(spec), errors)
    }
}

/// How much of an Apple chip's score comes from its Metal points: 0.8.
const METAL_SHARE: Decimal = Decimal::from_parts(8, 0, 0, false, 1);

impl GpuSpec {
    /// The points that count in a score: the benchmark's, and for Apple's chips, which do better
    /// with software written for them, mostly those of Metal.
    #[must_use]
    pub fn score(&self) -> Option<Decimal> {
        let mark = self.gpu_mark.map(Decimal::from);
        match self.metal_score.map(Decimal::from) {
            Some(metal) if self.is_apple() => {
                Some(metal * METAL_SHARE + mark.unwrap_or(metal) * (Decimal::ONE - METAL_SHARE))
            }
            _ => mark,
        }
    }

    /// Whether its Metal points count.
    #[must_use]
    pub fn is_apple(&self) -> bool {
        self.manufacturer
            .as_deref()
            .is_some_and(|maker| maker.eq_ignore_ascii_case("apple"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gpu(maker: &str, gpu_mark: Option<i32>, metal_score: Option<i32>) -> GpuSpec {
        GpuSpec {
            name: "x".into(),
            manufacturer: Some(maker.into()),
            gpu_mark,
            metal_score,
        }
    }

    #[test]
    fn what_a_change_leaves_out_stays_and_what_it_empties_goes() {
        let there = gpu("NVIDIA", Some(6400), Some(50_000));
        let draft: GpuDraft =
            serde_json::from_value(serde_json::json!({"metal_score": null})).unwrap();
        let new = draft.over(&there).check().unwrap();
        assert_eq!((new.gpu_mark, new.metal_score), (Some(6400), None));
    }

    #[test]
    fn apple_chips_score_mostly_by_metal_and_others_by_their_mark() {
        for (maker, mark, metal, score) in [
            ("NVIDIA", Some(6400), None, Some(6400)),
            ("NVIDIA", Some(6400), Some(50_000), Some(6400)),
            ("Apple", Some(5000), Some(10_000), Some(9000)),
            ("apple", None, Some(10_000), Some(10_000)),
            ("Apple", Some(5000), None, Some(5000)),
            ("NVIDIA", None, Some(10_000), None),
        ] {
            assert_eq!(
                gpu(maker, mark, metal).score(),
                score.map(Decimal::from),
                "{maker} {mark:?} {metal:?}"
            );
        }
    }
}
