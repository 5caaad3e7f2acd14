//! A budget of requests: Clerk answers 429 to instances that ask too often, and one program's bulk
//! work must not use up what sign-in needs.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{ApiError, ApiPolicy};
use crate::clock::Clock;

/// A bucket that fills evenly and may be drawn below zero by those who wait.
#[derive(Debug)]
pub(crate) struct Budget {
    clock: Clock,
    level: Mutex<Level>,
}

#[derive(Debug, Clone, Copy)]
struct Level {
    requests: f64,
    at_ms: i64,
}

impl Budget {
    pub(crate) fn new(clock: Clock, policy: &ApiPolicy) -> Self {
        let level = Level {
            requests: f64::from(policy.requests),
            at_ms: clock.now_ms(),
        };
        Self {
            clock,
            level: Mutex::new(level),
        }
    }

    /// How long to wait before the next request may be sent.
    ///
    /// # Errors
    /// When that would be longer than the policy allows; nothing is drawn then.
    pub(crate) fn draw(&self, policy: &ApiPolicy) -> Result<Duration, ApiError> {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let per_second = f64::from(policy.requests) / policy.window.as_secs_f64().max(0.001);
        let now = self.clock.now_ms();
        let elapsed = Duration::from_millis(u64::try_from(now - level.at_ms).unwrap_or(0));
        let filled =
            (level.requests + elapsed.as_secs_f64() * per_second).min(f64::from(policy.requests));
        let left = filled - 1.0;
        let wait = Duration::try_from_secs_f64(-left / per_second).unwrap_or(Duration::ZERO);
        if wait > policy.longest_wait {
            return Err(ApiError::BudgetSpent);
        }
        *level = Level {
            requests: left,
            at_ms: now,
        };
        Ok(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;

    #[test]
    fn a_spent_budget_makes_wait_and_then_refuses() {
        let policy = ApiPolicy {
            requests: 2,
            window: Duration::from_secs(2),
            longest_wait: Duration::from_secs(1),
            ..ApiPolicy::default()
        };
        let budget = Budget::new(Clock::new(|| UNIX_EPOCH), &policy);
        let waits: Vec<_> = (0..3).map(|_| budget.draw(&policy).unwrap()).collect();
        assert_eq!(
            waits,
            [Duration::ZERO, Duration::ZERO, Duration::from_secs(1)]
        );
        assert!(matches!(budget.draw(&policy), Err(ApiError::BudgetSpent)));
    }
}
