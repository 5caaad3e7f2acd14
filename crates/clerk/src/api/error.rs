//! What the Backend API answers when it does not do what it was asked.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// Why a call of the Backend API failed.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ApiError {
    /// It answered with an error.
    #[error("{0}")]
    Response(Box<ErrorResponse>),
    /// It could not be reached, or did not answer in time.
    #[error("the Backend API could not be reached: {0}")]
    Transport(String),
    /// Its answer is not what it should be.
    #[error("the Backend API's answer could not be read: {0}")]
    Answer(String),
    /// An id that would change the path of the request.
    #[error("the id is not one of Clerk's")]
    InvalidId,
    /// This client's own budget of requests is spent.
    #[error("the budget of Backend API requests is spent for the moment")]
    BudgetSpent,
}

impl ApiError {
    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Response(response) => Some(response.status),
            _ => None,
        }
    }

    /// Whether what was asked for does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }
}

/// An error that the Backend API answered.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The errors; may be empty.
    pub errors: Vec<ApiErrorItem>,
    /// The id under which Clerk's support finds the request.
    pub trace_id: Option<String>,
    /// After which time the request may be sent again.
    pub retry_after: Option<Duration>,
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the Backend API answered {}", self.status)?;
        if let Some(first) = self.errors.first() {
            write!(f, ": {}", first.code)?;
        }
        Ok(())
    }
}

/// One error of an answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ApiErrorItem {
    /// What went wrong, for programs; empty where the answer does not say.
    #[serde(default)]
    pub code: String,
    /// What went wrong, for developers.
    #[serde(default)]
    pub message: String,
    /// What went wrong, for users.
    #[serde(default)]
    pub long_message: Option<String>,
    /// Details, such as the name of the parameter.
    #[serde(default)]
    pub meta: Option<Value>,
}
