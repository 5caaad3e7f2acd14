//! What a change of rules or weights would do to a person's offers, before it is kept. The same on
//! the server and live in the browser.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{
    facts::Facts,
    listing::{FieldError, ListingId},
    money::Usd,
    number,
    profile::{ProfileId, Ranked},
    rating::median,
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
    ruleset_draft::RuleDraft,
    scoring::{Weights, composite},
    text::given,
    valuation::{RulesetChoice, value},
};

/// An offer with all that its valuation takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// The offer.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// What rules and scores see of it.
    pub facts: Facts,
    /// Which rulesets it is valued by.
    pub choice: RulesetChoice,
    /// The profile that it is scored by, instead of its owner's default.
    pub profile_id: Option<ProfileId>,
}

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

/// How many offers a preview names.
pub const NAMED_MAX: usize = 50;

/// Which rule is in question, and where it would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the place of a rule that there is.
    Instead(RuleId),
    /// At the end of a group.
    Into(RuleGroupId),
    /// In a group that is not there yet.
    IntoRuleset(RulesetId),
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
        .sort_by_key(|it| (std::cmp::Reverse(it.delta_usd.abs()), it.listing_id.0));
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

/// The id of a rule that is not kept yet.
pub const NEW_RULE: RuleId = RuleId(i64::MAX);

impl Place {
    fn is_in(&self, set: &Ruleset) -> bool {
        match self {
            Self::Instead(id) => set
                .groups
                .iter()
                .flat_map(|group| &group.rules)
                .any(|it| it.id == *id),
            Self::Into(id) => set.groups.iter().any(|group| group.id == *id),
            Self::IntoRuleset(id) => set.id == *id,
        }
    }

    fn is_group(&self, group: &RuleGroup) -> bool {
        match self {
            Self::Instead(id) => group.rules.iter().any(|rule| rule.id == *id),
            Self::Into(id) => group.id == *id,
            Self::IntoRuleset(_) => false,
        }
    }

    fn switch_group_on(&self, set: &mut Ruleset) {
        for group in &mut set.groups {
            group.is_active |= self.is_group(group);
        }
    }

    fn put(&self, set: &mut Ruleset, rule: &Rule) {
        let rule = Rule {
            is_active: true,
            ..rule.clone()
        };
        let Some(group) = set.groups.iter_mut().find(|group| self.is_group(group)) else {
            set.groups.push(RuleGroup {
                id: RuleGroupId(i64::MAX),
                name: String::new(),
                category: Category::Other,
                display_order: i32::MAX,
                is_active: true,
                rules: vec![rule],
                updated_at: OffsetDateTime::UNIX_EPOCH,
            });
            return;
        };
        match group.rules.iter_mut().find(|there| there.id == rule.id) {
            Some(there) => *there = rule,
            None => group.rules.push(rule),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::{action::Action, condition::When};

    fn rule(id: RuleId, usd: i64) -> Rule {
        let conditions = json!({"field": "ram_gb", "operator": "gte", "value": 16});
        let actions = json!([{"type": "add", "value_usd": usd}]);
        Rule {
            id,
            name: "Memory".into(),
            description: None,
            evaluation_order: 100,
            is_active: true,
            conditions: When::parse(&conditions, "conditions").unwrap(),
            actions: Action::parse_list(&actions, "actions").unwrap(),
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    fn sets() -> Vec<Ruleset> {
        let set = |id: i64, rules: Vec<Rule>| Ruleset {
            id: RulesetId(id),
            name: "Mine".into(),
            description: None,
            is_own: true,
            is_system: false,
            is_active: true,
            priority: 10,
            applies_when: When::default(),
            groups: vec![RuleGroup {
                id: RuleGroupId(id),
                name: "All".into(),
                category: Category::Ram,
                display_order: 0,
                is_active: true,
                rules,
                updated_at: OffsetDateTime::UNIX_EPOCH,
            }],
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        };
        vec![
            set(1, vec![rule(RuleId(1), -10), rule(RuleId(2), -5)]),
            set(2, vec![]),
        ]
    }

    fn offers() -> Vec<Subject> {
        [(1, "100", 8), (2, "100", 16), (3, "20", 32), (4, "300", 64)]
            .map(|(id, price, ram_gb)| Subject {
                id: ListingId(id),
                title: format!("Offer {id}"),
                facts: Facts {
                    price_usd: price.parse().ok(),
                    ram_gb,
                    ..Facts::default()
                },
                choice: RulesetChoice::default(),
                profile_id: None,
            })
            .into()
    }

    fn changes(preview: &RulePreview) -> Vec<(i64, String)> {
        preview
            .listings
            .iter()
            .map(|it| (it.listing_id.0, it.delta_usd.to_string()))
            .collect()
    }

    #[test]
    fn a_changed_rule_is_compared_with_what_it_was() {
        let place = Place::Instead(RuleId(1));
        let preview = of_rule(&offers(), &sets(), &rule(RuleId(1), -40), &place).unwrap();
        assert_eq!(
            (preview.offers, preview.matched, preview.changed),
            (4, 3, 3)
        );
        // The third costs 20 and cannot fall below nothing.
        let expected = [(2, "-30.00"), (4, "-30.00"), (3, "-5.00")];
        assert_eq!(
            changes(&preview),
            expected.map(|(id, delta)| (id, delta.to_owned()))
        );
        assert_eq!(preview.median_change_usd.unwrap().to_string(), "-30.00");
    }

    #[test]
    fn a_rule_that_changes_nothing_says_so() {
        let place = Place::Instead(RuleId(1));
        let same = of_rule(&offers(), &sets(), &rule(RuleId(1), -10), &place).unwrap();
        assert_eq!(
            (same.matched, same.changed, same.median_change_usd),
            (3, 0, None)
        );
        assert_eq!(
            of_rule(
                &offers(),
                &sets(),
                &rule(RuleId(9), 1),
                &Place::Into(RuleGroupId(9))
            ),
            None
        );
    }

    #[test]
    fn only_the_rule_in_question_counts_where_its_ruleset_is_switched_off() {
        let mut off = sets();
        off[0].is_active = false;
        off[0].groups[0].is_active = false;
        let place = Place::Into(RuleGroupId(1));
        let preview = of_rule(&offers(), &off, &rule(NEW_RULE, 7), &place).unwrap();
        assert_eq!(preview.median_change_usd.unwrap().to_string(), "7.00");
        let place = Place::IntoRuleset(RulesetId(2));
        let preview = of_rule(&offers(), &sets(), &rule(NEW_RULE, 7), &place).unwrap();
        assert_eq!(preview.changed, 3);
    }

    #[test]
    fn the_cheaper_of_two_alike_ranks_first_and_what_has_no_price_not_at_all() {
        let weights = json!({"ram_capacity": 1});
        let weights = Weights::parse(weights.as_object().unwrap()).unwrap();
        let mut offers = offers();
        offers[0].facts.ram_gb = 64;
        offers[1].facts.price_usd = None;
        let titles: Vec<String> = ranking(&offers, &sets(), &weights, 2)
            .into_iter()
            .map(|it| format!("{} {}", it.title, it.score))
            .collect();
        assert_eq!(titles, ["Offer 1 100.00", "Offer 4 100.00"]);
    }
}
