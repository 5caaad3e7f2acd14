//! What administrators switch on and off while the application runs.

use super::{AdminTx, DbError, UserTx};
use crate::domain::admin::ApplicationSwitch;

/// Rows from before people had accounts can be read by everybody who is signed in.
pub const LEGACY_ROWS_VISIBLE: &str = "LEGACY_ROWS_VISIBLE";
/// Public collections are listed on the discover page.
pub const PUBLIC_COLLECTIONS: &str = "PUBLIC_COLLECTIONS";

/// Whether a switch is on; one that does not exist is off.
///
/// # Errors
/// When the query fails.
pub async fn is_on(tx: &mut UserTx, name: &str) -> Result<bool, DbError> {
    let on = sqlx::query_scalar!(r#"select app.switched_on($1) as "on!""#, name)
        .fetch_one(tx.conn())
        .await?;
    Ok(on)
}

/// All switches, by name.
///
/// # Errors
/// When the query fails.
pub async fn all(tx: &mut AdminTx) -> Result<Vec<ApplicationSwitch>, DbError> {
    // Bounded: by the switches that the program knows.
    let switches = sqlx::query_as!(
        ApplicationSwitch,
        "select name, description, enabled from application_switch order by name"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(switches)
}

/// Switches; tells whether there is such a switch.
///
/// # Errors
/// When the query fails.
pub async fn set(tx: &mut AdminTx, name: &str, on: bool) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update application_switch set enabled = $2, updated_at = now() where name = $1",
        name,
        on
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
