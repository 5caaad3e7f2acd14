use proptest::{collection::vec, prelude::*};
use rust_decimal::Decimal;
use serde_json::json;
use time::OffsetDateTime;

use super::*;
use crate::domain::{
    condition::When,
    ruleset::{RuleGroupId, RuleId, RulesetId},
};

fn condition() -> impl Strategy<Value = Value> {
    let question = prop_oneof![
        (0..512_i32).prop_map(|gb| json!({"field": "ram_gb", "operator": "gte", "value": gb})),
        "[a-zü ]{1,12}x"
            .prop_map(|text| json!({"field": "os_license", "operator": "contains", "value": text})),
        Just(json!({"field": "form_factor", "operator": "is_null"})),
    ];
    question.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|each| json!({ "all": each })),
            vec(inner.clone(), 1..4).prop_map(|one| json!({ "any": one })),
            inner.prop_map(|other| json!({ "not": other })),
        ]
    })
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![Just(json!({})), condition()].prop_map(|json| When::parse(&json, "").unwrap())
}

fn action() -> impl Strategy<Value = Value> {
    let usd = (-100_000_i64..100_000).prop_map(|cents| Decimal::new(cents, 2).to_string());
    prop_oneof![
        usd.clone()
            .prop_map(|usd| json!({"type": "add", "value_usd": usd})),
        (usd, 0..100_i64).prop_map(|(usd, percent)| {
            let used = Decimal::new(percent, 2).to_string();
            json!({"type": "per_unit", "field": "ram_gb", "value_usd": usd,
                   "condition_multipliers": {"used": used}})
        }),
        (0..1_000_i32).prop_map(|percent| json!({"type": "multiplier", "percent": percent})),
    ]
}

prop_compose! {
    fn rule()(
        name in "[a-zü]{1,12}",
        description in proptest::option::of("[A-Z][a-z\"\n,]{1,20}\\."),
        evaluation_order in 0..10_000_i32,
        is_active in any::<bool>(),
        conditions in when(),
        actions in vec(action(), 1..4),
    ) -> Rule {
        Rule {
            id: RuleId(7),
            name,
            description,
            evaluation_order,
            is_active,
            conditions,
            actions: Action::parse_list(&Value::from(actions), "").unwrap(),
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }
}

prop_compose! {
    fn group()(
        name in "[a-zü]{1,12}",
        category in proptest::sample::select(Category::ALL.to_vec()),
        display_order in 0..10_000_i32,
        is_active in any::<bool>(),
        mut rules in vec(rule(), 0..4),
    ) -> RuleGroup {
        for (at, rule) in rules.iter_mut().enumerate() {
            rule.name = format!("{} {at}", rule.name);
        }
        RuleGroup {
            id: RuleGroupId(7),
            name,
            category,
            display_order,
            is_active,
            rules,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }
}

prop_compose! {
    fn ruleset()(
        name in "[a-zü]{1,12}",
        // Copies, with which this is compared, come after those of the product.
        priority in 10..10_000_i32,
        is_active in any::<bool>(),
        applies_when in when(),
        mut groups in vec(group(), 0..4),
    ) -> Ruleset {
        for (at, group) in groups.iter_mut().enumerate() {
            group.name = format!("{} {at}", group.name);
        }
        Ruleset {
            id: RulesetId(7),
            name,
            description: None,
            is_own: true,
            is_system: false,
            is_active,
            priority,
            applies_when,
            groups,
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }
}

proptest! {
    #[test]
    fn what_comes_out_of_a_file_is_what_went_in(set in ruleset()) {
        let file = RulesetFile::from(&set);
        let text = serde_json::to_string_pretty(&file).unwrap();
        let read: RulesetFile = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &file);
        let checked = read.check().unwrap();
        prop_assert_eq!(checked.ruleset, NewRuleset::copy_of(&set, set.name.clone()));
        let groups: Vec<CheckedGroup> = set
            .groups
            .iter()
            .map(|group| CheckedGroup {
                group: NewRuleGroup::copy_of(group),
                rules: group.rules.iter().map(NewRule::copy_of).collect(),
            })
            .collect();
        prop_assert_eq!(checked.groups, groups);
    }
}

fn file(json: Value) -> RulesetFile {
    serde_json::from_value(json).unwrap()
}

fn wrong(json: Value) -> Vec<String> {
    let errors = file(json).check().unwrap_err();
    errors.into_iter().map(|error| error.field).collect()
}

#[test]
fn nothing_of_ours_is_in_a_file() {
    let set = Ruleset {
        id: RulesetId(4711),
        name: "Mine".into(),
        description: None,
        is_own: true,
        is_system: false,
        is_active: true,
        priority: 10,
        applies_when: When::default(),
        groups: Vec::new(),
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: OffsetDateTime::UNIX_EPOCH,
    };
    assert_eq!(
        serde_json::to_value(RulesetFile::from(&set)).unwrap(),
        json!({
            "schema_version": 1,
            "ruleset": {"name": "Mine", "description": null, "priority": 10, "applies_when": {}},
            "groups": [],
        })
    );
}

#[test]
fn what_is_left_out_is_as_in_a_new_one() {
    let checked = file(json!({
        "schema_version": 1,
        "ruleset": {"name": "Mine"},
        "groups": [{"name": "All", "rules": [
            {"name": "Flat", "actions": [{"type": "add", "value_usd": 1}]},
        ]}],
    }))
    .check()
    .unwrap();
    assert_eq!(
        (checked.ruleset.priority(), checked.ruleset.is_active()),
        (10, false)
    );
    let group = &checked.groups[0];
    assert_eq!(group.group.category(), Category::Other);
    assert!(group.group.is_active() && group.rules[0].is_active());
    assert_eq!(group.rules[0].evaluation_order(), 100);
}

#[test]
fn what_is_wrong_is_told_by_its_path() {
    let add = json!([{"type": "add", "value_usd": 1}]);
    let told = wrong(json!({
        "schema_version": 1,
        "ruleset": {"name": " ", "priority": -1},
        "groups": [
            {"name": "All", "rules": [
                {"name": "Flat", "actions": add},
                {"name": "Flat ", "actions": add},
            ]},
            {"name": "More", "rules": [
                {"name": "", "actions": [{"type": "per_unit", "field": "os_license", "value_usd": 1}],
                 "conditions": {"all": [{"field": "notes", "operator": "equals", "value": "x"}]}},
            ]},
        ],
    }));
    assert_eq!(
        told,
        [
            "ruleset.name",
            "ruleset.priority",
            "groups[0].rules[1].name",
            "groups[1].rules[0].name",
            "groups[1].rules[0].conditions.all[0].field",
            "groups[1].rules[0].actions[0].field",
        ]
    );
}

#[test]
fn two_groups_of_one_name_are_refused() {
    let group = json!({"name": "All", "rules": []});
    let told = wrong(json!({
        "schema_version": 1, "ruleset": {"name": "Mine"}, "groups": [group, group],
    }));
    assert_eq!(told, ["groups[1].name"]);
}

#[test]
fn a_file_of_another_shape_is_refused_as_a_whole() {
    let told = wrong(json!({"schema_version": 2, "ruleset": {"name": ""}, "groups": []}));
    assert_eq!(told, ["schema_version"]);
}
