//! Reading trees from JSON, where everything that is wrong is named by its path, and writing them.

mod value;
mod write;

use serde::{Deserialize, Deserializer, de};
use serde_json::{Map, Value};

use self::value::check;
pub(in crate::domain) use self::value::scalar;
pub use self::value::{LIST_MAX, TEXT_MAX};
use super::{Operator, Test, When};
use crate::domain::{field::Field, listing::FieldError};

/// How many questions and groups may lie within each other, the innermost included.
pub const DEPTH_MAX: usize = 5;
/// How many questions, and groups of nothing, one tree may hold.
pub const LEAVES_MAX: usize = 50;

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
    use serde_json::json;

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
}
