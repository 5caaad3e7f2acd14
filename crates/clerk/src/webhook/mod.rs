//! Webhooks: is it Clerk who sends this, and what has happened?

mod event;

use std::fmt;

use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use svix::webhooks::Webhook;

pub use event::{DeletedObject, EventAttributes, EventType, HttpRequestAttributes, WebhookEvent};

use crate::clock::Clock;
use crate::config::ConfigError;
use crate::keys::FORGIVING;

const ID: HeaderName = HeaderName::from_static("svix-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("svix-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("svix-signature");

/// How far a webhook's time may be from now, in seconds.
const TOLERANCE_SECONDS: i64 = 5 * 60;

/// Why a webhook was refused; answer it with 400. Where Clerk's SDKs have words for it, they are
/// these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// No signing secret is configured.
    #[error("Missing webhook signing secret (CLERK_WEBHOOK_SIGNING_SECRET)")]
    MissingSecret,
    /// Headers that every webhook of Clerk's carries are missing or empty.
    #[error("Missing required webhook headers: {}", .0.join(", "))]
    MissingHeaders(Vec<&'static str>),
    /// The timestamp is no number.
    #[error("Invalid Signature Headers: the webhook's timestamp is not a number")]
    InvalidTimestamp,
    /// It was sent more than five minutes ago.
    #[error("Message timestamp too old")]
    TooOld,
    /// It comes from more than five minutes ahead.
    #[error("Message timestamp too new")]
    TooNew,
    /// No signature is one of the configured secrets'.
    #[error("No matching signature found")]
    NoMatchingSignature,
    /// It is signed, but not an event.
    #[error("the webhook's body is not an event: {0}")]
    InvalidBody(String),
}

/// Verifies webhooks with one or more secrets; several are configured while one is being replaced.
pub struct WebhookVerifier {
    secrets: Vec<Webhook>,
    clock: Clock,
}

impl WebhookVerifier {
    pub(crate) fn new(secrets: &[SecretString], clock: Clock) -> Result<Self, ConfigError> {
        let secrets = secrets
            .iter()
            .map(|secret| read_secret(secret.expose_secret().trim()))
            .collect::<Option<_>>()
            .ok_or(ConfigError::InvalidWebhookSecret)?;
        Ok(Self { secrets, clock })
    }

    /// Verifies a webhook and reads its event. `body` must be the bytes as they came.
    ///
    /// A webhook that was verified may still be a repetition: remember [`WebhookEvent::id`].
    ///
    /// # Errors
    /// When it is not signed with a configured secret, not sent about now, or no event.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<WebhookEvent, WebhookError> {
        if self.secrets.is_empty() {
            return Err(WebhookError::MissingSecret);
        }
        let signed = Signed::from_headers(headers)?;
        self.check_time(signed.timestamp)?;
        let signed_headers = signed.headers()?;
        let matches = |secret: &Webhook| {
            secret
                .verify_ignoring_timestamp(body, &signed_headers)
                .is_ok()
        };
        if !self.secrets.iter().any(matches) {
            return Err(WebhookError::NoMatchingSignature);
        }
        WebhookEvent::read(signed.id, body)
            .map_err(|error| WebhookError::InvalidBody(error.to_string()))
    }

    fn check_time(&self, timestamp: i64) -> Result<(), WebhookError> {
        let now = self.clock.now_ms() / 1000;
        if now.saturating_sub(timestamp) > TOLERANCE_SECONDS {
            return Err(WebhookError::TooOld);
        }
        if timestamp.saturating_sub(now) > TOLERANCE_SECONDS {
            return Err(WebhookError::TooNew);
        }
        Ok(())
    }
}

/// Reads a secret as Clerk's SDKs do: its prefix and its padding may be absent.
fn read_secret(secret: &str) -> Option<Webhook> {
    let encoded = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = FORGIVING.decode(encoded.trim_end_matches('=')).ok()?;
    Webhook::from_bytes(key).ok()
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("secrets", &self.secrets.len())
            .finish()
    }
}

/// What the headers say.
struct Signed<'a> {
    id: &'a str,
    timestamp: i64,
    signatures: &'a str,
}

impl<'a> Signed<'a> {
    fn from_headers(headers: &'a HeaderMap) -> Result<Self, WebhookError> {
        let text = |name: &HeaderName| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let (id, timestamp, signatures) = (text(&ID), text(&TIMESTAMP), text(&SIGNATURE));
        let (Some(id), Some(timestamp), Some(signatures)) = (id, timestamp, signatures) else {
            let missing = [
                ("svix-id", id),
                ("svix-timestamp", timestamp),
                ("svix-signature", signatures),
            ];
            return Err(WebhookError::MissingHeaders(
                missing
                    .into_iter()
                    .filter(|(_, value)| value.is_none())
                    .map(|(name, _)| name)
                    .collect(),
            ));
        };
        Ok(Self {
            id,
            timestamp: leading_integer(timestamp).ok_or(WebhookError::InvalidTimestamp)?,
            signatures,
        })
    }

    /// Only the names that Clerk sends: the verifier would take others too.
    fn headers(&self) -> Result<HeaderMap, WebhookError> {
        let value =
            |text: &str| HeaderValue::from_str(text).map_err(|_| WebhookError::NoMatchingSignature);
        Ok(HeaderMap::from_iter([
            (ID, value(self.id)?),
            (TIMESTAMP, value(&self.timestamp.to_string())?),
            (SIGNATURE, value(self.signatures)?),
        ]))
    }
}

/// The integer at the start of a text; one that is out of range is as far away as can be.
fn leading_integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = text.len() - digits.len();
    let end = digits
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(digits.len());
    if end == 0 {
        return None;
    }
    let largest = if text.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(text.get(..sign + end)?.parse().unwrap_or(largest))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
