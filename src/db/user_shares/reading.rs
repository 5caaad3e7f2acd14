//! Shares, as their sender and their recipient see them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::types::Json;
use time::OffsetDateTime;

use crate::{
    db::{
        DbError, UserTx,
        listings::{condition, price},
    },
    domain::{
        listing::{Flag, ListingId},
        share::{Party, ShareId, ShareState, SharedListing, UserShare},
    },
};

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
    attrs: Json<BTreeMap<String, Value>>,
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
                condition: condition(&self.condition)?,
                flags: Flag::among(&self.attrs),
            }),
            shared_at: self.shared_at,
            expires_at: self.expires_at,
            viewed_at: self.viewed_at,
            imported_at: self.imported_at,
        })
    }
}

/// What the caller has received and can open, the newest first, at most `limit`, after the share
/// `after`; of one state only, if given. What they have dismissed is left out.
///
/// # Errors
/// When the query fails.
pub async fn received(
    tx: &mut UserTx,
    state: Option<ShareState>,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Vec<UserShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, p.name, p.avatar_url, s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
                , l.attrs as "attrs: Json<BTreeMap<String, Value>>"
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_senders() p on p.share_id = s.id
            where s.recipient_id = $1
              and s.dismissed_at is null
              and ($2::bigint is null
                   or (s.shared_at, s.id) < (select a.shared_at, a.id from user_share a where a.id = $2))
              and ($4::text is null
                   or $4 = case when s.revoked_at is not null then 'revoked'
                                when s.imported_at is not null then 'saved'
                                when s.expires_at <= now() then 'expired'
                                when s.viewed_at is not null then 'seen'
                                else 'new'
                           end)
            order by s.shared_at desc, s.id desc
            limit $3"#,
        user,
        after.map(|id| id.0),
        limit,
        state.map(ShareState::name)
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(user)).collect()
}

/// What the caller has sent, the newest first, at most `limit`, after the share `after`; of one
/// state only, if given.
///
/// # Errors
/// When the query fails.
pub async fn sent(
    tx: &mut UserTx,
    state: Option<ShareState>,
    after: Option<ShareId>,
    limit: i64,
) -> Result<Vec<UserShare>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        ShareRow,
        r#"select s.id, s.sender_id, p.name, p.avatar_url, s.message, s.shared_at, s.expires_at, s.viewed_at
                , s.imported_at, s.revoked_at, s.expires_at <= now() as "is_over!"
                , l.id as listing_id, l.title, l.price_usd, l.adjusted_price_usd, l.condition
                , l.attrs as "attrs: Json<BTreeMap<String, Value>>"
             from user_share s
             join listing l on l.id = s.listing_id
             join app.share_recipients() p on p.share_id = s.id
            where s.sender_id = $1
              and ($2::bigint is null
                   or (s.shared_at, s.id) < (select a.shared_at, a.id from user_share a where a.id = $2))
              and ($4::text is null
                   or $4 = case when s.revoked_at is not null then 'revoked'
                                when s.imported_at is not null then 'saved'
                                when s.expires_at <= now() then 'expired'
                                when s.viewed_at is not null then 'seen'
                                else 'new'
                           end)
            order by s.shared_at desc, s.id desc
            limit $3"#,
        user,
        after.map(|id| id.0),
        limit,
        state.map(ShareState::name)
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
                , l.attrs as "attrs: Json<BTreeMap<String, Value>>"
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
                , l.attrs as "attrs: Json<BTreeMap<String, Value>>"
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

/// What the caller received and can no longer open, of the last thirty days; of one state only, if
/// given.
///
/// # Errors
/// When the query fails.
pub async fn expired(
    tx: &mut UserTx,
    state: Option<ShareState>,
) -> Result<Vec<UserShare>, DbError> {
    let rows = sqlx::query!(
        r#"select share_id as "id!", name as "name!", avatar_url, shared_at as "shared_at!"
                , expires_at as "expires_at!", imported_at
             from app.expired_shares()
            where $1::text is null
               or $1 = case when imported_at is null then 'expired' else 'saved' end
            order by shared_at desc, share_id desc
            limit 100"#,
        state.map(ShareState::name)
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
