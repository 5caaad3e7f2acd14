//! What the audit log says of how people come in.

use std::time::Duration;

use super::{DbError, SystemTx};

/// Counts over a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Sessions that began.
    pub logins: i64,
    /// Credentials that were refused, as far as they left a row.
    pub refused: i64,
    /// People who were made.
    pub signed_up: i64,
    /// How many of these have come in.
    pub came_in: i64,
    /// Sessions that ended and whose beginning is known.
    pub ended: i64,
    /// For how many seconds these lasted together.
    pub lasted: f64,
}

/// Counts over the last `span`.
///
/// # Errors
/// When the query fails.
pub async fn over(tx: &mut SystemTx, span: Duration) -> Result<Measures, DbError> {
    let measures = sqlx::query_as!(
        Measures,
        r#"select logins as "logins!", refused as "refused!", signed_up as "signed_up!"
                , came_in as "came_in!", ended as "ended!", lasted as "lasted!"
             from app.measures(make_interval(secs => $1))"#,
        span.as_secs_f64()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(measures)
}
