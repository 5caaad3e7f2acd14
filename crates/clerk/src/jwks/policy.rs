//! When keys are fetched, and for how long they may be used.

use std::time::Duration;

use super::Freshness;

/// How the signing keys are fetched and kept.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct JwksPolicy {
    /// Keys younger than this are used without asking again (Clerk: 5 minutes). From here to twice
    /// this age they are used while new ones are fetched in the background.
    pub time_to_live: Duration,
    /// Keys of up to this age are used while the endpoint does not answer.
    pub hard_age: Duration,
    /// Unknown key ids ask the endpoint at most once in this time.
    pub minimum_interval: Duration,
    /// After a failed fetch the endpoint is left alone for this time.
    pub failure_interval: Duration,
    /// How often one fetch is tried.
    pub attempts: u32,
    /// The first pause between two tries; each further one is twice as long, and each is stretched
    /// by a random factor of one to two.
    pub retry_delay: Duration,
    /// How long one try may take.
    pub timeout: Duration,
}

impl Default for JwksPolicy {
    fn default() -> Self {
        Self {
            time_to_live: Duration::from_secs(5 * 60),
            hard_age: Duration::from_secs(24 * 60 * 60),
            minimum_interval: Duration::from_secs(5),
            failure_interval: Duration::from_secs(1),
            attempts: 3,
            retry_delay: Duration::from_millis(100),
            timeout: Duration::from_secs(5),
        }
    }
}

impl JwksPolicy {
    pub(super) fn freshness(&self, age_ms: i64) -> Freshness {
        let age = elapsed(age_ms);
        if age < self.time_to_live {
            Freshness::Fresh
        } else if age < self.time_to_live * 2 && age < self.hard_age {
            Freshness::Aging
        } else if age < self.hard_age {
            Freshness::Stale
        } else {
            Freshness::Gone
        }
    }

    pub(super) fn within_minimum_interval(&self, age_ms: i64) -> bool {
        elapsed(age_ms) < self.minimum_interval
    }

    pub(super) fn within_failure_interval(&self, age_ms: i64) -> bool {
        elapsed(age_ms) < self.failure_interval
    }

    /// The pause before the try with this number, stretched by up to its own length.
    pub(super) fn pause(&self, attempt: u32, jitter: f64) -> Duration {
        self.retry_delay
            .saturating_mul(2_u32.saturating_pow(attempt))
            .mul_f64(1.0 + jitter)
    }
}

/// A clock that was set back makes nothing old.
fn elapsed(age_ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(age_ms).unwrap_or(0))
}
