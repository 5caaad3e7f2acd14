//! Roles, for the command line: on its own, the application may give the first one.

use super::{DbError, SystemTx};
use crate::domain::user::{Role, UserId};

/// Somebody with a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Their number.
    pub id: UserId,
    /// Clerk's id.
    pub clerk_id: Option<String>,
    /// Their user name.
    pub username: String,
    /// Their address.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether they may come in.
    pub is_active: bool,
}

struct HolderRow {
    id: i64,
    clerk_id: Option<String>,
    username: String,
    email: Option<String>,
    role: String,
    is_active: bool,
}

impl From<HolderRow> for Holder {
    fn from(row: HolderRow) -> Self {
        Self {
            id: UserId(row.id),
            clerk_id: row.clerk_id,
            username: row.username,
            email: row.email,
            role: Role::from_name(&row.role),
            is_active: row.is_active,
        }
    }
}

/// People who were not deleted, oldest first, after the one with the id `after`, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn page(tx: &mut SystemTx, after: UserId, limit: i64) -> Result<Vec<Holder>, DbError> {
    let rows = sqlx::query_as!(
        HolderRow,
        "select id, clerk_id, username, email, role, is_active from app_user
          where deleted_at is null and id > $1 order by id limit $2",
        after.0,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Holder::from).collect())
}

/// Whoever has that Clerk id, else whoever has that address.
///
/// # Errors
/// When the query fails.
pub async fn named(tx: &mut SystemTx, handle: &str) -> Result<Option<Holder>, DbError> {
    let row = sqlx::query_as!(
        HolderRow,
        "select id, clerk_id, username, email, role, is_active from app_user
          where deleted_at is null and (clerk_id = $1 or email_key = lower($1))
          order by clerk_id is distinct from $1
          limit 1",
        handle
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Holder::from))
}

/// The active administrators, locked until the scope ends: nobody else gives or takes that role.
///
/// # Errors
/// When the query fails.
pub async fn lock_admins(tx: &mut SystemTx) -> Result<Vec<UserId>, DbError> {
    // Bounded: administrators are few, and each of them counts.
    let ids = sqlx::query_scalar!(
        "select id from app_user where role = 'admin' and is_active order by id for update"
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Makes an active person the first administrator, if Clerk has told of an address that is theirs
/// for certain. Tells whether it did: not while there is an administrator.
///
/// # Errors
/// When the query fails.
pub async fn make_first(tx: &mut SystemTx, id: UserId) -> Result<bool, DbError> {
    let made = sqlx::query!(
        "update app_user set role = 'admin', updated_at = now()
          where id = $1 and is_active and email is not null and clerk_updated_at is not null
            and not exists (select from app_user where role = 'admin' and is_active)",
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(made.rows_affected() > 0)
}

/// Gives somebody a role.
///
/// # Errors
/// When the query fails.
pub async fn set(tx: &mut SystemTx, id: UserId, role: Role) -> Result<(), DbError> {
    sqlx::query!(
        "update app_user set role = $2, updated_at = now() where id = $1",
        id.0,
        role.name()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
