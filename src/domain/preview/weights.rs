//! Which offers some weights would put first.

use super::Subject;
use crate::domain::{
    number,
    profile::Ranked,
    ruleset::Ruleset,
    scoring::{Weights, composite},
    valuation::value,
};

/// The best offers by these weights, at most `count`: priced ones only, the cheaper of two alike
/// first.
#[must_use]
pub fn ranking(
    subjects: &[Subject],
    rulesets: &[Ruleset],
    weights: &Weights,
    count: usize,
) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = subjects
        .iter()
        .filter_map(|subject| {
            let valuation = value(&subject.facts, &subject.choice, rulesets)?;
            Some(Ranked {
                listing_id: subject.id,
                title: subject.title.clone(),
                adjusted_price_usd: Some(valuation.adjusted),
                score: composite(&subject.facts, weights),
            })
        })
        .collect();
    ranked.sort_by(|one, other| {
        let key = |it: &Ranked| (it.adjusted_price_usd, it.listing_id.0);
        other.score.cmp(&one.score).then(key(one).cmp(&key(other)))
    });
    ranked.truncate(count);
    for it in &mut ranked {
        it.score = number::score(it.score);
    }
    ranked
}
