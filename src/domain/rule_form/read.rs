//! From what was typed to a draft. What is wrong with it the draft tells.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::{ActionRow, ConditionRow, Per, RuleForm};
use crate::domain::{
    condition::{Operands, Operator},
    field::{Field, Kind},
    number,
    ruleset_draft::RuleDraft,
};

impl RuleForm {
    /// The draft that the form is about.
    #[must_use]
    pub fn draft(self) -> RuleDraft {
        let conditions = conditions(&self.conditions, &self.conditions_json);
        let actions = if self.actions_json.trim().is_empty() {
            let rows = self.actions.iter().filter(|row| !row.is_blank());
            rows.map(ActionRow::json).collect()
        } else {
            json_or_text(&self.actions_json)
        };
        RuleDraft {
            name: Some(self.name),
            description: Some(self.description),
            evaluation_order: Some(self.evaluation_order),
            is_active: Some(is_on(&self.is_active)),
            conditions: Some(conditions),
            actions: Some(actions),
            ..RuleDraft::default()
        }
    }
}

/// What a ticked box sends, or what a rule says of itself.
pub(super) fn is_on(text: &str) -> bool {
    matches!(text, "true" | "on")
}

/// The tree of conditions: of the rows, or as JSON where there is some.
pub(super) fn conditions(rows: &[ConditionRow], json: &str) -> Value {
    if json.trim().is_empty() {
        tree(rows)
    } else {
        json_or_text(json)
    }
}

/// What is no JSON is kept as text, which is no rule either and is told so.
fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// One row is itself; more are groups of alternatives that must all hold.
fn tree(rows: &[ConditionRow]) -> Value {
    let mut groups: Vec<Vec<Value>> = Vec::new();
    for row in rows.iter().filter(|row| !row.is_blank()) {
        match groups.last_mut() {
            Some(group) if row.join == "or" => group.push(row.json()),
            _ => groups.push(vec![row.json()]),
        }
    }
    let mut nodes: Vec<Value> = groups
        .into_iter()
        .map(|mut group| match (group.len(), group.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                group.extend(last);
                json!({"any": group})
            }
        })
        .collect();
    match (nodes.len(), nodes.pop()) {
        (_, None) => json!({}),
        (1, Some(only)) => only,
        (_, Some(last)) => {
            nodes.push(last);
            json!({"all": nodes})
        }
    }
}

impl ConditionRow {
    fn json(&self) -> Value {
        let mut object = Map::new();
        object.insert("field".into(), self.field.trim().into());
        object.insert("operator".into(), self.operator.trim().into());
        let kind = self
            .field
            .trim()
            .parse::<Field>()
            .map_or(Kind::Any, |field| field.kind());
        let operands = Operator::from_name(self.operator.trim()).map(Operator::operands);
        let value = match operands {
            Some(Operands::None) => return Value::Object(object),
            Some(Operands::Two | Operands::List) => self
                .value
                .split(',')
                .map(|part| scalar(part, kind))
                .collect(),
            _ => scalar(&self.value, kind),
        };
        object.insert("value".into(), value);
        Value::Object(object)
    }
}

/// Yes and no are flags, and figures numbers, where a fact may be anything.
fn scalar(text: &str, kind: Kind) -> Value {
    let text = text.trim();
    match (kind, text.to_lowercase().as_str()) {
        (Kind::Any, "yes" | "true") => true.into(),
        (Kind::Any, "no" | "false") => false.into(),
        (Kind::Any | Kind::Number, _) => number::parse(text).map_or(text.into(), number::to_json),
        _ => text.into(),
    }
}

impl ActionRow {
    fn json(&self) -> Value {
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        let amount = self.amount.trim();
        let is_deducted = self.sign != "add";
        let signed = if is_deducted && !amount.starts_with('-') {
            format!("-{amount}")
        } else {
            amount.to_owned()
        };
        let per = Per::from_name(&self.per).unwrap_or_default();
        let kind = match per {
            Per::Once => "add",
            Per::Unit => "per_unit",
            Per::HundredPoints => "per_100_points",
            Per::ThousandPoints => "per_1000_points",
            Per::Percent => "multiplier",
        };
        put("type", kind.into());
        if per == Per::Percent {
            let share = number::parse(&signed).map(|share| Decimal::ONE_HUNDRED + share);
            put(
                "percent",
                share.map_or(signed, |it| it.normalize().to_string()).into(),
            );
        } else {
            put("value_usd", signed.into());
        }
        if matches!(per, Per::Unit | Per::HundredPoints | Per::ThousandPoints) {
            put("field", self.field.trim().into());
        }
        let by_condition: Map<String, Value> = [
            ("new", &self.new),
            ("refurb", &self.refurb),
            ("used", &self.used),
        ]
        .into_iter()
        .filter(|(_, factor)| !factor.trim().is_empty())
        .map(|(name, factor)| (name.to_owned(), factor.trim().into()))
        .collect();
        if !by_condition.is_empty() {
            put("condition_multipliers", by_condition.into());
        }
        if !self.factors.trim().is_empty() {
            let field = self.by_field.trim();
            let entries = entries(&self.factors, field);
            put(
                "field_multipliers",
                json!([{"field": field, "entries": entries}]),
            );
        }
        Value::Object(object)
    }
}

/// `ddr3 = 0.6, ddr5 = 1.3`
fn entries(text: &str, field: &str) -> Value {
    let kind = field
        .parse::<Field>()
        .map_or(Kind::Any, |field| field.kind());
    text.split(',')
        .filter(|entry| !entry.trim().is_empty())
        .map(|entry| {
            let (value, factor) = entry.split_once('=').unwrap_or((entry, ""));
            json!({"equals": scalar(value, kind), "multiplier": factor.trim()})
        })
        .collect()
}
