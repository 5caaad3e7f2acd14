use axum::{
    extract::{FromRef, FromRequestParts},
    http::{header, request::Parts},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{AdminUser, FirstAdmin, Newcomers};
use crate::{
    config::MetricsToken,
    db::{Db, EndedSessions},
    error::Error,
};

/// Whoever runs the application: a collector of metrics that presents the configured token, or an
/// administrator.
#[derive(Clone, Copy, Debug)]
pub struct Operator(());

impl<S> FromRequestParts<S> for Operator
where
    Db: FromRef<S>,
    EndedSessions: FromRef<S>,
    Newcomers: FromRef<S>,
    FirstAdmin: FromRef<S>,
    MetricsToken: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    /// # Errors
    /// As [`AdminUser`]'s, for whoever does not present the token.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let presented = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let token = MetricsToken::from_ref(state);
        if presented.is_some_and(|presented| is(token.get(), presented)) {
            return Ok(Self(()));
        }
        AdminUser::from_request_parts(parts, state).await?;
        Ok(Self(()))
    }
}

/// Compares without telling, by how long it takes, how much of a guess is right.
fn is(token: Option<&str>, presented: &str) -> bool {
    let Some(token) = token else { return false };
    let mac = |text: &str| {
        Hmac::<Sha256>::new_from_slice(b"compared, not kept").map(|mac| mac.chain_update(text))
    };
    match (mac(token), mac(presented)) {
        (Ok(token), Ok(presented)) => token.verify(&presented.finalize().into_bytes()).is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_is_the_token() {
        assert!(is(Some("secret"), "secret"));
        assert!(!is(Some("secret"), "secreT") && !is(Some("secret"), "") && !is(None, ""));
    }
}
