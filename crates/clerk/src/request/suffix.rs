//! Which set of cookies a request is about: those with this instance's suffix, or the plain ones.

use crate::config::Config;
use crate::cookies::{CLIENT_UAT, Cookies, SESSION};
use crate::jwt::Glance;

/// The decision of @clerk/backend (`usesSuffixedCookies`), made once per request and for the session,
/// the client's time and the dev browser together. Nothing here is verified yet.
pub(crate) fn uses_suffixed_cookies(config: &Config, jar: &Cookies<'_>, now_ms: i64) -> bool {
    let suffix = config.publishable_key.cookie_suffix();
    let plain_session = jar.get(SESSION);
    let suffixed_session = jar.get(&format!("{SESSION}_{suffix}"));
    let suffixed_uat = jar.get(&format!("{CLIENT_UAT}_{suffix}"));

    let plain = plain_session.as_deref().and_then(Glance::at);
    if plain_session.is_some() {
        let issuer = plain.as_ref().map_or(Issuer::None, Issuer::of);
        match issuer {
            Issuer::None => return false,
            Issuer::Other => return true,
            Issuer::Host(host) if host != config.issuer_host() => return true,
            Issuer::Host(_) => {}
        }
    }
    if suffixed_uat.is_none() && suffixed_session.is_none() {
        return false;
    }

    let plain_uat = jar.get(CLIENT_UAT);
    let suffixed_in = suffixed_uat.as_deref() != Some("0");
    let plain_in = plain_uat.as_deref() != Some("0");
    let suffixed = suffixed_session.as_deref().and_then(Glance::at);
    let issued_at = |token: &Option<Glance>| {
        let iat = token.as_ref().and_then(Glance::issued_at);
        iat.unwrap_or(0.0)
    };

    let plain_is_newer = issued_at(&plain) > issued_at(&suffixed);
    if suffixed_in && plain_in && plain_is_newer {
        return false;
    }
    if !suffixed_in && plain_in {
        return false;
    }
    if config.is_development() && suffixed_in && !plain_in && has_expired(suffixed.as_ref(), now_ms)
    {
        return false;
    }
    suffixed_session.is_none() || suffixed_uat.is_some()
}

enum Issuer {
    /// Absent, or empty.
    None,
    Host(String),
    /// Something that is not text.
    Other,
}

impl Issuer {
    fn of(token: &Glance) -> Self {
        use serde_json::Value;
        match &token.iss {
            None | Some(Value::Null | Value::Bool(false)) => Self::None,
            Some(Value::Number(number)) if number.as_f64() == Some(0.0) => Self::None,
            Some(Value::String(iss)) if iss.is_empty() => Self::None,
            Some(Value::String(iss)) => Self::Host(without_scheme(iss)),
            Some(_) => Self::Other,
        }
    }
}

fn without_scheme(issuer: &str) -> String {
    let scheme = |prefix: &str| {
        issuer
            .get(..prefix.len())
            .filter(|start| start.eq_ignore_ascii_case(prefix))
            .and_then(|_| issuer.get(prefix.len()..))
    };
    scheme("https://")
        .or_else(|| scheme("http://"))
        .unwrap_or(issuer)
        .to_owned()
}

/// Without allowance for skew, in whole seconds.
fn has_expired(token: Option<&Glance>, now_ms: i64) -> bool {
    token
        .and_then(Glance::expires_at)
        .is_some_and(|exp| exp <= i64_as_f64(now_ms / 1000))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of this age fit a double's 53 bits"
)]
fn i64_as_f64(seconds: i64) -> f64 {
    seconds as f64
}
