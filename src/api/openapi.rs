//! The interface, described: one OpenAPI document, made from the same routes that the router is
//! made from. Who may come through, and the answers that follow from it, are added here, so that
//! no handler can describe them otherwise than they are.

use axum::Json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, Content, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi,
        OpenApiBuilder, PathsBuilder, Ref, RefOr, ResponseBuilder, SecurityRequirement,
        extensions::ExtensionsBuilder,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::routes;

use super::{Route, route::described_method};
use crate::{auth::Access, error::Envelope};

const BEARER: &str = "session token";
const COOKIE: &str = "session cookie";
/// Says who may call an operation: `public`, `user`, `admin` or `operator`.
const ACCESS: &str = "x-access";

pub(super) fn routes() -> Vec<Route> {
    vec![Route::public(routes!(document))]
}

/// This interface as an OpenAPI document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "about", responses(
    (status = 200, description = "The document.", content_type = "application/json"),
))]
async fn document() -> Json<OpenApi> {
    Json(describe(super::routes()))
}

/// The document of `routes`.
#[must_use]
pub fn describe(routes: Vec<Route>) -> OpenApi {
    let mut components = ComponentsBuilder::new()
        .security_scheme(
            BEARER,
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .bearer_format("JWT")
                    .description(Some("A session token of Clerk's, good for a minute."))
                    .build(),
            ),
        )
        .security_scheme(
            COOKIE,
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                "__session",
                "What the browser has. A change must come from our own pages.",
            ))),
        )
        .schema(Envelope::name(), Envelope::schema());
    let mut inner = Vec::new();
    Envelope::schemas(&mut inner);
    components = components.schemas_from_iter(inner);

    let mut paths = PathsBuilder::new();
    for route in routes {
        components = components.schemas_from_iter(route.schemas);
        let method = described_method(&route.method);
        let mut operation = complete(route.operation, &method, &route.path, route.access);
        if route.pace.is_some() {
            add_refusal(&mut operation, "429", "Too often within a minute.");
        }
        paths = paths.path(route.path, PathItem::new(method, operation));
    }
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Deal Brain")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(env!("CARGO_PKG_DESCRIPTION")))
                .license(Some(
                    LicenseBuilder::new()
                        .name(env!("CARGO_PKG_LICENSE"))
                        .build(),
                ))
                .build(),
        )
        .components(Some(components.build()))
        .paths(paths.build())
        .build()
}

/// Adds what holds for every operation of its kind.
fn complete(
    mut operation: Operation,
    method: &HttpMethod,
    path: &str,
    access: Access,
) -> Operation {
    let (word, refusals): (&str, &[(&str, &str)]) = match access {
        Access::Public => ("public", &[]),
        Access::Person => (
            "user",
            &[
                ("401", "No credential, or not a valid one."),
                (
                    "403",
                    "The account is deactivated, the request came from another site, or this is closed to who acts as the person.",
                ),
            ],
        ),
        Access::Admin => (
            "admin",
            &[
                ("401", "No credential, or not a valid one."),
                (
                    "403",
                    "Not an administrator, deactivated, or from another site.",
                ),
            ],
        ),
        Access::Operator => (
            "operator",
            &[
                ("401", "No credential, or not a valid one."),
                (
                    "403",
                    "Neither an administrator nor the collector's token, deactivated, or from another site.",
                ),
            ],
        ),
    };
    let input: &[(&str, &str)] = if operation.request_body.is_some() {
        &[
            ("413", "The body is larger than this route takes."),
            ("422", "The input is wrong; `fields` says where."),
        ]
    } else if operation.parameters.iter().flatten().any(is_query) {
        &[("422", "The input is wrong; `fields` says where.")]
    } else {
        &[]
    };
    let missing: &[(&str, &str)] = if path.contains('{') {
        &[("404", "Nothing there that the caller may see.")]
    } else {
        &[]
    };
    let down = [(
        "503",
        "Something that we depend on is down; worth trying again.",
    )];
    // Clerk's messages are refused as their sender understands it.
    let has_its_own = operation.responses.responses.contains_key("400");
    for (status, meaning) in refusals.iter().chain(input).chain(missing).chain(&down) {
        if *status != "422" || !has_its_own {
            add_refusal(&mut operation, status, meaning);
        }
    }
    operation.operation_id = Some(operation_id(method, path));
    operation.security = Some(match access {
        Access::Public => Vec::new(),
        Access::Person | Access::Admin | Access::Operator => [BEARER, COOKIE]
            .map(|scheme| SecurityRequirement::new(scheme, Vec::<String>::new()))
            .to_vec(),
    });
    operation.extensions = Some(ExtensionsBuilder::new().add(ACCESS, word).build());
    operation
}

/// Unless the handler says itself what that status means.
fn add_refusal(operation: &mut Operation, status: &str, meaning: &str) {
    operation
        .responses
        .responses
        .entry(status.to_owned())
        .or_insert_with(|| refusal(meaning));
}

fn is_query(parameter: &utoipa::openapi::path::Parameter) -> bool {
    parameter.parameter_in == utoipa::openapi::path::ParameterIn::Query
}

fn refusal(meaning: &str) -> RefOr<utoipa::openapi::Response> {
    let schema = Ref::from_schema_name(Envelope::name());
    RefOr::T(
        ResponseBuilder::new()
            .description(meaning)
            .content("application/json", Content::new(Some(schema)))
            .build(),
    )
}

/// Unique and stable: handlers in different modules share short names. `get_api_v1_listings_id`.
fn operation_id(method: &HttpMethod, path: &str) -> String {
    let verb = match method {
        HttpMethod::Post => "post",
        HttpMethod::Put => "put",
        HttpMethod::Patch => "patch",
        HttpMethod::Delete => "delete",
        _ => "get",
    };
    path.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .fold(verb.to_owned(), |id, part| format!("{id}_{part}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    /// Two shapes of one name would be described by either.
    #[test]
    fn no_two_shapes_share_a_name() {
        let mut shapes = HashMap::new();
        for (name, shape) in super::super::routes().into_iter().flat_map(|it| it.schemas) {
            let shape = serde_json::to_value(shape).unwrap();
            let first = shapes.entry(name.clone()).or_insert_with(|| shape.clone());
            assert_eq!(*first, shape, "{name}");
        }
    }
}
