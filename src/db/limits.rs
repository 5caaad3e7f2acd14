//! What plans limit, counted.

use super::{DbError, UserTx};
use crate::domain::user::{Plan, Role};

/// The caller's plan and role. Until the scope ends, no other scope of theirs comes past here: what
/// is counted afterwards stays so.
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

/// The caller's plan and role, for reading only.
///
/// # Errors
/// When the query fails.
pub async fn plan(tx: &mut UserTx) -> Result<(Plan, Role), DbError> {
    let user = tx.user().0;
    let row = sqlx::query!("select plan, role from app_user where id = $1", user)
        .fetch_one(tx.conn())
        .await?;
    Ok((Plan::from_name(&row.plan), Role::from_name(&row.role)))
}

/// How many offers the caller has, whatever their status.
///
/// # Errors
/// When the query fails.
pub async fn listings(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from listing where user_id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// How many active offers the caller has.
///
/// # Errors
/// When the query fails.
pub async fn active_listings(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from listing where user_id = $1 and status = 'active'"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}
