//! From a rule to what stands in the editor.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{ActionRow, ConditionRow, Per, RuleForm};
use crate::domain::{
    action::{Action, ConditionMultipliers, Effect, Points},
    condition::{Test, When},
    ruleset::Rule,
};

impl From<&Rule> for RuleForm {
    fn from(rule: &Rule) -> Self {
        let mut form = Self {
            name: rule.name.clone(),
            description: rule.description.clone().unwrap_or_default(),
            evaluation_order: rule.evaluation_order.to_string(),
            is_active: rule.is_active.to_string(),
            ..Self::default()
        };
        form.conditions = rows(&rule.conditions).unwrap_or_default();
        form.actions = rule
            .actions
            .iter()
            .map(ActionRow::of)
            .collect::<Option<_>>()
            .unwrap_or_default();
        // Whether they say the same is asked of the way back: there is one truth about it.
        let back = form.clone().draft();
        if back
            .conditions
            .and_then(|json| When::parse(&json, "").ok())
            .as_ref()
            != Some(&rule.conditions)
        {
            form.conditions.clear();
            form.conditions_json = pretty(&rule.conditions.to_json());
        }
        if back
            .actions
            .and_then(|json| Action::parse_list(&json, "").ok())
            .as_ref()
            != Some(&rule.actions)
        {
            form.actions.clear();
            form.actions_json = pretty(&rule.actions.iter().map(Action::to_json).collect());
        }
        form
    }
}

pub(super) fn pretty(json: &Value) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default()
}

pub(super) fn rows(when: &When) -> Option<Vec<ConditionRow>> {
    match when {
        When::All(children) => {
            let groups: Option<Vec<_>> = children.iter().map(alternatives).collect();
            Some(groups?.into_iter().flatten().collect())
        }
        other => alternatives(other),
    }
}

fn alternatives(when: &When) -> Option<Vec<ConditionRow>> {
    let tests: Vec<&Test> = match when {
        When::Is(test) => vec![test],
        When::Any(children) => children
            .iter()
            .map(|child| match child {
                When::Is(test) => Some(test),
                _ => None,
            })
            .collect::<Option<_>>()?,
        _ => return None,
    };
    let row = |(index, test): (usize, &Test)| {
        let join = if index == 0 { "and" } else { "or" };
        ConditionRow::of(test, join)
    };
    Some(tests.into_iter().enumerate().map(row).collect())
}

impl ConditionRow {
    fn of(test: &Test, join: &str) -> Self {
        let value = match test.check.operand() {
            Value::Null => String::new(),
            Value::Array(values) => {
                let values: Vec<String> = values.iter().map(text).collect();
                values.join(", ")
            }
            value => text(&value),
        };
        Self {
            join: join.to_owned(),
            field: test.field.to_string(),
            operator: test.check.operator().name().to_owned(),
            value,
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

impl ActionRow {
    /// `None` where there are factors by more than one fact.
    fn of(action: &Action) -> Option<Self> {
        let (per, amount, field) = match &action.effect {
            Effect::Add { usd } => (Per::Once, *usd, None),
            Effect::PerUnit { field, usd } => (Per::Unit, *usd, Some(field)),
            Effect::PerPoints { field, points, usd } => match points {
                Points::Hundred => (Per::HundredPoints, *usd, Some(field)),
                Points::Thousand => (Per::ThousandPoints, *usd, Some(field)),
            },
            Effect::Multiply { percent } => (Per::Percent, *percent - Decimal::ONE_HUNDRED, None),
        };
        let (by_field, factors) = match action.by_field.as_slice() {
            [] => (String::new(), String::new()),
            [one] => {
                let factors: Vec<String> = one
                    .entries
                    .iter()
                    .map(|(value, factor)| format!("{} = {factor}", text(&value.to_json())))
                    .collect();
                (one.field.to_string(), factors.join(", "))
            }
            _ => return None,
        };
        let sign = if amount.is_sign_negative() {
            "deduct"
        } else {
            "add"
        };
        let factor = |factor: Decimal| {
            let is_given = action.by_condition != ConditionMultipliers::default();
            if is_given {
                factor.to_string()
            } else {
                String::new()
            }
        };
        Some(Self {
            sign: sign.to_owned(),
            amount: amount.abs().normalize().to_string(),
            per: per.name().to_owned(),
            field: field.map(ToString::to_string).unwrap_or_default(),
            new: factor(action.by_condition.new),
            refurb: factor(action.by_condition.refurb),
            used: factor(action.by_condition.used),
            by_field,
            factors,
        })
    }
}
