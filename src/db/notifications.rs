//! What people are told in the application.

use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::{
    listing::ListingId,
    notification::{Notification, NotificationId, NotificationKind, Unread},
    share::ShareId,
    user::UserId,
};

struct NotificationRow {
    id: i64,
    kind: String,
    title: String,
    message: Option<String>,
    link: Option<String>,
    read_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
}

impl TryFrom<NotificationRow> for Notification {
    type Error = DbError;

    fn try_from(row: NotificationRow) -> Result<Self, DbError> {
        Ok(Self {
            id: NotificationId(row.id),
            kind: NotificationKind::from_name(&row.kind).ok_or(DbError::Inconsistent {
                table: "notification",
                what: "an unknown type",
            })?,
            title: row.title,
            message: row.message,
            link: row.link,
            read_at: row.read_at,
            created_at: row.created_at,
        })
    }
}

/// What the caller was told, the newest first, at most `limit`, after `after`; only what is unread,
/// or only what is read, if asked for.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &mut UserTx,
    unread: Option<bool>,
    after: Option<NotificationId>,
    limit: i64,
) -> Result<Vec<Notification>, DbError> {
    let user = tx.user().0;
    let rows = sqlx::query_as!(
        NotificationRow,
        r#"select id, type as kind, title, message, link, read_at, created_at
             from notification
            where user_id = $1
              and ($2::bool is null or (read_at is null) = $2)
              and ($3::bigint is null
                   or (created_at, id) < (select a.created_at, a.id from notification a where a.id = $3))
            order by created_at desc, id desc
            limit $4"#,
        user,
        unread,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Notification::try_from).collect()
}

/// How much the caller has not looked at yet.
///
/// # Errors
/// When the query fails.
pub async fn unread(tx: &mut UserTx) -> Result<Unread, DbError> {
    let user = tx.user().0;
    let unread = sqlx::query_as!(
        Unread,
        r#"select (select count(*) from notification where user_id = $1 and read_at is null) as "news!"
                , (select count(*)
                     from user_share s
                     join app.share_senders() p on p.share_id = s.id
                    where s.recipient_id = $1
                      and s.viewed_at is null
                      and s.imported_at is null
                      and s.dismissed_at is null) as "shares!""#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(unread)
}

/// Notes that the caller has read something; the first time counts. `None` when there is no such
/// notification.
///
/// # Errors
/// When the query fails.
pub async fn mark_read(
    tx: &mut UserTx,
    id: NotificationId,
) -> Result<Option<Notification>, DbError> {
    let user = tx.user().0;
    sqlx::query_as!(
        NotificationRow,
        r#"update notification
              set read_at = coalesce(read_at, now()), updated_at = now()
            where id = $1
              and user_id = $2
           returning id, type as kind, title, message, link, read_at, created_at"#,
        id.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?
    .map(Notification::try_from)
    .transpose()
}

/// Notes that the caller has read everything; tells how much was unread.
///
/// # Errors
/// When the query fails.
pub async fn mark_all_read(tx: &mut UserTx) -> Result<u64, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "update notification set read_at = now(), updated_at = now() where user_id = $1 and read_at is null",
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Notes that the caller has read what was told of a share.
///
/// # Errors
/// When the query fails.
pub async fn mark_share_read(tx: &mut UserTx, share: ShareId) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        r#"update notification set read_at = now(), updated_at = now()
            where user_share_id = $1 and user_id = $2 and read_at is null"#,
        share.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a notification of the caller's away; tells whether there was one.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: NotificationId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from notification where id = $1 and user_id = $2",
        id.0,
        user
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// News for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News<'a> {
    /// Whom to tell.
    pub person: UserId,
    /// What it is about.
    pub kind: NotificationKind,
    /// In a few words; at most 255 characters.
    pub title: &'a str,
    /// More of it.
    pub message: Option<&'a str>,
    /// A page of the application.
    pub link: &'a str,
    /// The share that it is about.
    pub share: Option<ShareId>,
}

/// Tells somebody something on the caller's behalf, unless they do not want to hear of it. The
/// database checks that it is the caller's to tell.
///
/// # Errors
/// When it is not, or the query fails.
pub async fn tell(tx: &mut UserTx, news: &News<'_>) -> Result<(), DbError> {
    sqlx::query!(
        "select app.notify($1, $2, $3, $4, $5, $6)",
        news.person.0,
        news.kind.name(),
        news.title,
        news.message,
        news.link,
        news.share.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The title of an offer of the caller's that stands in one of their collections and is neither
/// rejected nor bought there: one whose price they wait for.
///
/// # Errors
/// When the query fails.
pub async fn awaited_title(tx: &mut UserTx, listing: ListingId) -> Result<Option<String>, DbError> {
    let user = tx.user().0;
    let title = sqlx::query_scalar!(
        r#"select l.title
             from listing l
            where l.id = $1
              and l.user_id = $2
              and exists (select 1
                            from collection_item i
                            join collection c on c.id = i.collection_id
                           where i.listing_id = l.id
                             and c.user_id = $2
                             and i.status in ('undecided', 'shortlisted'))"#,
        listing.0,
        user
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(title)
}
