use clerk::{Clerk, KeyAge};

use crate::domain::health::Trust;

/// How far Clerk's tokens can be verified, and its messages.
#[must_use]
pub fn trust(clerk: &Clerk, has_webhook_secret: bool) -> Trust {
    let keys = clerk.key_status();
    Trust {
        clerk_keys: match keys.age {
            KeyAge::Configured => "configured",
            KeyAge::Warm => "warm",
            KeyAge::Stale => "stale",
            _ => "missing",
        },
        last_fetch_failed: keys.last_fetch_failed,
        has_webhook_secret,
    }
}
