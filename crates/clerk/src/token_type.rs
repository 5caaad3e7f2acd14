//! The kinds of token that Clerk issues, and which of them an endpoint accepts.

use serde::Serialize;

use crate::jwt::Decoded;

/// A kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenType {
    /// The token of a user's session.
    SessionToken,
    /// An API key of a user or an organization (`ak_…`).
    ApiKey,
    /// A machine-to-machine token (`mt_…`, or a JWT whose subject is a machine).
    M2mToken,
    /// An OAuth access token (`oat_…`, or a JWT of type `at+jwt`).
    OauthToken,
}

impl TokenType {
    /// The name in Clerk's terms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SessionToken => "session_token",
            Self::ApiKey => "api_key",
            Self::M2mToken => "m2m_token",
            Self::OauthToken => "oauth_token",
        }
    }

    /// The kind of a machine's token, told by its prefix or its unverified content. `None` for
    /// everything else.
    pub(crate) fn of_machine_token(token: &str) -> Option<Self> {
        Self::of_opaque_token(token).or_else(|| Self::of_machine_jwt(&Decoded::new(token).ok()?))
    }

    /// The kind of a token that says nothing by itself but its prefix.
    pub(crate) fn of_opaque_token(token: &str) -> Option<Self> {
        [
            ("ak_", Self::ApiKey),
            ("mt_", Self::M2mToken),
            ("oat_", Self::OauthToken),
        ]
        .into_iter()
        .find(|(prefix, _)| token.starts_with(prefix))
        .map(|(_, kind)| kind)
    }

    /// The subject counts more than the type.
    pub(crate) fn of_machine_jwt(decoded: &Decoded<'_>) -> Option<Self> {
        if !decoded.is_compact() {
            return None;
        }
        if decoded
            .claim_str("sub")
            .is_some_and(|sub| sub.starts_with("mch_"))
        {
            return Some(Self::M2mToken);
        }
        decoded.is_access_token().then_some(Self::OauthToken)
    }
}

/// Which kinds of token are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AcceptsToken {
    /// Session tokens only.
    #[default]
    Session,
    /// Every kind.
    Any,
    /// Exactly one kind.
    Only(TokenType),
    /// One of several kinds.
    OneOf(Vec<TokenType>),
}

impl AcceptsToken {
    pub(crate) fn includes(&self, kind: TokenType) -> bool {
        match self {
            Self::Session => kind == TokenType::SessionToken,
            Self::Any => true,
            Self::Only(only) => *only == kind,
            Self::OneOf(list) => list.contains(&kind),
        }
    }

    pub(crate) fn is_session_only(&self) -> bool {
        matches!(self, Self::Session | Self::Only(TokenType::SessionToken))
    }
}
