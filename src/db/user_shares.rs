//! Offers that one person shows to another, and who may be found for it.

mod reading;

pub use self::reading::{by_id, expired, of_listing, received, sent};
use super::{DbError, UserTx};
use crate::domain::{
    listing::ListingId,
    share::{FoundPerson, ShareId},
    user::UserId,
};

/// The active person with that exact name or address. The asking counts: twenty times an hour, so
/// the scope must be committed whatever is found.
///
/// # Errors
/// [`DbError::TooOften`], or when the query fails.
pub async fn person_by_handle(
    tx: &mut UserTx,
    handle: &str,
) -> Result<Option<FoundPerson>, DbError> {
    let row = sqlx::query!(
        r#"select person_id as "id!", name as "name!", avatar_url from app.person_by_handle($1)"#,
        handle
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| FoundPerson {
        id: UserId(row.id),
        display_name: row.name,
        avatar_url: row.avatar_url,
    }))
}

/// Whether there is an active person of that number.
///
/// # Errors
/// When the query fails.
pub async fn is_active_person(tx: &mut UserTx, person: UserId) -> Result<bool, DbError> {
    let active = sqlx::query_scalar!(r#"select app.is_active_person($1) as "active!""#, person.0)
        .fetch_one(tx.conn())
        .await?;
    Ok(active)
}

/// The title of an offer of the caller's own.
///
/// # Errors
/// When the query fails.
pub async fn own_title(tx: &mut UserTx, listing: ListingId) -> Result<Option<String>, DbError> {
    let user = tx.user().0;
    let title = sqlx::query_scalar!(
        "select title from listing where id = $1 and user_id = $2",
        listing.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(title)
}

/// The name by which others know the caller.
///
/// # Errors
/// When the query fails.
pub async fn own_name(tx: &mut UserTx) -> Result<String, DbError> {
    let user = tx.user().0;
    let name = sqlx::query_scalar!(
        r#"select coalesce(nullif(btrim(display_name), ''), nullif(btrim(concat_ws(' ', first_name, last_name)), ''),
                           username) as "name!"
             from app_user
            where id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(name)
}

/// Sends an offer of the caller's own to an active person.
///
/// # Errors
/// [`DbError::TooOften`], or when the query fails.
pub async fn insert(
    tx: &mut UserTx,
    recipient: UserId,
    listing: ListingId,
    message: Option<&str>,
) -> Result<ShareId, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        r#"insert into user_share (sender_id, recipient_id, listing_id, message)
           values ($1, $2, $3, $4)
           returning id"#,
        user,
        recipient.0,
        listing.0,
        message
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ShareId(id))
}

/// Notes that the recipient, who is the caller, has opened a share; the first time counts.
///
/// # Errors
/// When the query fails.
pub async fn mark_viewed(tx: &mut UserTx, id: ShareId) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        r#"update user_share set viewed_at = now(), updated_at = now()
            where id = $1 and recipient_id = $2 and viewed_at is null"#,
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes that the recipient, who is the caller, has copied the offer of a share; gives its sender.
///
/// # Errors
/// When the query fails.
pub async fn mark_imported(tx: &mut UserTx, id: ShareId) -> Result<Option<UserId>, DbError> {
    let user = tx.user().0;
    let sender = sqlx::query_scalar!(
        r#"update user_share
              set imported_at = coalesce(imported_at, now()), viewed_at = coalesce(viewed_at, now()), updated_at = now()
            where id = $1
              and recipient_id = $2
           returning sender_id"#,
        id.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(sender.map(UserId))
}

/// Takes a share back, which the caller has sent; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn revoke(tx: &mut UserTx, id: ShareId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update user_share
              set revoked_at = coalesce(revoked_at, now()), updated_at = now()
            where id = $1
              and sender_id = $2"#,
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a share out of the caller's sight, who has received it; tells whether there is one.
///
/// # Errors
/// When the query fails.
pub async fn dismiss(tx: &mut UserTx, id: ShareId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        r#"update user_share
              set dismissed_at = coalesce(dismissed_at, now()), updated_at = now()
            where id = $1
              and recipient_id = $2"#,
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
