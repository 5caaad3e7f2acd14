//! What must not be asked for in another's name. Support may act as a person to see what they see;
//! their account and their data as a whole stay in their own hands. So does what others see of them,
//! which the use cases look after (`service::by_oneself`): whether others see it is in the database.
//! The admin area is closed as well: nobody is an administrator in another's name (see [`AdminUser`]).
//!
//! [`AdminUser`]: crate::auth::AdminUser

use std::sync::Arc;

use axum::{extract::Request, http::Method, middleware::Next, response::Response};
use clerk::Auth;

use crate::error::{Error, Refusal};

/// Routes, by method and path; `{}` stands for one part of it.
pub const FORBIDDEN_ROUTES: [(Method, &str); 7] = [
    (Method::GET, "/api/v1/users/me/export"),
    (Method::GET, "/api/v1/listings/export.csv"),
    (Method::GET, "/api/v1/collections/{}/export"),
    (Method::PATCH, "/api/v1/users/me"),
    (Method::DELETE, "/api/v1/users/me"),
    (Method::DELETE, "/api/v1/users/me/sessions/{}"),
    (Method::POST, "/api/v1/users/me/sign-out-everywhere"),
];

/// Server functions, by name. What stands behind the name in their address differs from build to
/// build.
pub const FORBIDDEN_FNS: [&str; 4] = [
    "save_preferences",
    "end_session",
    "sign_out_everywhere",
    "delete_account",
];

/// Refuses these to a session in which somebody acts as another.
pub async fn keep_out(request: Request, next: Next) -> Result<Response, Error> {
    let auth = request.extensions().get::<Arc<Auth>>();
    let is_impersonated = auth
        .and_then(|auth| auth.signed_in())
        .is_some_and(|session| session.actor.is_some());
    if is_impersonated && is_forbidden(request.method(), request.uri().path()) {
        return Err(Error::Forbidden(Refusal::Impersonation));
    }
    Ok(next.run(request).await)
}

fn is_forbidden(method: &Method, path: &str) -> bool {
    if let Some(name) = path.strip_prefix("/fn/") {
        return FORBIDDEN_FNS.iter().any(|forbidden| is_fn(name, forbidden));
    }
    // Axum answers HEAD by what answers GET.
    let method = if method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    FORBIDDEN_ROUTES
        .iter()
        .any(|(verb, route)| verb == method && is_route(path, route))
}

/// Whether that is the function, with the digits that Leptos puts behind its name.
pub(super) fn is_fn(name: &str, function: &str) -> bool {
    name.strip_prefix(function)
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_route(path: &str, route: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/');
    let fits = route.split('/').all(|wanted| {
        parts
            .next()
            .is_some_and(|part| wanted == "{}" || wanted == part)
    });
    fits && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_known_by_its_address() {
        for (method, path) in [
            (Method::DELETE, "/api/v1/users/me/sessions/8"),
            (Method::GET, "/api/v1/users/me/export"),
            (Method::HEAD, "/api/v1/users/me/export"),
            (Method::POST, "/fn/save_preferences123456789"),
        ] {
            assert!(is_forbidden(&method, path), "{path}");
        }
        for (method, path) in [
            (Method::GET, "/api/v1/users/me/sessions/8"),
            (Method::DELETE, "/api/v1/users/me/sessions/8/9"),
            (Method::POST, "/api/v1/listings"),
            (Method::GET, "/api/v1/users/me"),
            (Method::POST, "/fn/save_preferences_of1"),
            (Method::POST, "/fn/list_listings1"),
        ] {
            assert!(!is_forbidden(&method, path), "{path}");
        }
    }
}
