//! The file that a person is about to import: kept between the page that shows what it would do
//! and their word, and after that what came of it. One a person.

use sqlx::types::Json;

use super::{DbError, UserTx};
use crate::domain::listing::Imported;

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// The file, as it was read.
    File(String),
    /// What came of it.
    Done(Imported),
}

/// The caller's import.
///
/// # Errors
/// When the query fails.
pub async fn get(tx: &mut UserTx) -> Result<Option<Import>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"select content, outcome as "outcome: Json<Imported>" from listing_import where user_id = $1"#,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.and_then(|row| match (row.content, row.outcome) {
        (_, Some(outcome)) => Some(Import::Done(outcome.0)),
        (Some(content), None) => Some(Import::File(content)),
        (None, None) => None,
    }))
}

/// The caller's file that waits for a word, held so that it is imported once.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut UserTx) -> Result<Option<String>, DbError> {
    let user = tx.user().0;
    let content = sqlx::query_scalar!(
        "select content from listing_import where user_id = $1 for update",
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(content.flatten())
}

/// Keeps a file instead of what was there.
///
/// # Errors
/// When the query fails.
pub async fn keep(tx: &mut UserTx, content: &str) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "insert into listing_import (user_id, content) values ($1, $2)
         on conflict (user_id) do update set content = excluded.content, outcome = null, changed_at = now()",
        user,
        content
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes what came of the file, and forgets the file.
///
/// # Errors
/// When the query fails.
pub async fn finish(tx: &mut UserTx, outcome: &Imported) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "update listing_import set content = null, outcome = $2, changed_at = now() where user_id = $1",
        user,
        Json(outcome) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets the file and what came of it.
///
/// # Errors
/// When the query fails.
pub async fn forget(tx: &mut UserTx) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!("delete from listing_import where user_id = $1", user)
        .execute(tx.conn())
        .await?;
    Ok(())
}
