//! Reading trees from JSON, where everything that is wrong is named by its path, and writing them.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value, json};

use super::{Check, Operands, Operator, Scalar, Test, When};
use crate::domain::{
    field::{Field, Kind},
    listing::FieldError,
    number,
};

/// How many questions and groups may lie within each other, the innermost included.
pub const DEPTH_MAX: usize = 5;
/// How many questions, and groups of nothing, one tree may hold.
pub const LEAVES_MAX: usize = 50;
/// How many values a list may hold.
pub const LIST_MAX: usize = 50;
/// Longest text to compare with, in characters.
pub const TEXT_MAX: usize = 255;
/// Largest number to compare with; with its four decimals it stays exact in JSON.
const NUMBER_MAX: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
const DECIMALS_MAX: u32 = 4;

impl When {
    /// Reads a tree. `path` is what the tree itself is called in errors: `conditions`.
    ///
    /// # Errors
    /// Every node that is wrong, by its path: `conditions.all[1].operator`.
    pub fn parse(json: &Value, path: &str) -> Result<Self, Vec<FieldError>> {
        let mut reader = Reader::default();
        let when = reader.node(json, path, 1);
        if reader.leaves > LEAVES_MAX {
            let reason = format!("must hold at most {LEAVES_MAX} conditions");
            return Err(vec![FieldError::new(path, reason)]);
        }
        match when {
            Some(when) if reader.errors.is_empty() => Ok(when),
            _ => Err(reader.errors),
        }
    }

    /// The tree as JSON: always an object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let list = |children: &[Self]| children.iter().map(Self::to_json).collect::<Vec<_>>();
        match self {
            Self::All(children) if children.is_empty() => json!({}),
            Self::All(children) => json!({"all": list(children)}),
            Self::Any(children) => json!({"any": list(children)}),
            Self::Not(child) => json!({"not": child.to_json()}),
            Self::Is(test) => test.to_json(),
        }
    }
}

#[derive(Default)]
struct Reader {
    errors: Vec<FieldError>,
    leaves: usize,
}

impl Reader {
    fn wrong<T>(&mut self, path: &str, reason: impl Into<String>) -> Option<T> {
        self.errors.push(FieldError::new(path, reason));
        None
    }

    fn node(&mut self, json: &Value, path: &str, depth: usize) -> Option<When> {
        if self.leaves > LEAVES_MAX {
            return None;
        }
        if depth > DEPTH_MAX {
            return self.wrong(
                path,
                format!("must not be nested deeper than {DEPTH_MAX} levels"),
            );
        }
        let object = match json {
            Value::Array(children) => return self.list(children, path, depth).map(When::All),
            Value::Object(object) => object,
            _ => return self.wrong(path, "must be a condition or a group of them"),
        };
        if object.contains_key("field") {
            self.leaves += 1;
            return self.test(object, path).map(When::Is);
        }
        let mut members = object.iter();
        match (members.next(), members.next()) {
            (None, _) => {
                self.leaves += 1;
                Some(When::default())
            }
            (Some((key, child)), None) => self.group(key, child, path, depth),
            _ => self.wrong(
                path,
                "must have one of field, all, any and not, not several",
            ),
        }
    }

    fn group(&mut self, key: &str, child: &Value, path: &str, depth: usize) -> Option<When> {
        let inner = format!("{path}.{key}");
        match (key, child) {
            ("all", Value::Array(children)) => self.list(children, &inner, depth).map(When::All),
            ("any", Value::Array(children)) => self.list(children, &inner, depth).map(When::Any),
            ("all" | "any", _) => self.wrong(&inner, "must be a list"),
            ("not", child) => self
                .node(child, &inner, depth + 1)
                .map(|child| When::Not(Box::new(child))),
            _ => self.wrong(path, "must have one of field, all, any and not"),
        }
    }

    fn list(&mut self, children: &[Value], path: &str, depth: usize) -> Option<Vec<When>> {
        if children.is_empty() {
            self.leaves += 1;
        }
        let read: Vec<Option<When>> = children
            .iter()
            .enumerate()
            .map(|(index, child)| self.node(child, &format!("{path}[{index}]"), depth + 1))
            .collect();
        read.into_iter().collect()
    }

