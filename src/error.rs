//! The one error of the application, and the one shape in which it reaches a client:
//! `{"error":{"code":"…","message":"…","fields":{"name":"reason"}}}`.
//!
//! Which error belongs where: rooms below have enums of their own and turn them into this one when
//! they hand them up; the doors only answer it. 401 means "no valid credential", 403 "we know you,
//! and no", 404 "nothing that you may see".

use std::collections::BTreeMap;

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;

use crate::domain::{listing::FieldError, plan::OverLimit};

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, ThisError, Serialize, Deserialize)]
#[serde(into = "Envelope", from = "Envelope")]
pub enum Error {
    /// No credential, or not a valid one.
    #[error("Sign in to continue.")]
    Unauthenticated,
    /// The person is known and may not.
    #[error("{}", .0.message())]
    Forbidden(Refusal),
    /// Nothing there that the caller may see.
    #[error("There is nothing here.")]
    NotFound,
    /// The input is wrong; each field with its reason. Empty when it could not be read at all.
    #[error("Some of this needs another look.")]
    Invalid(Vec<FieldError>),
    /// It cannot be done as things stand now.
    #[error("{}", .0.message())]
    Conflict(Conflict),
    /// No more is held, by the plan or at all.
    #[error("{}", .0.says)]
    PlanLimit(Full),
    /// Asked too often.
    #[error("That was too often. Try again later.")]
    RateLimited,
    /// It was there, and is over.
    #[error("This has expired.")]
    Gone,
    /// Clerk did not carry out what we asked of it.
    #[error("Clerk could not be reached. Nothing was changed; try again in a moment.")]
    ClerkUnavailable,
    /// The person is not known, and is not made: their account must come from Clerk first.
    #[error("This account is not known here.")]
    UserNotFound,
    /// A message that says to be Clerk's is not taken.
    #[error("{}", .0.message())]
    Message(MessageFault),
    /// The body is larger than the route takes.
    #[error("That is too large.")]
    TooLarge,
    /// Something that we depend on is down; worth trying again.
    #[error("This is not available right now. Nothing was lost; try again in a moment.")]
    Unavailable,
    /// Our own failure. The cause is in the log, never in the answer.
    #[error("Something went wrong on our side. Nothing was changed.")]
    Internal,
}

/// Something that is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Full {
    /// Of what there is no more, and how much there may be, for people.
    pub says: String,
    /// How much there may be.
    pub limit: i64,
    /// How much there is.
    pub count: i64,
}

/// Why a known person may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The account has been deactivated.
    AccountDeactivated,
    /// Only another role may.
    Role,
    /// A request that changes something came from another site.
    CrossSite,
    /// Only somebody who has just proved again who they are may.
    Reverification,
    /// Not for somebody who acts as another.
    Impersonation,
    /// The row is there to be read, and belongs to somebody else or to the product.
    ReadOnly,
    /// The person is not known, and is not made on their first request.
    Unknown,
}

/// Why a message that says to be Clerk's is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageFault {
    /// It is not signed as Clerk signs, or not lately.
    Signature,
    /// It is signed, and says nothing that could be understood.
    Payload,
    /// Without a secret nobody can tell whether it is signed.
    NotConfigured,
}

impl MessageFault {
    const ALL: [Self; 3] = [Self::Signature, Self::Payload, Self::NotConfigured];

    fn code(self) -> &'static str {
        match self {
            Self::Signature => "invalid_signature",
            Self::Payload => "invalid_payload",
            Self::NotConfigured => "webhook_not_configured",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Signature => "This is not signed by Clerk, or was not sent just now.",
            Self::Payload => "This is no event of Clerk's.",
            Self::NotConfigured => "Webhooks are not configured: the signing secret is missing.",
        }
    }

    fn status(self) -> u16 {
        match self {
            Self::Signature | Self::Payload => 400,
            Self::NotConfigured => 503,
        }
    }
}

