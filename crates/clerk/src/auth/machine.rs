//! Machines: API keys, machine-to-machine tokens and OAuth access tokens.

use std::fmt;

use serde_json::Value;

use crate::token_type::TokenType;

/// A machine with a verified token.
#[derive(Clone)]
#[non_exhaustive]
pub struct MachineAuth {
    /// The kind of the token.
    pub token_type: TokenType,
    /// The token's id, such as `ak_…`, where the Backend API names one.
    pub id: Option<String>,
    /// Whom the token belongs to: a user (`user_…`), an organization (`org_…`) or a machine (`mch_…`).
    pub subject: String,
    /// What the token may do.
    pub scopes: Vec<String>,
    /// What the Backend API, or the token itself, says.
    pub details: Value,
}

impl MachineAuth {
    pub(crate) fn new(token_type: TokenType, details: Value) -> Self {
        let text = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| details.get(name).and_then(Value::as_str))
                .map(str::to_owned)
        };
        Self {
            token_type,
            id: text(&["id", "jti"]),
            subject: text(&["subject", "sub"]).unwrap_or_default(),
            scopes: scopes(&details),
            details,
        }
    }

    /// The user to whom the token belongs: an API key may have one, an OAuth access token always has.
    pub fn user_id(&self) -> Option<&str> {
        match self.token_type {
            TokenType::ApiKey => self.subject_with("user_"),
            TokenType::OauthToken => self.subject_with(""),
            TokenType::M2mToken | TokenType::SessionToken => None,
        }
    }

    /// The organization to which an API key belongs.
    pub fn org_id(&self) -> Option<&str> {
        self.subject_with("org_")
            .filter(|_| self.token_type == TokenType::ApiKey)
    }

    fn subject_with(&self, prefix: &str) -> Option<&str> {
        Some(self.subject.as_str())
            .filter(|subject| !subject.is_empty() && subject.starts_with(prefix))
    }
}

/// A list, or text separated by spaces.
fn scopes(details: &Value) -> Vec<String> {
    let claim = ["scopes", "scp", "scope"]
        .iter()
        .find_map(|name| details.get(name));
    match claim {
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(|scope| scope.as_str().map(str::to_owned))
            .collect(),
        Some(Value::String(text)) => text.split_whitespace().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

impl fmt::Debug for MachineAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineAuth")
            .field("token_type", &self.token_type)
            .field("id", &self.id)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}
