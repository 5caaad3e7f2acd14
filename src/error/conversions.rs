//! What the errors of others come to here.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use super::{Error, Full};
use crate::domain::{listing::FieldError, plan::OverLimit};

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
