//! What people have chosen about how the application works for them: columns of their row, and
//! what there is to choose from.

use super::{DbError, UserTx};
use crate::domain::preferences::{Preferences, Settings};

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// The number of its row.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Part of the product, not the caller's.
    pub is_system: bool,
}

/// The caller's settings.
///
/// # Errors
/// When the query fails.
pub async fn of_caller(tx: &mut UserTx) -> Result<Option<Settings>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        "select display_name, preferences from app_user where id = $1",
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Settings {
        display_name: row.display_name,
        preferences: Preferences::from_stored(&row.preferences),
    }))
}

/// The same; nobody else changes them until this transaction ends.
///
/// # Errors
/// When the query fails.
pub async fn of_caller_to_change(tx: &mut UserTx) -> Result<Option<Settings>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        "select display_name, preferences from app_user where id = $1 for update",
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Settings {
        display_name: row.display_name,
        preferences: Preferences::from_stored(&row.preferences),
    }))
}

/// Keeps the caller's settings.
///
/// # Errors
/// When the query fails.
pub async fn save(tx: &mut UserTx, settings: &Settings) -> Result<(), DbError> {
    let user = tx.user().0;
    let preferences =
        serde_json::to_value(&settings.preferences).map_err(|_| DbError::Inconsistent {
            table: "app_user",
            what: "preferences that are no JSON",
        })?;
    sqlx::query!(
        "update app_user set display_name = $2, preferences = $3, updated_at = now() where id = $1",
        user,
        settings.display_name,
        preferences
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The scoring profiles that the caller may use: the product's, then their own.
///
/// # Errors
/// When the query fails.
pub async fn scoring_profiles(tx: &mut UserTx) -> Result<Vec<Choosable>, DbError> {
    // Bounded: by how many a person may keep, and the product's own.
    let rows = sqlx::query_as!(
        Choosable,
        "select id, name, is_system from profile order by is_system desc, name, id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The rulesets that the caller may use: the product's, then their own.
///
/// # Errors
/// When the query fails.
pub async fn rulesets(tx: &mut UserTx) -> Result<Vec<Choosable>, DbError> {
    // Bounded: by how many a person may keep, and the product's own.
    let rows = sqlx::query_as!(
        Choosable,
        "select id, name, is_system from valuation_ruleset order by is_system desc, name, id"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Whether the caller may use that scoring profile.
///
/// # Errors
/// When the query fails.
pub async fn may_use_profile(tx: &mut UserTx, id: i64) -> Result<bool, DbError> {
    let allowed = sqlx::query_scalar!(r#"select app.may_use_profile($1) as "allowed!""#, id)
        .fetch_one(tx.conn())
        .await?;
    Ok(allowed)
}

/// Whether the caller may use that ruleset.
///
/// # Errors
/// When the query fails.
pub async fn may_use_ruleset(tx: &mut UserTx, id: i64) -> Result<bool, DbError> {
    let allowed = sqlx::query_scalar!(r#"select app.may_use_ruleset($1) as "allowed!""#, id)
        .fetch_one(tx.conn())
        .await?;
    Ok(allowed)
}
