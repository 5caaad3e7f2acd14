//! The page of the interface: what the OpenAPI document says, for people.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::static_pages;
use crate::{
    api::{self, openapi},
    components::{
        ApiAnswer, ApiDocs, ApiDocsPage, ApiField, ApiNoun, ApiOperation, ApiShape, ApiType,
    },
    domain::preferences::Theme,
    state::AppState,
};

/// Where the document is.
const DOCUMENT: &str = "/api/openapi.json";

/// The page.
pub(super) fn page(state: &AppState, theme: Theme) -> Response {
    let document = serde_json::to_value(openapi::describe(api::routes())).unwrap_or_default();
    let docs = read(&document);
    static_pages::answer(
        state,
        theme,
        StatusCode::OK,
        || static_pages::titled("The API · Deal Brain"),
        || view! { <ApiDocsPage docs=docs document=DOCUMENT/> }.into_any(),
    )
}

/// What a document says.
fn read(document: &Value) -> ApiDocs {
    let mut docs = ApiDocs {
        version: text(document.pointer("/info/version")),
        ..ApiDocs::default()
    };
    for (path, item) in members(document.get("paths")) {
        for (method, operation) in members(Some(item)) {
            let noun = text(operation.pointer("/tags/0"));
            let operation = operation_of(method, path, operation);
            match docs.nouns.iter_mut().find(|own| own.name == noun) {
                Some(own) => own.operations.push(operation),
                None => docs.nouns.push(ApiNoun {
                    name: noun,
                    operations: vec![operation],
                }),
            }
        }
    }
    docs.shapes = members(document.pointer("/components/schemas"))
        .map(|(name, schema)| shape_of(name, schema))
        .collect();
    docs
}

fn operation_of(method: &str, path: &str, operation: &Value) -> ApiOperation {
    let body = operation.get("requestBody").and_then(body_of);
    let answers = members(operation.get("responses")).map(|(status, answer)| ApiAnswer {
        status: status.clone(),
        meaning: text(answer.get("description")),
        body: body_of(answer),
    });
    ApiOperation {
        id: text(operation.get("operationId")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        access: text(operation.get("x-access")),
        summary: text(operation.get("summary")),
        description: some_text(operation.get("description")),
        parameters: items(operation.get("parameters"))
            .map(parameter_of)
            .collect(),
        body,
        answers: answers.collect(),
    }
}

fn parameter_of(parameter: &Value) -> ApiField {
    ApiField {
        name: text(parameter.get("name")),
        place: text(parameter.get("in")),
        is_required: parameter.get("required") == Some(&Value::Bool(true)),
        kind: parameter.get("schema").map(type_of).unwrap_or_default(),
        description: text(parameter.get("description")),
    }
}

/// What a body holds, of the first of its types of content.
fn body_of(of: &Value) -> Option<ApiType> {
    let (media, content) = members(of.get("content")).next()?;
    let mut kind = content.get("schema").map(type_of).unwrap_or_default();
    if media != "application/json" {
        kind.text = format!("{media} {}", kind.text).trim_end().to_owned();
    }
    Some(kind)
}

fn shape_of(name: &str, schema: &Value) -> ApiShape {
    let mut fields = Vec::new();
    collect(schema, &mut fields);
    ApiShape {
        name: name.to_owned(),
        description: some_text(schema.get("description")),
        fields,
        kind: type_of(schema),
    }
}

/// The members of a shape, those of its parts included.
fn collect(schema: &Value, fields: &mut Vec<ApiField>) {
    for part in items(schema.get("allOf")) {
        match reference(part) {
            Some(shape) => fields.push(ApiField {
                name: ApiField::ALL_OF.to_owned(),
                is_required: true,
                kind: ApiType {
                    text: String::new(),
                    shape: Some(shape),
                },
                description: meaning_of(part),
                ..ApiField::default()
            }),
            None => collect(part, fields),
        }
    }
    let required: Vec<&str> = items(schema.get("required"))
        .filter_map(Value::as_str)
        .collect();
    let own = members(schema.get("properties")).map(|(name, member)| ApiField {
        name: name.clone(),
        place: String::new(),
        is_required: required.contains(&name.as_str()),
        kind: type_of(member),
        description: meaning_of(member),
    });
    fields.extend(own);
}

/// What a member means. Where it may also be `null`, the shape that it else is says so.
fn meaning_of(member: &Value) -> String {
    let kinds = items(member.get("oneOf"));
    std::iter::once(member)
        .chain(kinds)
        .find_map(|it| some_text(it.get("description")))
        .unwrap_or_default()
}

/// What a schema allows, in words.
fn type_of(schema: &Value) -> ApiType {
    if let Some(shape) = reference(schema) {
        return ApiType {
            text: String::new(),
            shape: Some(shape),
        };
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        let kinds: Vec<ApiType> = items(schema.get(several)).map(type_of).collect();
        if !kinds.is_empty() {
            return joined(&kinds);
        }
    }
    let values: Vec<String> = items(schema.get("enum")).map(plain).collect();
    if !values.is_empty() {
        return words(values.join(" | "));
    }
    let names = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().map(plain).collect::<Vec<_>>().join(" or "),
        Some(name) => plain(name),
        None => "anything".to_owned(),
    };
    if let Some(inner) = schema.get("items") {
        let inner = type_of(inner);
        return ApiType {
            text: format!("list of {}", inner.text).trim_end().to_owned(),
            shape: inner.shape,
        };
    }
    match schema.get("format").and_then(Value::as_str) {
        Some(format) => words(format!("{names} ({format})")),
        None => words(names),
    }
}

