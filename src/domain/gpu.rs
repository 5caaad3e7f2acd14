//! Graphics cards.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The number of a graphics card's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GpuId(pub i64);

/// What is known about a graphics card.
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

/// How much of an Apple chip's score comes from its Metal points: 0.8.
const METAL_SHARE: Decimal = Decimal::from_parts(8, 0, 0, false, 1);

impl GpuSpec {
    /// The points that count in a score: the benchmark's, and for Apple's chips, which do better
    /// with software written for them, mostly those of Metal.
    #[must_use]
    pub fn score(&self) -> Option<Decimal> {
        let mark = self.gpu_mark.map(Decimal::from);
        let is_apple = self
            .manufacturer
            .as_deref()
            .is_some_and(|maker| maker.eq_ignore_ascii_case("apple"));
        match self.metal_score.map(Decimal::from) {
            Some(metal) if is_apple => {
                Some(metal * METAL_SHARE + mark.unwrap_or(metal) * (Decimal::ONE - METAL_SHARE))
            }
            _ => mark,
        }
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
