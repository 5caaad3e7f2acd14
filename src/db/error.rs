use thiserror::Error;

/// Why the database did not do as asked.
#[derive(Debug, Error)]
pub enum DbError {
    /// No connection, or it broke: worth trying again.
    #[error("the database cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// A policy refused the row: a bug in the application, answered as "not found".
    #[error("row-level security refused")]
    RowSecurity(#[source] sqlx::Error),
    /// Somebody else has just changed the same: worth trying again, from the start.
    #[error("another transaction was in the way")]
    Conflict(#[source] sqlx::Error),
    /// It took longer than a scope may: worth trying again.
    #[error("the database took too long")]
    TooSlow(#[source] sqlx::Error),
    /// The schema's own limit on how often something may be done in a while.
    #[error("too often")]
    TooOften,
    /// Anything else.
    #[error("a query failed")]
    Query(#[source] sqlx::Error),
    /// A row that should be impossible.
    #[error("inconsistent row in {table}: {what}")]
    Inconsistent {
        /// The table that holds it.
        table: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl DbError {
    /// What went wrong, with every cause below it.
    #[must_use]
    pub fn causes(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        text
    }
}

/// PostgreSQL's code for "insufficient privilege".
const INSUFFICIENT_PRIVILEGE: &str = "42501";
/// "Unique violation", "serialization failure" and "deadlock detected".
const CONFLICTS: [&str; 3] = ["23505", "40001", "40P01"];
/// "Query canceled", "lock not available" and "idle in transaction session timeout".
const TOO_SLOW: [&str; 3] = ["57014", "55P03", "25P03"];

/// What the schema raises where it counts how often something was done.
const TOO_OFTEN: &str = "DB429";

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
            sqlx::Error::Database(database)
                if database.code().as_deref() == Some(INSUFFICIENT_PRIVILEGE) =>
            {
                Self::RowSecurity(error)
            }
            sqlx::Error::Database(database)
                if database
                    .code()
                    .is_some_and(|code| CONFLICTS.contains(&&*code)) =>
            {
                Self::Conflict(error)
            }
            sqlx::Error::Database(database) if database.code().as_deref() == Some(TOO_OFTEN) => {
                Self::TooOften
            }
            sqlx::Error::Database(database)
                if database
                    .code()
                    .is_some_and(|code| TOO_SLOW.contains(&&*code)) =>
            {
                Self::TooSlow(error)
            }
            // Class 57: the server is shutting down or starting up.
            sqlx::Error::Database(database)
                if database.code().is_some_and(|code| code.starts_with("57P")) =>
            {
                Self::Unreachable(error)
            }
            _ => Self::Query(error),
        }
    }
}

impl From<DbError> for crate::error::Error {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::Unreachable(cause) => {
                tracing::error!(%cause, "the database cannot be reached");
                Self::Unavailable
            }
            DbError::RowSecurity(cause) => {
                tracing::error!(%cause, event = "rls_denied", "row-level security refused a query");
                Self::NotFound
            }
            DbError::TooSlow(cause) => {
                tracing::error!(%cause, "the database took too long");
                Self::Unavailable
            }
            DbError::TooOften => Self::RateLimited,
            DbError::Conflict(cause) | DbError::Query(cause) => {
                tracing::error!(%cause, "a query failed");
                Self::Internal
            }
            DbError::Inconsistent { .. } => {
                tracing::error!(%error, "a row should be impossible");
                Self::Internal
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn what_cannot_be_reached_is_worth_trying_again() {
        for error in [
            sqlx::Error::PoolTimedOut,
            sqlx::Error::PoolClosed,
            sqlx::Error::WorkerCrashed,
        ] {
            let error = DbError::from(error);
            assert!(matches!(error, DbError::Unreachable(_)), "{error:?}");
            assert_eq!(Error::from(error), Error::Unavailable);
        }
    }

    #[test]
    fn each_failure_is_answered_as_what_it_is() {
        let inconsistent = DbError::Inconsistent {
            table: "listing",
            what: "no title",
        };
        let cause = || sqlx::Error::RowNotFound;
        for (error, answer) in [
            (DbError::TooOften, Error::RateLimited),
            (DbError::TooSlow(cause()), Error::Unavailable),
            (DbError::RowSecurity(cause()), Error::NotFound),
            (DbError::Conflict(cause()), Error::Internal),
            (DbError::Query(cause()), Error::Internal),
            (inconsistent, Error::Internal),
        ] {
            assert_eq!(Error::from(error), answer);
        }
    }

    #[test]
    fn every_cause_is_told() {
        let causes = DbError::Query(sqlx::Error::PoolTimedOut).causes();
        assert!(causes.starts_with("a query failed: "), "{causes}");
    }
}