fn joined(kinds: &[ApiType]) -> ApiType {
    let texts: Vec<&str> = kinds
        .iter()
        .map(|kind| kind.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    let text = texts.join(" or ");
    let shape = kinds.iter().find_map(|kind| kind.shape.clone());
    let text = if shape.is_some() && !text.is_empty() {
        format!("{text} or")
    } else {
        text
    };
    ApiType { text, shape }
}

fn reference(schema: &Value) -> Option<String> {
    let reference = schema.get("$ref")?.as_str()?;
    reference.rsplit('/').next().map(str::to_owned)
}

fn words(text: String) -> ApiType {
    ApiType { text, shape: None }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn text(value: Option<&Value>) -> String {
    some_text(value).unwrap_or_default()
}

fn some_text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_document_is_there_and_marked() {
        let docs = read(&serde_json::to_value(openapi::describe(api::routes())).unwrap());
        let operations: Vec<&ApiOperation> = docs
            .nouns
            .iter()
            .flat_map(|noun| &noun.operations)
            .collect();
        assert_eq!(operations.len(), api::routes().len());
        for route in api::routes() {
            let it = operations
                .iter()
                .find(|it| it.path == route.path && it.method == route.method.as_str());
            let it = it.unwrap_or_else(|| panic!("{} {}", route.method, route.path));
            assert!(
                ["public", "user", "admin", "operator"].contains(&it.access.as_str()),
                "{it:?}"
            );
            assert!(!it.summary.is_empty() && !it.answers.is_empty(), "{it:?}");
        }
        assert!(docs.nouns.iter().all(|noun| !noun.name.is_empty()));
    }

    #[test]
    fn every_shape_that_is_named_has_its_place_on_the_page() {
        let docs = read(&serde_json::to_value(openapi::describe(api::routes())).unwrap());
        let names: Vec<&str> = docs
            .shapes
            .iter()
            .map(|shape| shape.name.as_str())
            .collect();
        let operations = docs.nouns.iter().flat_map(|noun| &noun.operations);
        let bodies = operations.flat_map(|it| {
            let answers = it.answers.iter().filter_map(|answer| answer.body.as_ref());
            it.body.iter().chain(answers)
        });
        for body in bodies {
            if let Some(shape) = &body.shape {
                assert!(names.contains(&shape.as_str()), "{shape}");
            }
        }
        let rule = docs
            .shapes
            .iter()
            .find(|shape| shape.name == "RuleDraft")
            .unwrap();
        assert!(
            rule.fields
                .iter()
                .any(|field| field.name == "evaluation_order")
        );
    }

    #[test]
    fn a_member_that_may_be_null_says_what_it_means_otherwise() {
        let price = serde_json::json!({
            "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Usd", "description": "Asking price."}],
        });
        assert_eq!(meaning_of(&price), "Asking price.");
    }
}
