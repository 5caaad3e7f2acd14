//! A rule as the editor holds it: rows of plain texts, the same with and without a script.
//!
//! Conditions are rows joined by "and" and "or", where "or" binds closer: groups of alternatives,
//! all of which must hold. What does not fit into rows is edited as JSON.

mod errors;
mod read;
mod rows;
mod ruleset;
mod write;

use serde::{Deserialize, Serialize};

pub use self::{
    rows::{PREFIX, RowEdit},
    ruleset::RulesetForm,
};

/// What stands in the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    /// The rule's name.
    pub name: String,
    /// Why it is there.
    pub description: String,
    /// Its place.
    pub evaluation_order: String,
    /// Whether it counts: `true`, or `on` from a ticked box, or not.
    pub is_active: String,
    /// When it holds.
    pub conditions: Vec<ConditionRow>,
    /// What it does.
    pub actions: Vec<ActionRow>,
    /// The conditions as JSON, where they do not fit into rows.
    pub conditions_json: String,
    /// The actions as JSON, where they do not fit into rows.
    pub actions_json: String,
}

/// One condition. A row without a field is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConditionRow {
    /// `or` joins it to the row before; anything else is "and".
    pub join: String,
    /// The name of a fact.
    pub field: String,
    /// The name of an operator.
    pub operator: String,
    /// What the fact is compared with; several values are set apart by commas.
    pub value: String,
}

/// One action. A row without an amount is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActionRow {
    /// `add` or `deduct`.
    pub sign: String,
    /// Dollars, or percent; without a sign.
    pub amount: String,
    /// How often: one of [`Per`]'s names.
    pub per: String,
    /// The fact that is counted.
    pub field: String,
    /// Factor for new machines; empty is 1.
    pub new: String,
    /// Factor for refurbished machines; empty is 1.
    pub refurb: String,
    /// Factor for used machines; empty is 1.
    pub used: String,
    /// The fact that further factors go by.
    pub by_field: String,
    /// These factors: `ddr3 = 0.6, ddr5 = 1.3`.
    pub factors: String,
}

super::choice::choice! {
    /// How often an amount counts.
    #[derive(Default)]
    Per {
        /// Once.
        #[default]
        Once = "once", "USD, once";
        /// For each unit of a fact.
        Unit = "unit", "USD per unit of";
        /// For each hundred points of a benchmark.
        HundredPoints = "100_points", "USD per 100 points of";
        /// For each thousand points of a benchmark.
        ThousandPoints = "1000_points", "USD per 1,000 points of";
        /// A share of the price so far.
        Percent = "percent", "% of the price so far";
    }
}

impl ConditionRow {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.field.trim().is_empty()
    }
}

impl ActionRow {
    /// Whether nothing was filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.amount.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::OffsetDateTime;

    use super::*;
    use crate::domain::{
        action::Action,
        condition::When,
        ruleset::{Rule, RuleId},
        sample::baseline,
    };

    fn rule(conditions: &Value, actions: &Value) -> Rule {
        Rule {
            id: RuleId(1),
            name: "Rule".into(),
            description: None,
            evaluation_order: 100,
            is_active: true,
            conditions: When::parse(conditions, "conditions").unwrap(),
            actions: Action::parse_list(actions, "actions").unwrap(),
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[track_caller]
    fn comes_back(conditions: &Value, actions: &Value) -> RuleForm {
        let rule = rule(conditions, actions);
        let form = RuleForm::from(&rule);
        let new = form.clone().draft().check().unwrap();
        assert_eq!(new.conditions(), &rule.conditions, "{form:?}");
        assert_eq!(new.actions(), rule.actions, "{form:?}");
        form
    }

    #[test]
    fn every_rule_of_the_baseline_fits_into_rows_and_comes_back_unchanged() {
        for group in baseline().unwrap().groups {
            for rule in group.rules {
                let form = comes_back(&rule.conditions, &rule.actions);
                assert_eq!(
                    (form.conditions_json, form.actions_json),
                    (String::new(), String::new())
                );
            }
        }
    }

    #[test]
    fn alternatives_are_rows_joined_by_or() {
        let add = json!([{"type": "add", "value_usd": 1}]);
        let form = comes_back(
            &json!({"all": [
                {"field": "cpu.mark_single", "operator": "gte", "value": 3000},
                {"any": [
                    {"field": "cpu.tdp_w", "operator": "between", "value": [6, 35]},
                    {"field": "form_factor", "operator": "in", "value": ["sff", "tower"]},
                    {"field": "attrs.usb4", "operator": "equals", "value": true},
                ]},
                {"field": "gpu.name", "operator": "is_null"},
            ]}),
            &add,
        );
        let rows: Vec<(&str, &str, &str)> = form
            .conditions
            .iter()
            .map(|row| (row.join.as_str(), row.field.as_str(), row.value.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("and", "cpu.mark_single", "3000"),
                ("and", "cpu.tdp_w", "6, 35"),
                ("or", "form_factor", "sff, tower"),
                ("or", "attrs.usb4", "yes"),
                ("and", "gpu.name", ""),
            ]
        );
    }

    #[test]
    fn what_does_not_fit_into_rows_is_edited_as_json() {
        let add = json!([{"type": "add", "value_usd": 1}]);
        let not = json!({"not": {"field": "ram_gb", "operator": "equals", "value": 8}});
        let form = comes_back(&not, &add);
        assert!(form.conditions.is_empty() && form.conditions_json.contains("not"));

        let two = json!([{"type": "add", "value_usd": 1, "field_multipliers": [
            {"field": "ram_type", "entries": [{"equals": "ddr5", "multiplier": "2"}]},
            {"field": "status", "entries": [{"equals": "active", "multiplier": "3"}]},
        ]}]);
        let form = comes_back(&json!({}), &two);
        assert!(form.actions.is_empty() && form.actions_json.contains("status"));
        // A text with a comma would come back as two.
        let comma = json!({"field": "form_factor", "operator": "in", "value": ["a, b"]});
        assert!(!comes_back(&comma, &add).conditions_json.is_empty());
    }

    #[test]
    fn percentages_are_deducted_and_added() {
        for (percent, sign, amount) in [
            ("70", "deduct", "30"),
            ("112.5", "add", "12.5"),
            ("0", "deduct", "100"),
        ] {
            let form = comes_back(
                &json!({}),
                &json!([{"type": "multiplier", "percent": percent}]),
            );
            let row = &form.actions[0];
            assert_eq!((row.sign.as_str(), row.amount.as_str()), (sign, amount));
        }
    }

    #[test]
    fn blank_rows_are_left_out_and_wrong_ones_named() {
        let form = RuleForm {
            name: "Rule".into(),
            conditions: vec![
                ConditionRow::default(),
                ConditionRow {
                    field: "ram_gb".into(),
                    operator: "gte".into(),
                    value: "much".into(),
                    ..ConditionRow::default()
                },
            ],
            actions: vec![
                ActionRow {
                    amount: "5".into(),
                    per: "unit".into(),
                    field: "os_license".into(),
                    ..ActionRow::default()
                },
                ActionRow::default(),
            ],
            ..RuleForm::default()
        };
        let errors = form.draft().check().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["conditions.value", "actions[0].field"]);
        let broken = RuleForm {
            name: "Rule".into(),
            conditions_json: "{".into(),
            actions_json: "[]".into(),
            ..RuleForm::default()
        };
        assert_eq!(broken.draft().check().unwrap_err().len(), 2);
    }
}
