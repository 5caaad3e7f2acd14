//! People, as administrators see and change them.

mod finding;
mod standing;

pub use self::{
    finding::{by_handle, by_id, find},
    standing::{Held, held, purge, restore, set_standing},
};
use super::{AdminTx, DbError};
use crate::domain::{
    admin::{Owned, PersonRecord},
    notification::NotificationKind,
    user::{Plan, Role, UserId},
};

/// Locks one person's row, and those of all active administrators, for as long as the scope is
/// open: of two administrators who demote one another, the second waits, and then is none.
///
/// # Errors
/// When the query fails.
pub async fn active_admins_locked(tx: &mut AdminTx) -> Result<Vec<UserId>, DbError> {
    // Bounded: administrators are few, and each of them counts.
    let ids = sqlx::query_scalar!(
        "select id from app_user where role = 'admin' and is_active order by id for update"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Gives another role to who has the role `from`; tells whether that was so.
///
/// # Errors
/// When the query fails.
pub async fn set_role(
    tx: &mut AdminTx,
    id: UserId,
    from: Role,
    role: Role,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update app_user set role = $3, updated_at = now() where id = $1 and role = $2",
        id.0,
        from.name(),
        role.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives another plan to who has the plan `from`; tells whether that was so.
///
/// # Errors
/// When the query fails.
pub async fn set_plan(
    tx: &mut AdminTx,
    id: UserId,
    from: Plan,
    plan: Plan,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "update app_user set plan = $3, updated_at = now() where id = $1 and plan = $2",
        id.0,
        from.name(),
        plan.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A person with what only their own page shows.
///
/// # Errors
/// When a query fails.
pub async fn record(tx: &mut AdminTx, id: UserId) -> Result<Option<PersonRecord>, DbError> {
    let Some(person) = by_id(tx, id).await? else {
        return Ok(None);
    };
    let more = sqlx::query!(
        r#"select u.is_banned, u.deleted_at
                , (select h.erase_at from held_profile h where h.user_id = u.id and h.erase_at > now()) as restorable_until
                , (select count(*) from listing where user_id = u.id) as "listings!"
                , (select count(*) from collection where user_id = u.id) as "collections!"
                , (select count(*) from profile where user_id = u.id) as "profiles!"
                , (select count(*) from valuation_ruleset where user_id = u.id) as "rulesets!"
                , (select count(s.id) from listing_share s where s.created_by = u.id) as "links!"
                , (select count(s.id) from user_share s where s.sender_id = u.id) as "shares_sent!"
                , (select count(s.id) from user_share s where s.recipient_id = u.id) as "shares_received!"
             from app_user u
            where u.id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(more.map(|more| PersonRecord {
        person,
        is_banned: more.is_banned,
        deleted_at: more.deleted_at,
        restorable_until: more.restorable_until,
        owned: Owned {
            listings: more.listings,
            collections: more.collections,
            profiles: more.profiles,
            rulesets: more.rulesets,
            links: more.links,
            shares_sent: more.shares_sent,
            shares_received: more.shares_received,
        },
    }))
}

/// What there is to say beyond a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details<'a> {
    /// More of it.
    pub message: &'a str,
    /// A page of the application.
    pub link: &'a str,
}

/// Tells somebody in the application what an administrator has done to their account, or to what is
/// theirs.
///
/// # Errors
/// When the query fails.
pub async fn tell(
    tx: &mut AdminTx,
    id: UserId,
    kind: NotificationKind,
    title: &str,
    details: Option<Details<'_>>,
) -> Result<(), DbError> {
    sqlx::query!(
        "select app.notify_by_admin($1, $2, $3, $4, $5)",
        id.0,
        kind.name(),
        title,
        details.map(|it| it.message),
        details.map(|it| it.link)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