    fn test(&mut self, object: &Map<String, Value>, path: &str) -> Option<Test> {
        for key in object.keys() {
            if !["field", "operator", "value"].contains(&key.as_str()) {
                return self.wrong(&format!("{path}.{key}"), "does not belong to a condition");
            }
        }
        let name = object
            .get("field")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let field: Field = match name.parse() {
            Ok(field) => field,
            Err(error) => return self.wrong(&format!("{path}.field"), error.to_string()),
        };
        let operator = object
            .get("operator")
            .and_then(Value::as_str)
            .and_then(Operator::from_name);
        let Some(operator) = operator else {
            let names = Operator::ALL.map(Operator::name).join(", ");
            return self.wrong(
                &format!("{path}.operator"),
                format!("must be one of {names}"),
            );
        };
        if !operator.fits(field.kind()) {
            let reason = format!("cannot be {} for {field}", operator.name());
            return self.wrong(&format!("{path}.operator"), reason);
        }
        let value = object.get("value").unwrap_or(&Value::Null);
        match check(operator, field.kind(), value) {
            Ok(check) => Some(Test { field, check }),
            Err(reason) => self.wrong(&format!("{path}.value"), reason),
        }
    }
}

fn check(operator: Operator, kind: Kind, value: &Value) -> Result<Check, String> {
    Ok(match operator {
        Operator::IsNull | Operator::IsNotNull if !value.is_null() => {
            return Err("must be left out".into());
        }
        Operator::IsNull => Check::IsNull,
        Operator::IsNotNull => Check::IsNotNull,
        Operator::Equals => Check::Equals(scalar(kind, value)?),
        Operator::NotEquals => Check::NotEquals(scalar(kind, value)?),
        Operator::GreaterThan => Check::GreaterThan(amount(value)?),
        Operator::LessThan => Check::LessThan(amount(value)?),
        Operator::AtLeast => Check::AtLeast(amount(value)?),
        Operator::AtMost => Check::AtMost(amount(value)?),
        Operator::Between => match value.as_array().map(Vec::as_slice) {
            Some([low, high]) => {
                let (low, high) = (amount(low)?, amount(high)?);
                if low > high {
                    return Err("must have the lower number first".into());
                }
                Check::Between(low, high)
            }
            _ => return Err("must be two numbers".into()),
        },
        Operator::Contains => Check::Contains(words(value)?),
        Operator::StartsWith => Check::StartsWith(words(value)?),
        Operator::EndsWith => Check::EndsWith(words(value)?),
        Operator::In => Check::In(list(kind, value)?),
        Operator::NotIn => Check::NotIn(list(kind, value)?),
    })
}

fn list(kind: Kind, value: &Value) -> Result<Vec<Scalar>, String> {
    match value.as_array() {
        Some(values) if (1..=LIST_MAX).contains(&values.len()) => {
            values.iter().map(|value| scalar(kind, value)).collect()
        }
        _ => Err(format!("must be a list of 1 to {LIST_MAX} values")),
    }
}

pub(in crate::domain) fn scalar(kind: Kind, value: &Value) -> Result<Scalar, String> {
    match (kind, value) {
        (Kind::Number, _) => amount(value).map(Scalar::Number),
        (Kind::Choice(choices), _) => match value.as_str() {
            Some(word) if choices.contains(&word) => Ok(Scalar::Text(word.to_owned())),
            _ => Err(format!("must be one of {}", choices.join(", "))),
        },
        (Kind::Any, Value::Bool(flag)) => Ok(Scalar::Flag(*flag)),
        (Kind::Any | Kind::Text, Value::Number(_)) => amount(value).map(Scalar::Number),
        (Kind::Any | Kind::Text, _) => words(value).map(Scalar::Text),
    }
}

fn words(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err("must not be empty".into()),
        Value::String(text) if text.contains('\0') => {
            Err("must not contain a NUL character".into())
        }
        Value::String(text) if text.chars().count() > TEXT_MAX => {
            Err(format!("must be at most {TEXT_MAX} characters"))
        }
        Value::String(text) => Ok(text.clone()),
        _ => Err("must be a text".into()),
    }
}

