//! What the application keeps with its users at Clerk.

use serde::Serialize;
use serde_json::{Map, Value};

/// Metadata to merge or to replace. A kind that is `None` stays as it is; when merging, a member that
/// is null is removed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Metadata {
    /// Readable in the browser, writable from the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_metadata: Option<Map<String, Value>>,
    /// For the server only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_metadata: Option<Map<String, Value>>,
    /// Readable and writable in the browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsafe_metadata: Option<Map<String, Value>>,
}

impl Metadata {
    /// Public metadata only.
    pub fn public<K: Into<String>, V: Into<Value>>(
        members: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        Self {
            public_metadata: Some(map(members)),
            ..Self::default()
        }
    }

    /// Private metadata only.
    pub fn private<K: Into<String>, V: Into<Value>>(
        members: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        Self {
            private_metadata: Some(map(members)),
            ..Self::default()
        }
    }
}

fn map<K: Into<String>, V: Into<Value>>(
    members: impl IntoIterator<Item = (K, V)>,
) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
