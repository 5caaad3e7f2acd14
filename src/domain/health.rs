//! Whether the server can do its work.

use serde::{Deserialize, Serialize};

/// Whether the server can do its work, part by part. Holds no secret.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// `healthy`, or `degraded` where anything below is not as it should be.
    pub status: String,
    /// Which release it is.
    pub version: String,
    /// `ok` or `missing`.
    pub database: String,
    /// Whether row-level security binds the role that the server has logged in as: `ok` or `unfit`.
    pub rls_role: String,
    /// Clerk's signing keys: `configured`, `warm`, `stale` (overdue, and new ones cannot be had) or
    /// `missing`.
    pub clerk_keys: String,
    /// Whether Clerk's keys could be fetched lately: `ok` or `unreachable`.
    pub jwks: String,
    /// What Clerk's messages are verified with: `ok` or `missing`.
    pub webhook_secret: String,
    /// Settings without which something does not work.
    pub missing: Vec<String>,
}

/// How far Clerk's tokens and messages can be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trust {
    /// How Clerk's signing keys stand: see [`Health::clerk_keys`].
    pub clerk_keys: &'static str,
    /// Whether the last attempt to fetch them failed.
    pub last_fetch_failed: bool,
    /// Whether there is something to verify messages with.
    pub has_webhook_secret: bool,
}

impl Health {
    /// What `status` says where all is well.
    pub const HEALTHY: &str = "healthy";
    /// What most parts say then.
    pub const OK: &str = "ok";

    /// Whether there is a database, without which nothing works.
    #[must_use]
    pub fn has_database(&self) -> bool {
        self.database == Self::OK
    }

    /// Whether tokens can be verified with keys that are not overdue.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        matches!(self.clerk_keys.as_str(), "configured" | "warm")
    }

    /// The parts, for people: what each is called, how it stands, and whether that is well.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, String, bool)> {
        let part = |name, state: &str| (name, state.to_owned(), state == Self::OK);
        let missing = if self.missing.is_empty() {
            "none".to_owned()
        } else {
            self.missing.join(", ")
        };
        vec![
            part("Database", &self.database),
            part("Role for row-level security", &self.rls_role),
            (
                "Clerk's signing keys",
                self.clerk_keys.clone(),
                self.has_keys(),
            ),
            (
                "Key endpoint",
                if self.jwks == Self::OK {
                    "reachable".to_owned()
                } else {
                    self.jwks.clone()
                },
                self.jwks == Self::OK,
            ),
            part("Webhook signing secret", &self.webhook_secret),
            ("Missing settings", missing, self.missing.is_empty()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Health;

    #[test]
    fn each_part_says_whether_it_is_well() {
        let health = Health {
            status: "degraded".into(),
            version: "1".into(),
            database: Health::OK.into(),
            rls_role: "unfit".into(),
            clerk_keys: "stale".into(),
            jwks: "unreachable".into(),
            webhook_secret: "missing".into(),
            missing: vec!["ONE".into(), "TWO".into()],
        };
        let parts = health.parts();
        let well: Vec<bool> = parts.iter().map(|(_, _, well)| *well).collect();
        assert_eq!(well, [true, false, false, false, false, false]);
        assert_eq!(parts[5].1, "ONE, TWO");
    }
}
