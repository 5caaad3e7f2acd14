//! Publishable and secret keys, and what follows from them: the instance's type, its hosts and the
//! suffix of its cookies.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};
use secrecy::{ExposeSecret as _, SecretString};
use sha1::{Digest as _, Sha1};

/// Standard base64 as browsers' `atob` reads it, once padding and blanks are gone.
pub(crate) const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    NO_PAD.with_decode_allow_trailing_bits(true),
);

/// Whether an instance is for development or for production; Clerk reads it from the publishable key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstanceType {
    /// `pk_test_…`: sessions are carried through URLs as well as cookies.
    Development,
    /// `pk_live_…`.
    Production,
}

/// Why a publishable key was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the publishable key is not of the form pk_test_… or pk_live_… (see the API keys page of Clerk's dashboard)"
)]
pub struct InvalidPublishableKey;

/// A parsed publishable key.
///
/// ```
/// let key: clerk::PublishableKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k".parse()?;
/// assert_eq!(key.frontend_api(), "clerk.example.com");
/// assert_eq!(key.cookie_suffix(), "naoXFJnI");
/// # Ok::<(), clerk::InvalidPublishableKey>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PublishableKey {
    text: String,
    frontend_api: String,
    instance_type: InstanceType,
    cookie_suffix: String,
}

impl std::str::FromStr for PublishableKey {
    type Err = InvalidPublishableKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (instance_type, encoded) = if let Some(rest) = text.strip_prefix("pk_live_") {
            (InstanceType::Production, rest)
        } else if let Some(rest) = text.strip_prefix("pk_test_") {
            (InstanceType::Development, rest)
        } else {
            return Err(InvalidPublishableKey);
        };
        Ok(Self {
            text: text.to_owned(),
            frontend_api: decode_frontend_api(encoded).ok_or(InvalidPublishableKey)?,
            instance_type,
            cookie_suffix: cookie_suffix(text),
        })
    }
}

/// The host in the third piece of the key: base64 of `<host>$`.
fn decode_frontend_api(encoded: &str) -> Option<String> {
    if encoded.is_empty() || encoded.contains('_') {
        return None;
    }
    let compact: String = encoded
        .chars()
        .filter(|c| !is_atob_whitespace(*c))
        .collect();
    let decoded = String::from_utf8(FORGIVING.decode(unpadded(&compact)).ok()?).ok()?;
    let host = decoded.strip_suffix('$')?;
    (host.contains('.') && !host.contains('$')).then(|| host.to_owned())
}

/// Padding may be absent, but if there is any it must be all of it.
fn unpadded(encoded: &str) -> &str {
    match encoded.strip_suffix('=') {
        Some(rest) if encoded.len().is_multiple_of(4) => rest.strip_suffix('=').unwrap_or(rest),
        _ => encoded,
    }
}

fn is_atob_whitespace(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// The first eight characters of the URL-safe base64 of the SHA-1 of the key as configured.
fn cookie_suffix(publishable_key: &str) -> String {
    STANDARD
        .encode(Sha1::digest(publishable_key.as_bytes()))
        .replace('+', "-")
        .replace('/', "_")
        .chars()
        .take(8)
        .collect()
}

impl PublishableKey {
    /// Makes the key of an instance from the host of its Frontend API, as Clerk's dashboard does.
    ///
    /// # Errors
    /// When the host has no dot, or contains `$`.
    pub fn for_frontend_api(
        instance_type: InstanceType,
        host: &str,
    ) -> Result<Self, InvalidPublishableKey> {
        let prefix = match instance_type {
            InstanceType::Development => "pk_test_",
            InstanceType::Production => "pk_live_",
        };
        let encoded = STANDARD.encode(format!("{host}$"));
        format!("{prefix}{}", encoded.trim_end_matches('=')).parse()
    }

    /// The key as it was configured.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host of the instance's Frontend API, such as `clerk.example.com`.
    pub fn frontend_api(&self) -> &str {
        &self.frontend_api
    }

    /// Development or production.
    pub fn instance_type(&self) -> InstanceType {
        self.instance_type
    }

    /// Whether this is the key of a development instance.
    pub fn is_development(&self) -> bool {
        self.instance_type == InstanceType::Development
    }

    /// What follows the underscore in the names of this instance's cookies; not a secret.
    pub fn cookie_suffix(&self) -> &str {
        &self.cookie_suffix
    }

    /// Where Clerk hosts this instance's sign-in pages, such as `https://accounts.example.com`.
    pub fn account_portal(&self) -> String {
        account_portal(&self.frontend_api)
    }
}

impl fmt::Display for PublishableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for PublishableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublishableKey").field(&self.text).finish()
    }
}

