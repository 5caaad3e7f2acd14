//! The OpenAPI document says what the interface does.

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

#[sqlx::test]
async fn its_page_is_served_to_anybody_and_names_every_operation(pool: PgPool) {
    let app = App::new(pool);
    for reader in [app.anybody(), app.newcomer()] {
        let page = reader.visit("/api/docs").await.expect(200).text;
        assert!(!page.contains("<script"), "no script, no foreign host");
        for route in api::routes() {
            let path = format!(">{}</code>", route.path);
            assert!(page.contains(&path), "{path}");
        }
        for word in ["public", "user", "admin"] {
            assert!(page.contains(&format!(">{word}</span>")), "{word}");
        }
    }
}

#[test]
fn every_route_is_described_with_who_may_call_it() {
    let document = document();
    for route in api::routes() {
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
