//! The one place that reads the time, so that tests can move it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch, the unit of all times in Clerk's resources.
pub(crate) type UnixMillis = i64;

/// One second in [`UnixMillis`].
pub(crate) const SECOND: UnixMillis = 1000;
/// One minute in [`UnixMillis`].
pub(crate) const MINUTE: UnixMillis = 60 * SECOND;
/// One hour in [`UnixMillis`].
pub(crate) const HOUR: UnixMillis = 60 * MINUTE;
/// One day in [`UnixMillis`].
pub(crate) const DAY: UnixMillis = 24 * HOUR;

/// The wall clock plus shifts that only the control API changes.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    shift: AtomicI64,
    token_shift: AtomicI64,
}

impl Clock {
    /// The current time of the stand-in.
    pub(crate) fn now(&self) -> UnixMillis {
        self.wall()
            .saturating_add(self.shift.load(Ordering::Relaxed))
    }

    /// The time that tokens issued at `now` carry.
    pub(crate) fn of_tokens(&self, now: UnixMillis) -> UnixMillis {
        now.saturating_add(self.token_shift.load(Ordering::Relaxed))
    }

    /// The time of everybody else: deliveries to the application are timed and signed by it.
    pub(crate) fn wall(&self) -> UnixMillis {
        // A clock before 1970 reads as 1970: tokens are then expired, nothing worse.
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the clock that others take the time from"
        )]
        let wall = SystemTime::now();
        let since_epoch = wall.duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixMillis::try_from(since_epoch.as_millis()).unwrap_or(UnixMillis::MAX)
    }

    /// Moves the clock by `millis`; negative moves it back.
    pub(crate) fn advance(&self, millis: UnixMillis) {
        self.shift.fetch_add(millis, Ordering::Relaxed);
    }

    /// Lets the clock of tokens alone go wrong by `millis`.
    pub(crate) fn shift_tokens(&self, millis: UnixMillis) {
        self.token_shift.store(millis, Ordering::Relaxed);
    }

    /// Returns to the wall clock.
    pub(crate) fn reset(&self) {
        self.shift.store(0, Ordering::Relaxed);
        self.token_shift.store(0, Ordering::Relaxed);
    }
}
