//! Refreshing an expired session token on the server, without sending the browser anywhere.

use std::collections::BTreeMap;

use http::header::COOKIE;
use serde_json::json;

use super::{Request, refresh_obstacle};
use crate::api::{ApiError, is_plain_id};
use crate::auth::TokenCarrier;
use crate::authenticate::RequestState;
use crate::cookies;
use crate::jwt::Decoded;
use crate::reason::RefreshMarker;

impl Request<'_> {
    /// Exchanges the token that has expired and the refresh cookie for new cookies.
    pub(super) async fn refresh(&self, expired: &str) -> Result<RequestState, RefreshMarker> {
        if let Some(obstacle) = refresh_obstacle(&self.context) {
            return Err(obstacle);
        }
        let directives = self.refreshed_cookies(expired).await?;
        let token = cookies::session_token(&directives);
        let claims = self
            .clerk
            .verify(token, self.verify_options(TokenCarrier::Cookie))
            .await
            .map_err(|_| RefreshMarker::InvalidSessionToken)?;
        let mut state = self.signed_in(claims, token, TokenCarrier::Cookie);
        for directive in &directives {
            state.set_cookie(directive);
        }
        Ok(state)
    }

    async fn refreshed_cookies(&self, expired: &str) -> Result<Vec<String>, RefreshMarker> {
        let decoded = Decoded::new(expired).map_err(|_| RefreshMarker::ExpiredTokenDecodeFailed)?;
        let session_id = decoded
            .claim_str("sid")
            .filter(|sid| !sid.is_empty())
            .ok_or(RefreshMarker::ExpiredTokenMissingSid)?;
        if !is_plain_id(session_id) {
            return Err(RefreshMarker::UnexpectedBapiError);
        }
        let body = json!({
            "format": "cookie",
            "expired_token": expired,
            "refresh_token": self.context.refresh_token.as_deref(),
            "request_origin": self.context.origin(),
            "request_headers": self.request_headers(),
        });
        let directives = self
            .clerk
            .refresh_session(session_id, self.context.suffixed, &body)
            .await
            .map_err(marker)?;
        if directives.is_empty() {
            return Err(RefreshMarker::UnexpectedSdkError);
        }
        Ok(directives)
    }

    /// Every header of the request, each as a list of one text: several of one name are joined.
    fn request_headers(&self) -> BTreeMap<&str, [String; 1]> {
        let mut headers = BTreeMap::<&str, [String; 1]>::new();
        for (name, value) in self.context.headers {
            let text = String::from_utf8_lossy(value.as_bytes());
            let separator = if name == COOKIE { "; " } else { ", " };
            headers
                .entry(name.as_str())
                .and_modify(|[joined]| {
                    joined.push_str(separator);
                    joined.push_str(&text);
                })
                .or_insert_with(|| [text.into_owned()]);
        }
        headers
    }
}

fn marker(error: ApiError) -> RefreshMarker {
    match error {
        ApiError::Response(response) => match response.errors.into_iter().next() {
            // Clerk's SDKs give this code to errors of the transport, too.
            Some(first) if first.code == "unexpected_error" => RefreshMarker::FetchError,
            Some(first) if first.code.is_empty() => RefreshMarker::UnexpectedSdkError,
            Some(first) => RefreshMarker::Api(first.code),
            None => RefreshMarker::UnexpectedBapiError,
        },
        ApiError::InvalidId | ApiError::Answer(_) => RefreshMarker::UnexpectedSdkError,
        _ => RefreshMarker::FetchError,
    }
}
