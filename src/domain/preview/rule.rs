//! What a rule would change of the prices.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Place, Subject};
use crate::domain::{
    listing::{FieldError, ListingId},
    money::Usd,
    number,
    rating::median,
    ruleset::{Rule, RuleId, Ruleset},
    ruleset_draft::RuleDraft,
    text::given,
    valuation::value,
};

/// How many offers a preview names.
pub const NAMED_MAX: usize = 50;

/// The id of a rule that is not kept yet.
pub const NEW_RULE: RuleId = RuleId(i64::MAX);

/// What a rule would change.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePreview {
    /// For how many offers the rule would hold.
    pub matched: usize,
    /// How many adjusted prices would be others.
    pub changed: usize,
    /// The middle of these changes, in dollars and cents; absent when there are none.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub median_change_usd: Option<Decimal>,
    /// How many offers were looked at.
    pub offers: usize,
    /// The offers whose adjusted price would be another, the largest change first; not more than
    /// fit on a page.
    pub listings: Vec<PriceChange>,
}

/// What a rule would change of one offer.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// The offer.
    pub listing_id: ListingId,
    /// What is offered.
    pub title: String,
    /// Adjusted price now.
    pub before_usd: Usd,
    /// Adjusted price then.
    pub after_usd: Usd,
    /// The difference in dollars and cents.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub delta_usd: Decimal,
}

/// What `rule` would change in its place; `None` when there is no such place. Its group and its
/// ruleset count as switched on, before and after: the question is what the rule would do.
#[must_use]
pub fn of_rule(
    subjects: &[Subject],
    rulesets: &[Ruleset],
    rule: &Rule,
    place: &Place,
) -> Option<RulePreview> {
    let set = rulesets.iter().find(|set| place.is_in(set))?;
    let mut now = set.clone();
    now.is_active = true;
    place.switch_group_on(&mut now);
    let mut then = now.clone();
    place.put(&mut then, rule);
    let with = |changed: Ruleset| -> Vec<Ruleset> {
        let others = rulesets.iter().filter(|other| other.id != set.id);
        others.cloned().chain([changed]).collect()
    };
    let (now, then) = (with(now), with(then));

    let mut preview = RulePreview {
        offers: subjects.len(),
        ..RulePreview::default()
    };
    for subject in subjects {
        let before = value(&subject.facts, &subject.choice, &now);
        let after = value(&subject.facts, &subject.choice, &then);
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        let holds = after.lines.iter().any(|line| line.rule_id == rule.id);
        preview.matched += usize::from(holds);
        if before.adjusted != after.adjusted {
            preview.listings.push(PriceChange {
                listing_id: subject.id,
                title: subject.title.clone(),
                before_usd: before.adjusted,
                after_usd: after.adjusted,
                delta_usd: after.adjusted.amount() - before.adjusted.amount(),
            });
        }
    }
    preview.changed = preview.listings.len();
    let deltas: Vec<Decimal> = preview.listings.iter().map(|it| it.delta_usd).collect();
    preview.median_change_usd = median(&deltas).map(number::cents);
    preview
        .listings
        .sort_by_key(|it| (Reverse(it.delta_usd.abs()), it.listing_id.0));
    preview.listings.truncate(NAMED_MAX);
    Some(preview)
}

/// As [`of_rule`], of a rule as a form or a client sends it. Of a rule that there is, what the draft
/// leaves out stays as it is.
///
/// # Errors
/// Everything that is wrong with the draft, by its path.
pub fn of_draft(
    subjects: &[Subject],
    rulesets: &[Ruleset],
    mut draft: RuleDraft,
    place: &Place,
) -> Result<Option<RulePreview>, Vec<FieldError>> {
    let current = match place {
        Place::Instead(id) => rulesets
            .iter()
            .flat_map(|set| &set.groups)
            .flat_map(|group| &group.rules)
            .find(|rule| rule.id == *id),
        Place::Into(_) | Place::IntoRuleset(_) => None,
    };
    if let Some(current) = current {
        draft = draft.over(current);
    }
    // What it is called changes no price.
    if given(draft.name.clone()).is_none() {
        draft.name = Some("Preview".to_owned());
    }
    let rule = draft
        .check()?
        .as_rule(current.map_or(NEW_RULE, |rule| rule.id));
    Ok(of_rule(subjects, rulesets, &rule, place))
}
