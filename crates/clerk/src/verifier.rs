//! From a token's text to verified claims: the cache first, then keys and checks.

use std::sync::Arc;

use crate::cache::TokenCache;
use crate::claims::Claims;
use crate::clerk::{Inner, KeySource};
use crate::jwt::{Decoded, TokenError, Verified, VerifyError, VerifyingKey};

/// A token that was read, but not yet judged for this request.
pub(crate) enum Presented<'a> {
    /// It was verified before; only time and authorized party remain.
    Known(Verified),
    /// Nothing in it can be trusted yet.
    New(Decoded<'a>, [u8; 32]),
}

impl Presented<'_> {
    /// Whether it claims to be the token of a session.
    pub(crate) fn is_session(&self) -> bool {
        match self {
            Self::Known(verified) => verified.is_session,
            Self::New(decoded, _) => decoded.is_session(),
        }
    }

    /// When it claims to have been issued, in Unix seconds.
    pub(crate) fn issued_at(&self) -> Option<f64> {
        match self {
            Self::Known(verified) => verified.window.issued_at(),
            Self::New(decoded, _) => decoded.claim_number("iat"),
        }
    }
}

/// What differs between uses of a token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct VerifyOptions {
    pub(crate) accept_missing_azp: bool,
    /// Another allowance than the configured one; such a token is not kept in the cache.
    pub(crate) skew_ms: Option<i64>,
}

impl Inner {
    pub(crate) async fn verify(
        &self,
        token: &str,
        options: VerifyOptions,
    ) -> Result<Arc<Claims>, VerifyError> {
        let presented = self.present(token)?;
        self.judge(presented, options).await
    }

    /// Looks the token up, or takes it apart.
    pub(crate) fn present<'a>(&self, token: &'a str) -> Result<Presented<'a>, TokenError> {
        let key = self.cache.as_ref().map(|_| TokenCache::key(token));
        let known = self
            .cache
            .as_ref()
            .zip(key)
            .and_then(|(cache, key)| cache.get(&key));
        match known {
            Some(verified) => Ok(Presented::Known(verified)),
            None => Ok(Presented::New(
                Decoded::new(token)?,
                key.unwrap_or_default(),
            )),
        }
    }

    pub(crate) async fn judge(
        &self,
        presented: Presented<'_>,
        options: VerifyOptions,
    ) -> Result<Arc<Claims>, VerifyError> {
        let verified = match presented {
            Presented::Known(verified) => self.judge_known(verified, options)?,
            Presented::New(decoded, key) => self.judge_new(decoded, key, options).await?,
        };
        Ok(verified.claims)
    }

    fn judge_known(
        &self,
        verified: Verified,
        options: VerifyOptions,
    ) -> Result<Verified, TokenError> {
        let azp = verified.claims.azp.clone().map(serde_json::Value::String);
        self.config
            .checks
            .check_authorized_party(azp.as_ref(), options.accept_missing_azp)?;
        verified
            .window
            .check(self.clock.now_ms(), self.skew(options))?;
        self.counters.cached();
        Ok(verified)
    }

    async fn judge_new(
        &self,
        decoded: Decoded<'_>,
        cache_key: [u8; 32],
        options: VerifyOptions,
    ) -> Result<Verified, VerifyError> {
        decoded.category().refuse_machine()?;
        let key = self.key(decoded.kid()).await?;
        let (now, skew) = (self.clock.now_ms(), self.skew(options));
        let checks = &self.config.checks;
        let verified = checks.verify(decoded, &key, options.accept_missing_azp, now, skew)?;
        self.counters.verified();
        if let (Some(cache), None) = (&self.cache, options.skew_ms) {
            let remaining = verified.window.remaining_ms(now, skew);
            cache.insert(cache_key, verified.clone(), remaining);
        }
        Ok(verified)
    }

    pub(crate) async fn key(&self, kid: Option<&str>) -> Result<Arc<VerifyingKey>, VerifyError> {
        match &self.keys {
            KeySource::Static(key) => Ok(Arc::clone(key)),
            KeySource::Remote(jwks) => jwks.key(kid).await,
        }
    }

    fn skew(&self, options: VerifyOptions) -> i64 {
        options.skew_ms.unwrap_or(self.config.clock_skew_ms)
    }
}
