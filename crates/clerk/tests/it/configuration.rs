//! What is refused before anything is served.

use std::time::Duration;

use clerk::{
    AcceptsToken, Clerk, ClerkBuilder, ConfigError, OrganizationSync, TokenReason, TokenType,
    VerifyError,
};

use crate::instance::{START, networkless, publishable_key};
use crate::support::{SigningKey, session_claims};

fn error(builder: ClerkBuilder) -> ConfigError {
    builder.build().unwrap_err()
}

#[test]
fn both_keys_are_required() {
    assert_eq!(error(Clerk::builder()), ConfigError::MissingPublishableKey);
    let without_secret = Clerk::builder().publishable_key(publishable_key());
    assert_eq!(error(without_secret), ConfigError::MissingSecretKey);
    let malformed = Clerk::builder()
        .publishable_key("pk_test_x")
        .secret_key("sk");
    assert!(matches!(error(malformed), ConfigError::PublishableKey(_)));
}

#[test]
fn where_only_machines_call_their_key_is_enough() {
    let accepting = |kind| {
        Clerk::builder()
            .publishable_key(publishable_key())
            .accepts_token(AcceptsToken::Only(kind))
    };
    let machines = || accepting(TokenType::M2mToken);
    assert!(machines().machine_secret_key("ak_x").build().is_ok());
    for lacking in [
        machines(),
        machines().machine_secret_key(""),
        accepting(TokenType::ApiKey).machine_secret_key("ak_x"),
        machines()
            .machine_secret_key("ak_x")
            .frontend_api_proxy("/__clerk"),
    ] {
        assert_eq!(error(lacking), ConfigError::MissingSecretKey);
    }
}

#[test]
fn a_skew_of_more_than_a_minute_is_refused() {
    let minute = Duration::from_secs(60);
    assert!(networkless().clock_skew(minute).build().is_ok());
    let more = networkless().clock_skew(minute + Duration::from_millis(1));
    assert_eq!(error(more), ConfigError::ClockSkewTooLarge);
}

#[test]
fn a_satellite_needs_to_know_where_it_belongs() {
    let satellite = || networkless().satellite(true);
    assert_eq!(error(satellite()), ConfigError::SatelliteNeedsDomainOrProxy);
    assert!(satellite().domain("satellite.example").build().is_ok());
    let development = satellite()
        .domain("satellite.example")
        .secret_key("sk_test_x");
    assert_eq!(error(development), ConfigError::SatelliteNeedsSignInUrl);
}

#[test]
fn addresses_patterns_and_secrets_are_checked() {
    assert!(matches!(
        error(networkless().api_url("ftp://x")),
        ConfigError::InvalidUrl(_)
    ));
    let with_password = networkless()
        .frontend_api_proxy("/__clerk")
        .frontend_api_url("https://a:b@clerk.example.com");
    assert!(matches!(error(with_password), ConfigError::InvalidUrl(_)));
    assert_eq!(
        error(networkless().frontend_api_proxy("/")),
        ConfigError::InvalidProxyPath
    );
    assert_eq!(
        error(networkless().jwt_key("no pem")),
        ConfigError::InvalidJwtKey
    );
    let secret = networkless().webhook_signing_secrets(["whsec_not base64"]);
    assert_eq!(error(secret), ConfigError::InvalidWebhookSecret);
    let patterns = networkless().organization_sync(OrganizationSync {
        organization_patterns: vec!["/(".to_owned()],
        ..OrganizationSync::default()
    });
    assert!(matches!(
        error(patterns),
        ConfigError::InvalidPattern { .. }
    ));
}

#[test]
fn no_secret_is_printed() {
    let builder = networkless()
        .secret_key("sk_live_hush")
        .webhook_signing_secrets(["whsec_aHVzaA=="]);
    assert!(!format!("{builder:?}").contains("hush"));
    assert!(!format!("{builder:?}").contains("aHVzaA"));
    let clerk = builder.build().unwrap();
    assert!(!format!("{clerk:?}").contains("hush"));
    assert!(!format!("{:?}", clerk.api()).contains("hush"));
}

#[tokio::test]
async fn a_configured_issuer_is_pinned() {
    let token = SigningKey::instance().token(&session_claims(START));
    let own = networkless()
        .issuer(["https://clerk.example.com"])
        .build()
        .unwrap();
    own.verify_token(&token).await.unwrap();
    let other = networkless()
        .issuer(["https://clerk.other.example"])
        .build()
        .unwrap();
    let error = other.verify_token(&token).await.unwrap_err();
    assert!(
        matches!(error, VerifyError::Token(error) if error.reason == TokenReason::InvalidIssuer)
    );
}

#[tokio::test]
async fn the_pem_may_come_without_header_and_line_breaks() {
    let token = SigningKey::instance().token(&session_claims(START));
    let pem = SigningKey::instance().public_pem();
    let bare: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let escaped = pem.replace('\n', "\\n");
    for pem in [pem, bare, escaped] {
        let clerk = networkless().jwt_key(pem).build().unwrap();
        clerk.verify_token(&token).await.unwrap();
    }
}
