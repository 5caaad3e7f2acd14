//! A form as names and texts, the way a browser sends it: `form[conditions][0][field]`. So that an
//! address can hold what was typed, and a page can read what stands in its fields.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The most rows of one kind that a form has.
pub const ROWS_MAX: usize = 60;

/// The texts of a form that are not empty, each with the name of its field below `prefix`.
#[must_use]
pub fn write<T: Serialize>(prefix: &str, form: &T) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten(
        prefix,
        &serde_json::to_value(form).unwrap_or_default(),
        &mut fields,
    );
    fields
}

fn flatten(name: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) if !text.is_empty() => fields.push((name.to_owned(), text.clone())),
        Value::Object(members) => {
            for (member, value) in members {
                flatten(&format!("{name}[{member}]"), value, fields);
            }
        }
        Value::Array(rows) => {
            for (index, row) in rows.iter().enumerate() {
                flatten(&format!("{name}[{index}]"), row, fields);
            }
        }
        _ => {}
    }
}

/// The form with its texts replaced by those that `get` knows by their field's name.
#[must_use]
pub fn fill<T: Serialize + DeserializeOwned>(
    prefix: &str,
    form: T,
    get: &impl Fn(&str) -> Option<String>,
) -> T {
    let filled = serde_json::to_value(&form)
        .map(|mut value| {
            replace(prefix, &mut value, get);
            value
        })
        .and_then(serde_json::from_value);
    filled.unwrap_or(form)
}

fn replace(name: &str, value: &mut Value, get: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(typed) = get(name) {
                *text = typed;
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                replace(&format!("{name}[{member}]"), value, get);
            }
        }
        Value::Array(rows) => {
            for (index, row) in rows.iter_mut().enumerate() {
                replace(&format!("{name}[{index}]"), row, get);
            }
        }
        _ => {}
    }
}

/// How many rows of a kind there are: each sends the field `sign` of its own.
#[must_use]
pub fn rows(prefix: &str, sign: &str, get: &impl Fn(&str) -> Option<String>) -> usize {
    (0..ROWS_MAX)
        .take_while(|index| get(&format!("{prefix}[{index}][{sign}]")).is_some())
        .count()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Form {
        name: String,
        rows: Vec<Row>,
    }

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Row {
        join: String,
        value: String,
    }

    #[test]
    fn a_form_comes_back_from_its_fields() {
        let row = |value: &str| Row {
            join: "and".into(),
            value: value.into(),
        };
        let form = Form {
            name: "Memory & more".into(),
            rows: vec![row("a, b"), row("")],
        };
        let fields: HashMap<String, String> = write("form", &form).into_iter().collect();
        assert_eq!(fields["form[rows][0][value]"], "a, b");
        assert_eq!(fields.len(), 4, "empty texts are left out");

        let get = |name: &str| fields.get(name).cloned();
        assert_eq!(rows("form[rows]", "join", &get), 2);
        let empty = Form {
            rows: vec![Row::default(); 2],
            ..Form::default()
        };
        assert_eq!(fill("form", empty, &get), form);
    }

    #[test]
    fn what_an_address_says_too_much_of_is_left_out() {
        let get = |_: &str| Some("and".to_owned());
        assert_eq!(rows("form[rows]", "join", &get), ROWS_MAX);
    }
}
