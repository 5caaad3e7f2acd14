//! The OpenAPI document says what the interface does, and changes only on purpose.

use std::{env, fs};

use deal_brain::{
    api::{self, openapi},
    auth::Access,
};
use serde_json::Value;
use sqlx::PgPool;

use crate::support::App;

fn document() -> Value {
    serde_json::to_value(openapi::describe(api::routes())).unwrap()
}

#[sqlx::test]
async fn the_document_is_served_to_anybody(pool: PgPool) {
    let app = App::new(pool);
    let answer = app.anybody().get("/api/openapi.json").await.expect(200);
    assert_eq!(answer.json(), document());
}

/// The document as it was when somebody last looked at it.
const SNAPSHOT: &str = "tests/it/data/openapi.json";
/// Writes it anew.
const RENEW: &str = "UPDATE_SNAPSHOTS=1 cargo test --features local --test it \
                     openapi::the_document_is_the_one_that_was_committed";

/// A change of the interface is seen where changes are read: as a change of this file.
#[test]
fn the_document_is_the_one_that_was_committed() {
    let document = document();
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let text = serde_json::to_string_pretty(&document).unwrap();
        fs::write(SNAPSHOT, text + "\n").unwrap();
        return;
    }
    let text = fs::read_to_string(SNAPSHOT)
        .unwrap_or_else(|error| panic!("{SNAPSHOT} cannot be read ({error}). To make it: {RENEW}"));
    let committed: Value = serde_json::from_str(&text).unwrap();
    let mut changed = Vec::new();
    collect_differences("", &committed, &document, &mut changed);
    assert!(
        changed.is_empty(),
        "the interface is no longer the one of {SNAPSHOT}:\n{}\nIf it is meant to be so: {RENEW}",
        changed.join("\n")
    );
}

/// Where two documents differ, as JSON pointers.
fn collect_differences(path: &str, before: &Value, after: &Value, into: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let path = format!("{path}/{}", key.replace('/', "~1"));
                match after.get(key) {
                    Some(other) => collect_differences(&path, value, other, into),
                    None => into.push(format!("gone: {path}")),
                }
            }
            for key in after.keys().filter(|key| !before.contains_key(*key)) {
                into.push(format!("new: {path}/{}", key.replace('/', "~1")));
            }
        }
        (before, after) if before != after => {
            into.push(format!("changed: {path}: {before} -> {after}"));
        }
        _ => {}
    }
}

#[sqlx::test]
async fn its_page_is_served_to_anybody_and_names_every_operation(pool: PgPool) {
    let app = App::new(pool);
    let routes = api::routes();
    assert!(routes.len() > 100, "only {}", routes.len());
    for reader in [app.anybody(), app.newcomer()] {
        let page = reader.visit("/api/docs").await.expect(200).markup();
        assert!(!page.contains("<script"), "no script, no foreign host");
        assert!(!page.contains("[<code>"), "no link of the source");
        let page = page.replace("<wbr>", "");
        for route in &routes {
            let path = format!(">{}</code>", route.path);
            assert!(page.contains(&path), "{path}");
        }
        for word in ["public", "user", "admin", "operator"] {
            assert!(page.contains(&format!(">{word}</span>")), "{word}");
        }
    }
}

#[test]
fn every_route_is_described_with_who_may_call_it() {
    let document = document();
    let routes = api::routes();
    let paths = document["paths"].as_object().unwrap().values();
    let described: usize = paths.map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(described, routes.len());
    for route in routes {
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][&route.path][&method];
        let word = match route.access {
            Access::Public => "public",
            Access::Person => "user",
            Access::Admin => "admin",
            Access::Operator => "operator",
        };
        assert_eq!(operation["x-access"], word, "{method} {}", route.path);
        let open = operation["security"].as_array().unwrap().is_empty();
        assert_eq!(open, route.access == Access::Public);
        assert!(
            operation["summary"].is_string(),
            "{method} {} says nothing of itself",
            route.path
        );
    }
}

#[test]
fn every_shape_that_is_named_is_there() {
    let document = document();
    let mut named = Vec::new();
    collect_references(&document, &mut named);
    assert!(!named.is_empty());
    for reference in named {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference} dangles");
    }
}

fn collect_references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(reference) if key == "$ref" => into.push(reference.clone()),
                    other => collect_references(other, into),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_references(item, into);
            }
        }
        _ => {}
    }
}

/// Values are named as answers write them, and not as the code calls them.
#[test]
fn values_are_named_as_answers_write_them() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let values: Vec<&str> = schemas
        .values()
        .filter_map(|schema| schema["enum"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(values.contains(&"active") && values.contains(&"refurb"));
    let of_the_code: Vec<_> = values
        .iter()
        .filter(|value| value.starts_with(char::is_uppercase))
        .collect();
    assert!(of_the_code.is_empty(), "{of_the_code:?}");
}