fn amount(value: &Value) -> Result<Decimal, String> {
    let amount = match value {
        Value::Number(amount) => number::from_json(amount),
        Value::String(text) => number::parse(text),
        _ => None,
    };
    let amount = amount
        .map(|amount| amount.normalize())
        .ok_or("must be a number")?;
    if amount.abs() > NUMBER_MAX {
        Err("must not be beyond 1,000,000,000".into())
    } else if amount.scale() > DECIMALS_MAX {
        Err(format!("must have at most {DECIMALS_MAX} decimals"))
    } else {
        Ok(amount)
    }
}

impl Test {
    fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("field".into(), self.field.to_string().into());
        object.insert("operator".into(), self.check.operator().name().into());
        if self.check.operator().operands() != Operands::None {
            object.insert("value".into(), self.check.operand());
        }
        Value::Object(object)
    }
}

impl Check {
    /// How it compares.
    #[must_use]
    pub fn operator(&self) -> Operator {
        match self {
            Self::Equals(_) => Operator::Equals,
            Self::NotEquals(_) => Operator::NotEquals,
            Self::GreaterThan(_) => Operator::GreaterThan,
            Self::LessThan(_) => Operator::LessThan,
            Self::AtLeast(_) => Operator::AtLeast,
            Self::AtMost(_) => Operator::AtMost,
            Self::Between(..) => Operator::Between,
            Self::Contains(_) => Operator::Contains,
            Self::StartsWith(_) => Operator::StartsWith,
            Self::EndsWith(_) => Operator::EndsWith,
            Self::In(_) => Operator::In,
            Self::NotIn(_) => Operator::NotIn,
            Self::IsNull => Operator::IsNull,
            Self::IsNotNull => Operator::IsNotNull,
        }
    }

    /// What it compares with, as JSON; null where that is nothing.
    #[must_use]
    pub fn operand(&self) -> Value {
        match self {
            Self::Equals(scalar) | Self::NotEquals(scalar) => scalar.to_json(),
            Self::GreaterThan(limit)
            | Self::LessThan(limit)
            | Self::AtLeast(limit)
            | Self::AtMost(limit) => number::to_json(*limit),
            Self::Between(low, high) => json!([number::to_json(*low), number::to_json(*high)]),
            Self::Contains(part) | Self::StartsWith(part) | Self::EndsWith(part) => {
                part.clone().into()
            }
            Self::In(scalars) | Self::NotIn(scalars) => {
                scalars.iter().map(Scalar::to_json).collect()
            }
            Self::IsNull | Self::IsNotNull => Value::Null,
        }
    }
}

