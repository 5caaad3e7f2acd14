//! What the application notes about a person.

use serde_json::{Map, Value};

/// A person's metadata: whatever the application put there.
pub(crate) type Metadata = Map<String, Value>;

/// Merges `given` into `metadata`, objects within objects too; null removes a key.
pub(crate) fn merge(metadata: &mut Metadata, given: Metadata) {
    for (key, value) in given {
        match (metadata.get_mut(&key), value) {
            (_, Value::Null) => {
                metadata.remove(&key);
            }
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                metadata.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_are_merged_and_null_removes() {
        let object = |value: Value| value.as_object().cloned().unwrap();
        let mut metadata = object(json!({ "a": 1, "b": { "c": 1, "d": [1] }, "e": {} }));
        merge(
            &mut metadata,
            object(json!({ "a": null, "b": { "d": [2] }, "e": 3, "f": 4 })),
        );
        let expected = json!({ "b": { "c": 1, "d": [2] }, "e": 3, "f": 4 });
        assert_eq!(Value::Object(metadata), expected);
    }
}
