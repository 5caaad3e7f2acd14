//! The one shape in which an error reaches a client, there and back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Conflict, Error, Full, MessageFault, Refusal};
use crate::domain::listing::FieldError;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{Bound, Limit, OverLimit};

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

    #[test]
    fn the_body_tells_how_much_there_may_be_and_is() {
        let over = OverLimit {
            what: Limit::Rulesets,
            limit: 3,
            set_by: Bound::Plan,
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
