//! What is kept of who did what to whom.
//!
//! A token, an address of mail or of a computer, or a name never goes into an event: people are
//! told by the number of their row, computers by a keyed hash.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::user::UserId;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)*) => {
        /// What has happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum AuditKind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl AuditKind {
            /// Every kind, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the database and in JSON.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// Somebody's row was made: by their first request, a webhook or the backfill.
    Provisioned = "provisioned",
    /// What Clerk says of somebody has changed.
    Updated = "updated",
    /// Somebody may no longer come in.
    Deactivated = "deactivated",
    /// Somebody may come in again.
    Reactivated = "reactivated",
    /// Somebody was deleted at Clerk.
    Deleted = "deleted",
    /// A deletion was taken back during its hold-back.
    Restored = "restored",
    /// What was held back of a deleted person's names and address is gone for good.
    Erased = "erased",
    /// Somebody who was deleted, and all that was theirs, is gone for good.
    Purged = "purged",
    /// Clerk gave somebody an address that another person's row holds.
    EmailCollision = "email_collision",
    /// Clerk gave somebody a user name that another person's row holds.
    UsernameCollision = "username_collision",
    /// A role was given or taken.
    RoleChanged = "role_changed",
    /// A plan was given or taken.
    PlanChanged = "plan_changed",
    /// A session began.
    Login = "login",
    /// A session ended.
    Logout = "logout",
    /// Somebody ended all of their sessions.
    SignedOutEverywhere = "signed_out_everywhere",
    /// A request was refused for what it presented, or failed to present.
    AuthFailed = "auth_failed",
    /// A message that claimed to be Clerk's was refused.
    WebhookRejected = "webhook_rejected",
    /// Somebody changed their preferences.
    SettingsChanged = "settings_changed",
    /// An administrator ended sessions of somebody's.
    SessionsRevoked = "sessions_revoked",
    /// An administrator gave rows of nobody's an owner.
    OrphansAssigned = "orphans_assigned",
    /// An administrator had messages of Clerk's tried again.
    WebhooksRetried = "webhooks_retried",
    /// An administrator had everybody compared with Clerk.
    SyncStarted = "sync_started",
    /// An administrator took the audit log along.
    AuditExported = "audit_exported",
    /// An administrator switched something on or off for everybody.
    SwitchChanged = "switch_changed",
    /// An administrator took somebody's public collection off the discover page.
    CollectionWithdrawn = "collection_withdrawn",
}

/// Something to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEvent {
    /// What has happened.
    pub kind: AuditKind,
    /// Who did it; nobody for what the application did by itself.
    pub actor: Option<UserId>,
    /// To whom it was done.
    pub subject: Option<UserId>,
    /// Circumstances, for people to read.
    pub detail: Map<String, Value>,
    /// Keyed hash of the address that the request came from.
    pub ip_hash: Option<String>,
}

impl AuditEvent {
    /// An event of that kind, about nobody yet.
    #[must_use]
    pub fn new(kind: AuditKind) -> Self {
        Self {
            kind,
            actor: None,
            subject: None,
            detail: Map::new(),
            ip_hash: None,
        }
    }

    /// Who did it.
    #[must_use]
    pub fn by(self, actor: UserId) -> Self {
        Self {
            actor: Some(actor),
            ..self
        }
    }

    /// To whom it was done.
    #[must_use]
    pub fn about(self, subject: UserId) -> Self {
        Self {
            subject: Some(subject),
            ..self
        }
    }

    /// From where, as a keyed hash.
    #[must_use]
    pub fn from_ip_hash(self, ip_hash: Option<String>) -> Self {
        Self { ip_hash, ..self }
    }

    /// One more circumstance. Text is cut after 200 characters.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = match value.into() {
            Value::String(text) => {
                Value::String(text.chars().filter(|c| *c != '\0').take(200).collect())
            }
            other => other,
        };
        self.detail.insert(name.to_owned(), value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_one_name_in_json_and_in_the_database() {
        for kind in AuditKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert!(kind.name().len() <= 64, "a column of the database");
        }
    }

    #[test]
    fn what_a_stranger_sent_is_cut_to_what_a_column_takes() {
        let event =
            AuditEvent::new(AuditKind::AuthFailed).with("path", format!("\0/{}", "x".repeat(500)));
        let path = event.detail["path"].as_str().unwrap();
        assert!(path.starts_with("/x") && path.len() == 200);
    }
}