/// The base URL of the account portal that belongs to a Frontend API host.
pub(crate) fn account_portal(frontend_api: &str) -> String {
    let staged = frontend_api.replacen("clerk.accountsstage.", "accountsstage.", 1);
    let Some((before, after)) = staged.split_once("clerk.") else {
        return format!("https://{staged}");
    };
    let after = after.strip_prefix("accounts.").unwrap_or(after);
    format!("https://{before}accounts.{after}")
}

/// A secret key. Never printed.
#[derive(Clone)]
pub struct SecretKey(SecretString);

impl SecretKey {
    /// Takes any non-empty text, as Clerk's SDKs do: a wrong key shows when it is used.
    pub(crate) fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.into()))
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether the key's prefix says that it belongs to a development instance.
    pub fn is_development(&self) -> bool {
        self.expose().starts_with("sk_test_") || self.expose().starts_with("test_")
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_valid_with_and_without_padding() {
        for text in ["pk_test_Zm9vLmNvbSQ=", "pk_test_Zm9vLmNvbSQ"] {
            let key: PublishableKey = text.parse().unwrap();
            assert_eq!(key.frontend_api(), "foo.com");
            assert!(key.is_development());
        }
    }

    #[test]
    fn a_key_without_a_proper_host_is_refused() {
        for text in [
            "pk_test_Zm9vLmNvbQ==",
            "pk_test_Zm9vLmNvbSQ==",
            "pk_test_Zm9vLmNvJA=",
            "pk_test_Zm9vJA==",
            "pk_test_Zm9vJC5jb20k",
            "pk_prod_Zm9vLmNvbSQ",
            "pk_test_",
            "pk_test_a_b",
            "test_Zm9vLmNvbSQ",
            "",
        ] {
            assert_eq!(
                text.parse::<PublishableKey>(),
                Err(InvalidPublishableKey),
                "{text}"
            );
        }
    }

    #[test]
    fn the_suffix_is_taken_from_the_text_and_not_from_the_host() {
        for (text, suffix) in [
            (
                "pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk",
                "MWTw9P_R",
            ),
            ("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "naoXFJnI"),
            (
                "pk_test_c2FtcGxlLWFwcC01LmNsZXJrLmFjY291bnRzLmRldiQ",
                "VjS40qy_",
            ),
            (
                "pk_test_c2FtcGxlLWFwcC01LmNsZXJrLmFjY291bnRzLmRldiQ=",
                "IaPp_-42",
            ),
        ] {
            assert_eq!(
                text.parse::<PublishableKey>().unwrap().cookie_suffix(),
                suffix
            );
        }
    }

    #[test]
    fn a_key_made_from_a_host_reads_back() {
        let key = PublishableKey::for_frontend_api(InstanceType::Production, "clerk.example.com")
            .unwrap();
        assert_eq!(key.as_str(), "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k");
    }

    #[test]
    fn the_account_portal_follows_from_the_host() {
        for (host, portal) in [
            (
                "happy-hippo-1.clerk.accounts.dev",
                "https://happy-hippo-1.accounts.dev",
            ),
            ("clerk.example.com", "https://accounts.example.com"),
            (
                "clerk.inspired.puma-74.lcl.dev",
                "https://accounts.inspired.puma-74.lcl.dev",
            ),
            (
                "foo.clerk.accountsstage.dev",
                "https://foo.accountsstage.dev",
            ),
        ] {
            assert_eq!(account_portal(host), portal);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _ = text.parse::<PublishableKey>();
            let _ = format!("pk_test_{text}").parse::<PublishableKey>();
            let _ = account_portal(&text);
        }
    }
}
