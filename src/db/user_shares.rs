//! Offers that one person shows to another, and who may be found for it.

use rust_decimal::Decimal;
use time::OffsetDateTime;

use super::{DbError, UserTx, collection_items::price};
use crate::domain::{
    listing::{Condition, ListingId},
    share::{FoundPerson, Party, ShareId, ShareState, SharedListing, UserShare},
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

struct ShareRow {
    id: i64,
    sender_id: i64,
    name: Option<String>,
    avatar_url: Option<String>,
    message: Option<String>,
    shared_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    viewed_at: Option<OffsetDateTime>,
    imported_at: Option<OffsetDateTime>,
    revoked_at: Option<OffsetDateTime>,
    is_over: bool,
    listing_id: i64,
    title: String,
    price_usd: Option<Decimal>,
    adjusted_price_usd: Option<Decimal>,
    condition: String,
}

impl ShareRow {
    fn seen_by(self, caller: i64) -> Result<UserShare, DbError> {
        let state = if self.revoked_at.is_some() {
            ShareState::Revoked
        } else if self.imported_at.is_some() {
            ShareState::Saved
        } else if self.is_over {
            ShareState::Expired
        } else if self.viewed_at.is_some() {
            ShareState::Seen
        } else {
            ShareState::New
        };
        Ok(UserShare {
            id: ShareId(self.id),
            with: Party {
                name: self.name.unwrap_or_else(|| "Somebody".to_owned()),
                avatar_url: self.avatar_url,
            },
            is_mine: self.sender_id == caller,
            state,
            message: self.message,
            listing: Some(SharedListing {
                id: ListingId(self.listing_id),
                title: self.title,
                price_usd: price(self.price_usd)?,
                adjusted_price_usd: price(self.adjusted_price_usd)?,
                condition: Condition::from_name(&self.condition).ok_or(DbError::Inconsistent {
                    table: "listing",
                    what: "an unknown condition",
                })?,
            }),
            shared_at: self.shared_at,
            expires_at: self.expires_at,
            viewed_at: self.viewed_at,
            imported_at: self.imported_at,
        })
    }
}

/// What the caller has received and can open, the newest first, at most `limit`, after the share
/// `after`. What they have dismissed is left out.
///
/// # Errors
/// When the query fails.
pub async fn received(
    tx: &mut UserTx,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Vec<UserShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, p.name, p.avatar_url, s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_senders() p on p.share_id = s.id
            where s.recipient_id = $1
              and s.dismissed_at is null
              and ($2::bigint is null
                   or (s.shared_at, s.id) < (select a.shared_at, a.id from user_share a where a.id = $2))
            order by s.shared_at desc, s.id desc
            limit $3"#,
        user,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(user)).collect()
}

/// What the caller has sent, the newest first, at most `limit`, after the share `after`.
///
/// # Errors
/// When the query fails.
pub async fn sent(
    tx: &mut UserTx,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Vec<UserShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, p.name, p.avatar_url, s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_recipients() p on p.share_id = s.id
            where s.sender_id = $1
              and ($2::bigint is null
                   or (s.shared_at, s.id) < (select a.shared_at, a.id from user_share a where a.id = $2))
            order by s.shared_at desc, s.id desc
            limit $3"#,
        user,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(user)).collect()
}

/// The caller's live shares of an offer of theirs, the newest first, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn of_listing(
    tx: &mut UserTx,
    listing: ListingId,
    limit: i64,
) -> Result<Vec<UserShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, p.name, p.avatar_url, s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_recipients() p on p.share_id = s.id
            where s.listing_id = $1
              and s.sender_id = $2
              and s.revoked_at is null
            order by s.shared_at desc, s.id desc
            limit $3"#,
        listing.0,
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(user)).collect()
}

/// A share that the caller has sent, or has received and can open.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: ShareId) -> Result<Option<UserShare>, DbError> {
    let user = tx.user().0;
    sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, coalesce(f.name, t.name) as name, coalesce(f.avatar_url, t.avatar_url) as avatar_url
                , s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
             from user_share s
             join listing l on l.id = s.listing_id
             left join app.share_senders() f on f.share_id = s.id
             left join app.share_recipients() t on t.share_id = s.id
            where s.id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?
    .map(|row| row.seen_by(user))
    .transpose()
}

/// What the caller received and can no longer open, of the last thirty days.
///
/// # Errors
/// When the query fails.
pub async fn expired(tx: &mut UserTx) -> Result<Vec<UserShare>, DbError> {
    let rows = sqlx::query!(
        r#"select share_id as "id!", name as "name!", avatar_url, shared_at as "shared_at!"
                , expires_at as "expires_at!", imported_at
             from app.expired_shares()
            order by shared_at desc, share_id desc
            limit 100"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| UserShare {
            id: ShareId(row.id),
            with: Party {
                name: row.name,
                avatar_url: row.avatar_url,
            },
            is_mine: false,
            state: match row.imported_at {
                Some(_) => ShareState::Saved,
                None => ShareState::Expired,
            },
            message: None,
            listing: None,
            shared_at: row.shared_at,
            expires_at: row.expires_at,
            viewed_at: None,
            imported_at: row.imported_at,
        })
        .collect())
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