/// Why something cannot be done as things stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody, or another tab, has changed it since it was read.
    Stale,
    /// It is there already.
    Duplicate,
    /// Another one of the caller's has this name.
    NameTaken,
    /// Something else needs it.
    InUse,
    /// Nobody would be left to administer.
    LastAdmin,
    /// The person is deactivated, and stays as they are until they are not.
    UserDeactivated,
    /// The person may still come in.
    UserActive,
    /// Who was deleted has made a new account at Clerk, with the same address.
    AccountExists,
    /// Administrators do not change their own standing; another one does.
    OwnAccount,
    /// A private collection has no links.
    CollectionPrivate,
    /// The sample offers are there already.
    SamplesLoaded,
}

impl Conflict {
    const ALL: [Self; 11] = [
        Self::Stale,
        Self::Duplicate,
        Self::NameTaken,
        Self::InUse,
        Self::LastAdmin,
        Self::UserDeactivated,
        Self::UserActive,
        Self::AccountExists,
        Self::OwnAccount,
        Self::CollectionPrivate,
        Self::SamplesLoaded,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Stale => "conflict",
            Self::Duplicate => "duplicate",
            Self::NameTaken => "name_taken",
            Self::InUse => "in_use",
            Self::LastAdmin => "last_admin",
            Self::UserDeactivated => "user_deactivated",
            Self::UserActive => "user_active",
            Self::AccountExists => "account_exists",
            Self::OwnAccount => "own_account",
            Self::CollectionPrivate => "collection_private",
            Self::SamplesLoaded => "already_loaded",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Stale => {
                "This was changed elsewhere in the meantime. Reload to see how it stands."
            }
            Self::Duplicate => "This is there already.",
            Self::NameTaken => "You have one of this name already.",
            Self::InUse => "Something else still needs this.",
            Self::LastAdmin => {
                "They are the last active administrator. Make somebody else one first."
            }
            Self::UserDeactivated => "They are deactivated. Reactivate them first.",
            Self::UserActive => "They may still come in. Deactivate them first.",
            Self::AccountExists => {
                "They have made a new account with this address. Delete that one first."
            }
            Self::OwnAccount => "This is your own account. Another administrator can do this.",
            Self::CollectionPrivate => {
                "A private collection has no links. Make it unlisted or public first."
            }
            Self::SamplesLoaded => "The sample offers are loaded already.",
        }
    }
}

impl Refusal {
    const ALL: [Self; 7] = [
        Self::AccountDeactivated,
        Self::Role,
        Self::CrossSite,
        Self::Reverification,
        Self::Impersonation,
        Self::ReadOnly,
        Self::Unknown,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::AccountDeactivated => "account_deactivated",
            Self::Role => "forbidden_role",
            Self::CrossSite => "cross_site",
            Self::Reverification => "reverification_required",
            Self::Impersonation => "impersonating",
            Self::ReadOnly => "read_only",
            Self::Unknown => "unknown_account",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::AccountDeactivated => "This account has been deactivated.",
            Self::Role => "Your role does not allow this.",
            Self::CrossSite => "This request came from another site.",
            Self::Reverification => "This needs you to prove again who you are.",
            Self::Impersonation => "This cannot be done on somebody else's behalf.",
            Self::ReadOnly => "You can read this, and not change it.",
            Self::Unknown => "This account is not known here.",
        }
    }
}

impl Error {
    /// Stable and for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(refusal) => refusal.code(),
            Self::NotFound => "not_found",
            Self::Invalid(_) => "validation",
            Self::Conflict(conflict) => conflict.code(),
            Self::PlanLimit(_) => "plan_limit",
            Self::RateLimited => "rate_limited",
            Self::Gone => "gone",
            Self::ClerkUnavailable => "clerk_unavailable",
            Self::UserNotFound => "user_not_found",
            Self::Message(fault) => fault.code(),
            Self::TooLarge => "too_large",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden(_) | Self::PlanLimit(_) => 403,
            Self::NotFound | Self::UserNotFound => 404,
            Self::Message(fault) => fault.status(),
            Self::Conflict(_) => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Invalid(_) => 422,
            Self::RateLimited => 429,
            Self::ClerkUnavailable => 502,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// After how many seconds it is worth trying again, where time alone helps.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn retry_after(&self) -> Option<http::HeaderValue> {
        match self {
            Self::Unavailable => Some(http::HeaderValue::from_static("5")),
            Self::RateLimited => Some(http::HeaderValue::from_static("60")),
            _ => None,
        }
    }

    /// The reason why `field` is wrong, if this error is about it.
    #[must_use]
    pub fn reason_for(&self, field: &str) -> Option<&str> {
        match self {
            Self::Invalid(fields) => fields
                .iter()
                .find(|error| error.field == field)
                .map(|error| error.reason.as_str()),
            _ => None,
        }
    }
}