impl Scalar {
    pub(in crate::domain) fn to_json(&self) -> Value {
        match self {
            Self::Number(amount) => number::to_json(*amount),
            Self::Text(text) => text.clone().into(),
            Self::Flag(flag) => (*flag).into(),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        Self::parse(&json, "conditions").map_err(|errors| first(&errors))
    }
}

/// For readers that take one error: rows of the database and messages of the server, which hold
/// what has been checked before.
pub(in crate::domain) fn first<E: de::Error>(errors: &[FieldError]) -> E {
    errors.first().map_or_else(
        || E::custom("is not a rule"),
        |error| E::custom(format_args!("{} {}", error.field, error.reason)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(tree: &Value) -> Vec<String> {
        When::parse(tree, "conditions")
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect()
    }

    fn leaf() -> Value {
        json!({"field": "ram_gb", "operator": "gte", "value": 16})
    }

    #[test]
    fn a_bad_node_is_named_by_its_path() {
        for (tree, path) in [
            (json!("x"), "conditions"),
            (
                json!({"field": "notes", "operator": "equals", "value": 1}),
                "conditions.field",
            ),
            (
                json!({"field": "ram_gb", "operator": "regex", "value": ".*"}),
                "conditions.operator",
            ),
            (
                json!({"field": "ram_gb", "operator": "greater_than_or_equal", "value": 1}),
                "conditions.operator",
            ),
            (
                json!({"field": "ram_gb", "operator": "contains", "value": "1"}),
                "conditions.operator",
            ),
            (
                json!({"field": "os_license", "operator": "gte", "value": 1}),
                "conditions.operator",
            ),
            (
                json!({"field": "ram_gb", "operator": "gte"}),
                "conditions.value",
            ),
            (
                json!({"field": "ram_gb", "operator": "gte", "value": "much"}),
                "conditions.value",
            ),
            (
                json!({"field": "ram_gb", "operator": "between", "value": [2, 1]}),
                "conditions.value",
            ),
            (
                json!({"field": "ram_gb", "operator": "between", "value": [1]}),
                "conditions.value",
            ),
            (
                json!({"field": "ram_gb", "operator": "in", "value": []}),
                "conditions.value",
            ),
            (
                json!({"field": "condition", "operator": "equals", "value": "USED"}),
                "conditions.value",
            ),
            (
                json!({"field": "os_license", "operator": "contains", "value": ""}),
                "conditions.value",
            ),
            (
                json!({"field": "os_license", "operator": "equals", "value": "\0"}),
                "conditions.value",
            ),
            (
                json!({"field": "ram_gb", "operator": "gte", "value": 1e12}),
                "conditions.value",
            ),
            (
                json!({"all": [leaf(), {"any": [{"none": []}]}]}),
                "conditions.all[1].any[0]",
            ),
            (json!({"all": leaf()}), "conditions.all"),
            (json!({"not": [{"field": "x"}]}), "conditions.not[0].field"),
            (json!({"all": [], "any": []}), "conditions"),
        ] {
            assert_eq!(faults(&tree), [path], "{tree}");
        }
        assert_eq!(
            faults(&json!([{"field": "x"}, leaf(), {"field": "ram_gb", "operator": "y"}])),
            ["conditions[0].field", "conditions[2].operator"],
            "every bad node, not only the first"
        );
    }

    /// Once, a key that a loader added to questions made groups of them, which hold always.
    #[test]
    fn a_question_can_never_be_taken_for_a_group() {
        let mut tree = leaf();
        tree["logical_operator"] = json!("AND");
        assert_eq!(faults(&tree), ["conditions.logical_operator"]);
        let mut tree = leaf();
        tree["all"] = json!([]);
        assert_eq!(faults(&tree), ["conditions.all"]);
    }

    #[test]
    fn trees_are_bounded_in_depth_and_size() {
        let nested = |levels: usize| (1..levels).fold(leaf(), |tree, _| json!({"all": [tree]}));
        assert!(When::parse(&nested(DEPTH_MAX), "conditions").is_ok());
        assert_eq!(
            faults(&nested(DEPTH_MAX + 1)),
            ["conditions.all[0].all[0].all[0].all[0].all[0]"]
        );
        let not = (1..=DEPTH_MAX).fold(leaf(), |tree, _| json!({"not": tree}));
        assert_eq!(faults(&not), ["conditions.not.not.not.not.not"]);

        let wide = |leaves: usize| Value::Array(vec![leaf(); leaves]);
        assert!(When::parse(&wide(LEAVES_MAX), "conditions").is_ok());
        assert_eq!(faults(&wide(LEAVES_MAX + 1)), ["conditions"]);
        assert_eq!(
            faults(&Value::Array(vec![json!({}); 10_000])),
            ["conditions"]
        );
        let groups = Value::Array(vec![json!({"any": []}); LEAVES_MAX + 1]);
        assert_eq!(
            faults(&groups),
            ["conditions"],
            "groups of nothing count too"
        );
    }

    #[test]
    fn a_tree_comes_through_json_unchanged() {
        for tree in [
            json!({}),
            leaf(),
            json!({"all": [leaf(), {"any": [leaf(), {"not": leaf()}]}]}),
            json!({"field": "price_usd", "operator": "between", "value": [99.95, 250]}),
            json!({"field": "ram_type", "operator": "not_in", "value": ["ddr3", "unknown"]}),
            json!({"field": "attrs.usb4", "operator": "equals", "value": true}),
            json!({"field": "gpu.gpu_mark", "operator": "is_not_null"}),
        ] {
            let when = When::parse(&tree, "conditions").unwrap();
            assert_eq!(serde_json::to_value(&when).unwrap(), tree);
            assert_eq!(serde_json::from_value::<When>(tree).unwrap(), when);
        }
        let list = When::parse(&json!([leaf(), leaf()]), "conditions").unwrap();
        assert_eq!(list.to_json(), json!({"all": [leaf(), leaf()]}));
    }
}
