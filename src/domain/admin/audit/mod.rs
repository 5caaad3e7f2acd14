//! The audit log, as administrators look through it.

mod query;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

pub use self::query::{AuditAsked, AuditCursor, AuditQuery};
use crate::domain::user::UserId;

/// Somebody in an event, as far as they are known still.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Who {
    /// The number of their row.
    pub id: UserId,
    /// The name to show; none for whom was purged.
    pub name: Option<String>,
}

/// An event that was kept.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When it happened.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What happened.
    pub kind: String,
    /// Who did it; nobody for what the application did by itself.
    pub actor: Option<Who>,
    /// To whom it was done.
    pub subject: Option<Who>,
    /// Circumstances.
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub detail: Map<String, Value>,
    /// Keyed hash of the address that the request came from.
    pub ip_hash: Option<String>,
}

impl AuditEntry {
    /// The circumstances, each with its name, as one reads them. What is not known is left out.
    #[must_use]
    pub fn circumstances(&self) -> Vec<(String, String)> {
        self.detail
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let text = match value {
                    Value::String(text) => text.clone(),
                    Value::Array(items) => items
                        .iter()
                        .map(|item| {
                            item.as_str()
                                .map_or_else(|| item.to_string(), str::to_owned)
                        })
                        .collect::<Vec<_>>()
                        .join(", "),
                    other => other.to_string(),
                };
                (words(name), text)
            })
            .collect()
    }
}

/// A page of the log.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The newest first.
    pub items: Vec<AuditEntry>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
}

/// The name of a kind of event, for people: `role_changed` reads "Role changed".
#[must_use]
pub fn kind_label(kind: &str) -> String {
    let text = words(kind);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::kind_label;

    #[test]
    fn kinds_read_as_words() {
        assert_eq!(kind_label("role_changed"), "Role changed");
        assert_eq!(kind_label(""), "");
    }
}