impl From<OverLimit> for Error {
    fn from(limit: OverLimit) -> Self {
        Self::PlanLimit(Full {
            says: limit.to_string(),
            limit: limit.limit,
            count: limit.current,
        })
    }
}

impl From<Vec<FieldError>> for Error {
    fn from(fields: Vec<FieldError>) -> Self {
        Self::Invalid(fields)
    }
}

/// How an error reaches a client.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ssr", schema(as = Error))]
#[derive(Serialize, Deserialize)]
pub struct Envelope {
    error: Body,
    /// What clerk-js looks for, to let people prove again who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clerk_error: Option<ClerkHint>,
}

/// As Clerk's `reverificationError` makes it (@clerk/backend 3.25).
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ssr", schema(as = ClerkError))]
#[derive(Serialize, Deserialize)]
struct ClerkHint {
    /// `forbidden`.
    r#type: String,
    /// `reverification-error`.
    reason: String,
    /// What must be proved.
    metadata: ClerkMetadata,
}

#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ssr", schema(as = ClerkErrorMetadata))]
#[derive(Serialize, Deserialize)]
struct ClerkMetadata {
    /// `strict`: the second factor, or the first where there is no second, within ten minutes.
    reverification: String,
}

impl ClerkHint {
    fn of(error: &Error) -> Option<Self> {
        (*error == Error::Forbidden(Refusal::Reverification)).then(|| Self {
            r#type: "forbidden".into(),
            reason: "reverification-error".into(),
            metadata: ClerkMetadata {
                reverification: "strict".into(),
            },
        })
    }
}

#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "ssr", schema(as = ErrorBody))]
#[derive(Serialize, Deserialize)]
struct Body {
    /// Stable and for programs.
    code: String,
    /// For people.
    message: String,
    /// What is wrong with each field, when the input was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
    /// How much there may be, when there is no room for more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
    /// How much there is, when there is no room for more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
}

impl From<Error> for Envelope {
    fn from(error: Error) -> Self {
        let code = error.code().to_owned();
        let message = error.to_string();
        let clerk_error = ClerkHint::of(&error);
        let (limit, count) = match &error {
            Error::PlanLimit(full) => (Some(full.limit), Some(full.count)),
            _ => (None, None),
        };
        let fields = match error {
            Error::Invalid(fields) => fields
                .into_iter()
                .map(|error| (error.field, error.reason))
                .collect(),
            _ => BTreeMap::new(),
        };
        Self {
            error: Body {
                code,
                message,
                fields,
                limit,
                count,
            },
            clerk_error,
        }
    }
}

