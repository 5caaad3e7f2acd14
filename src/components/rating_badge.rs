use leptos::prelude::*;

use super::{Badge, Tone};
use crate::domain::rating::Rating;

/// How good a price is, in a word whose colour repeats it.
#[component]
pub fn RatingBadge(
    /// How good.
    rating: Rating,
) -> impl IntoView {
    let tone = match rating {
        Rating::Excellent | Rating::Good => Tone::Good,
        Rating::Fair | Rating::Neutral => Tone::Neutral,
        Rating::Poor => Tone::Warn,
        Rating::Premium => Tone::Bad,
    };
    view! { <Badge tone=tone>{rating.label()}</Badge> }
}
