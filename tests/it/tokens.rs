//! What is not a valid token is 401 in JSON, whatever it is; never 500, never a panic.

use clerk::MissingAuthorizedParty;
use jsonwebtoken::Algorithm;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{App, INSTANCE_KEY, sign};

const FOREIGN_KEY: &[u8] = include_bytes!("data/foreign_key.pem");

#[sqlx::test]
async fn a_valid_token_is_let_in(pool: PgPool) {
    let app = App::new(pool);
    app.newcomer().get("/api/v1/users/me").await.expect(200);
}

#[sqlx::test]
async fn a_token_that_is_not_valid_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let claims = json!({"sub": "user_1", "sid": "sess_1", "azp": "https://deals.example.com",
                        "iat": 1_700_000_000, "exp": 4_000_000_000_u64});
    let unsigned = format!("{}.{}.", encode(&json!({"alg": "none"})), encode(&claims));
    let null = format!(
        "{}.{}.AAAA",
        encode(&json!({"alg": "RS256"})),
        encode(&json!(null))
    );
    for token in [
        String::new(),
        "garbage".into(),
        "a.b.c".into(),
        "é".into(),
        unsigned,
        null,
        sign(FOREIGN_KEY, Algorithm::RS256, &claims),
        sign(INSTANCE_KEY, Algorithm::PS256, &claims),
    ] {
        let answer = app
            .anybody()
            .with_token(token.clone())
            .get("/api/v1/users/me")
            .await
            .expect(401);
        assert_eq!(answer.error_code(), "unauthenticated", "{token}");
        assert!(token.is_empty() || !answer.text.contains(&token));
    }
}

#[sqlx::test]
async fn claims_that_do_not_hold_are_refused(pool: PgPool) {
    let app = App::new(pool);
    for wrong in [
        json!({"exp": 1_700_000_000}),
        json!({"nbf": 4_000_000_000_u64}),
        json!({"iat": 4_000_000_000_u64}),
        json!({"azp": "https://evil.example"}),
        json!({"azp": null}),
        json!({"sub": null}),
        json!({"sts": "pending"}),
    ] {
        let answer = app
            .newcomer()
            .claiming(&wrong)
            .get("/api/v1/users/me")
            .await;
        assert_eq!(answer.status, 401, "{wrong}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
}

fn encode(json: &serde_json::Value) -> String {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
}

/// Browsers send no origin with the click that opens a page, so Clerk may name none in the token.
#[sqlx::test]
async fn where_it_may_a_cookies_token_names_no_origin_and_a_headers_does(pool: PgPool) {
    let app = App::with(pool, |clerk| {
        clerk.missing_authorized_party(MissingAuthorizedParty::AcceptFromCookieOfSameOrigin)
    });
    let ada = app.newcomer().claiming(&json!({"azp": null}));
    ada.visit("/dashboard").await.expect(200);
    ada.get("/api/v1/users/me").await.expect(401);
    let stranger = app
        .newcomer()
        .claiming(&json!({"azp": "https://evil.example"}));
    assert_ne!(stranger.visit("/dashboard").await.status, 200);
}