impl From<Envelope> for Error {
    fn from(Envelope { error, .. }: Envelope) -> Self {
        let code = error.code.as_str();
        if let Some(refusal) = Refusal::ALL.into_iter().find(|it| it.code() == code) {
            return Self::Forbidden(refusal);
        }
        if let Some(conflict) = Conflict::ALL.into_iter().find(|it| it.code() == code) {
            return Self::Conflict(conflict);
        }
        if let Some(fault) = MessageFault::ALL.into_iter().find(|it| it.code() == code) {
            return Self::Message(fault);
        }
        match code {
            "unauthenticated" => Self::Unauthenticated,
            "user_not_found" => Self::UserNotFound,
            "not_found" => Self::NotFound,
            "validation" => Self::Invalid(
                error
                    .fields
                    .into_iter()
                    .map(|(field, reason)| FieldError { field, reason })
                    .collect(),
            ),
            "plan_limit" => Self::PlanLimit(Full {
                says: error.message,
                limit: error.limit.unwrap_or_default(),
                count: error.count.unwrap_or_default(),
            }),
            "rate_limited" => Self::RateLimited,
            "gone" => Self::Gone,
            "clerk_unavailable" => Self::ClerkUnavailable,
            "too_large" => Self::TooLarge,
            "unavailable" => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

impl FromServerFnError for Error {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Invalid(Vec::new())
            }
            ServerFnErrorErr::Request(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

/// The code of the error that an answer tells of, in the answer's extensions, for the layers around
/// the doors.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode(pub &'static str);

#[cfg(feature = "ssr")]
impl axum::response::IntoResponse for Error {
    fn into_response(self) -> axum::response::Response {
        use http::{HeaderValue, StatusCode, header};

        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let challenge = (self == Self::Unauthenticated)
            .then_some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        let retry = self
            .retry_after()
            .map(|seconds| (header::RETRY_AFTER, seconds));
        let code = ErrorCode(self.code());
        let mut response = (status, axum::Json(self)).into_response();
        response.extensions_mut().insert(code);
        response
            .headers_mut()
            .extend(challenge.into_iter().chain(retry));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_survives_the_wire() {
        let refusals = Refusal::ALL.map(Error::Forbidden);
        let conflicts = Conflict::ALL.map(Error::Conflict);
        let others = [
            Error::Unauthenticated,
            Error::NotFound,
            Error::Invalid(vec![FieldError::new("title", "must not be empty")]),
            Error::PlanLimit(Full {
                says: "Your plan holds 50 offers.".into(),
                limit: 50,
                count: 49,
            }),
            Error::RateLimited,
            Error::Gone,
            Error::ClerkUnavailable,
            Error::UserNotFound,
            Error::TooLarge,
            Error::Unavailable,
            Error::Internal,
        ];
        let faults = MessageFault::ALL.map(Error::Message);
        for error in refusals
            .into_iter()
            .chain(conflicts)
            .chain(faults)
            .chain(others)
        {
            let json = serde_json::to_string(&error).unwrap();
            assert_eq!(
                serde_json::from_str::<Error>(&json).unwrap(),
                error,
                "{json}"
            );
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn clerk_js_finds_what_it_looks_for() {
        let error = Error::Forbidden(Refusal::Reverification);
        let body = serde_json::to_value(&error).unwrap();
        let clerks = clerk::Reverification::Strict.error_body();
        assert_eq!(body["clerk_error"], clerks["clerk_error"]);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn who_asks_too_often_is_told_how_long_to_wait() {
        use axum::response::IntoResponse as _;
        for (error, seconds) in [
            (Error::RateLimited, Some("60")),
            (Error::Unavailable, Some("5")),
            (Error::Internal, None),
        ] {
            let response = error.into_response();
            let header = response.headers().get(http::header::RETRY_AFTER);
            assert_eq!(header.and_then(|value| value.to_str().ok()), seconds);
        }
    }

    #[test]
    fn the_body_tells_how_much_there_may_be_and_is() {
        let over = OverLimit {
            what: crate::domain::plan::Limit::Rulesets,
            limit: 3,
            current: 2,
        };
        let body = serde_json::to_value(Error::from(over)).unwrap();
        assert_eq!(body["error"]["code"], "plan_limit");
        assert_eq!(body["error"]["limit"], 3);
        assert_eq!(body["error"]["count"], 2);
    }

    #[test]
    fn the_body_names_the_field() {
        let error = Error::Invalid(vec![FieldError::new("title", "must not be empty")]);
        assert_eq!(
            serde_json::to_value(&error).unwrap(),
            serde_json::json!({"error": {
                "code": "validation",
                "message": "Some of this needs another look.",
                "fields": {"title": "must not be empty"},
            }})
        );
    }
}
