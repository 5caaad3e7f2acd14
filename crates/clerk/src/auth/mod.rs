//! Who is asking: what a handler sees of the decision.

mod has;
mod machine;
mod requirement;

use std::fmt;
use std::sync::Arc;

pub use machine::MachineAuth;
pub use requirement::{Requirement, Reverification, ReverificationLevel};

use crate::claims::{Actor, Claims, FactorVerificationAge, Organization};
use crate::reason::Reason;
use crate::token_type::TokenType;

/// Who is asking.
#[derive(Debug, Clone)]
pub enum Auth {
    /// A user with a verified session.
    SignedIn(SignedIn),
    /// A machine with a verified token; only where the configuration accepts such tokens.
    Machine(MachineAuth),
    /// Nobody that is known.
    SignedOut(SignedOut),
}

/// How a token came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenCarrier {
    /// In the `Authorization` header.
    Header,
    /// In the session cookie, or in one that was set while this request was handled.
    Cookie,
}

impl fmt::Display for TokenCarrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Cookie => "cookie",
        })
    }
}

/// A user with a verified session.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignedIn {
    /// The user's id, `user_…`. Empty only in tokens that Clerk does not make.
    pub user_id: String,
    /// The session's id, `sess_…`; absent only in tokens that were not made by a session.
    pub session_id: Option<String>,
    /// `active`, or `pending` where pending sessions are let through; absent in older tokens.
    pub session_status: Option<String>,
    /// Who acts as the user, when somebody does.
    pub actor: Option<Actor>,
    /// The active organization.
    pub organization: Option<Organization>,
    /// Minutes since the factors were verified.
    pub factor_verification_age: Option<FactorVerificationAge>,
    /// All claims of the token.
    pub claims: Arc<Claims>,
    /// How the token came.
    pub token_carrier: TokenCarrier,
    token: Arc<str>,
}

impl SignedIn {
    pub(crate) fn new(claims: Arc<Claims>, token: &str, token_carrier: TokenCarrier) -> Self {
        Self {
            user_id: claims.sub.clone(),
            session_id: claims.sid.clone(),
            session_status: claims.sts.clone(),
            actor: claims.act.clone(),
            organization: claims.organization.clone(),
            factor_verification_age: claims.fva,
            claims,
            token_carrier,
            token: token.into(),
        }
    }

    /// The session token itself. Do not log it.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The id of the active organization.
    pub fn org_id(&self) -> Option<&str> {
        self.organization.as_ref().map(|org| org.id.as_str())
    }

    /// The slug of the active organization.
    pub fn org_slug(&self) -> Option<&str> {
        self.organization.as_ref()?.slug.as_deref()
    }

    /// The user's role in the active organization, such as `org:admin`.
    pub fn org_role(&self) -> Option<&str> {
        self.organization.as_ref()?.role.as_deref()
    }

    /// The user's permissions in the active organization, such as `org:posts:read`.
    pub fn org_permissions(&self) -> Option<&[String]> {
        self.organization.as_ref()?.permissions.as_deref()
    }

    /// Whether the user meets a requirement. Whatever the token does not say counts as not met.
    pub fn has(&self, requirement: &Requirement) -> bool {
        has::meets(&self.claims, requirement)
    }
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn")
            .field("user_id", &self.user_id)
            .field("session_id", &self.session_id)
            .field("session_status", &self.session_status)
            .field("token_carrier", &self.token_carrier)
            .finish_non_exhaustive()
    }
}

/// Nobody that is known, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedOut {
    /// Why.
    pub reason: Reason,
    /// Details in words; may be empty.
    pub message: String,
    /// `pending` when there is a verified session with open tasks.
    pub session_status: Option<String>,
    /// The kind of token that was looked for; `None` where several would have been accepted, and
    /// none of them was presented.
    pub token_type: Option<TokenType>,
}

impl SignedOut {
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            session_status: None,
            token_type: Some(TokenType::SessionToken),
        }
    }

    pub(crate) fn pending() -> Self {
        Self {
            session_status: Some("pending".to_owned()),
            ..Self::new(Reason::SessionPending, "")
        }
    }
}

impl Auth {
    /// Nobody, because the session of a token that still verifies has ended: for applications that
    /// learn of ends before tokens expire, to put in the place of what
    /// [`ClerkLayer`](crate::ClerkLayer) has decided.
    pub fn session_ended() -> Self {
        Self::SignedOut(SignedOut::new(
            Reason::SessionEnded,
            "The session has ended.",
        ))
    }

    /// The user, if one is signed in. A token whose subject is empty signs nobody in.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::SignedIn(signed_in) if !signed_in.user_id.is_empty() => Some(signed_in),
            _ => None,
        }
    }

    /// Why nobody is signed in, if so.
    pub fn signed_out(&self) -> Option<&SignedOut> {
        match self {
            Self::SignedOut(signed_out) => Some(signed_out),
            _ => None,
        }
    }

    /// The machine, if one presented its token.
    pub fn machine(&self) -> Option<&MachineAuth> {
        match self {
            Self::Machine(machine) => Some(machine),
            _ => None,
        }
    }

    /// The id of the signed-in user, or of the user to whom a machine's token belongs.
    pub fn user_id(&self) -> Option<&str> {
        match self {
            Self::SignedIn(_) => Some(self.signed_in()?.user_id.as_str()),
            Self::Machine(machine) => machine.user_id(),
            Self::SignedOut(_) => None,
        }
    }

    /// Whether a signed-in user meets a requirement; a machine never does.
    pub fn has(&self, requirement: &Requirement) -> bool {
        self.signed_in().is_some_and(|user| user.has(requirement))
    }
}
