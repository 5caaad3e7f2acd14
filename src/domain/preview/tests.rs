use serde_json::json;
use time::OffsetDateTime;

use super::*;
use crate::domain::{
    action::Action,
    condition::When,
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
    scoring::Weights,
};

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
