//! How much a person may keep.

use super::{DbError, UserTx};
use crate::domain::user::{Plan, Role};

/// The caller's plan and role. Holds the caller's row until the scope ends, so that of two
/// requests that would both take the last place one waits, and then finds it taken.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut UserTx) -> Result<(Plan, Role), DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        "select plan, role from app_user where id = $1 for no key update",
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((Plan::from_name(&row.plan), Role::from_name(&row.role)))
}
