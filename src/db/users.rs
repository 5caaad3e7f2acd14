//! People. What Clerk tells of them is written by `service::people` alone.

mod standing;
mod writing;

use time::OffsetDateTime;

pub use self::{
    standing::{Standing, standing},
    writing::{NewPerson, drop_email, insert, rename, rewrite, scrub},
};
use super::{DbError, SystemTx};
use crate::domain::{
    preferences::Preferences,
    user::{Plan, Role, User, UserId},
};

struct UserRow {
    id: i64,
    clerk_id: Option<String>,
    username: String,
    email: Option<String>,
    display_name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    avatar_url: Option<String>,
    role: String,
    plan: String,
    preferences: serde_json::Value,
    is_active: bool,
    created_at: OffsetDateTime,
    last_login_at: Option<OffsetDateTime>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: UserId(row.id),
            clerk_id: row.clerk_id,
            username: row.username,
            email: row.email,
            display_name: row.display_name,
            first_name: row.first_name,
            last_name: row.last_name,
            avatar_url: row.avatar_url,
            role: Role::from_name(&row.role),
            plan: Plan::from_name(&row.plan),
            preferences: Preferences::from_stored(&row.preferences),
            is_active: row.is_active,
            created_at: row.created_at,
            last_login_at: row.last_login_at,
        }
    }
}

/// The person with that Clerk id.
///
/// # Errors
/// When the query fails.
pub async fn by_clerk_id(tx: &mut SystemTx, clerk_id: &str) -> Result<Option<User>, DbError> {
    let row = sqlx::query_as!(
        UserRow,
        r#"select id, clerk_id, username, email, display_name, first_name, last_name, avatar_url
                , role, plan, preferences, is_active, created_at, last_login_at
             from app_user
            where clerk_id = $1"#,
        clerk_id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(User::from))
}

/// Notes that a person has signed in, just now if it is not said when. Gives their number, unless they are not known or gone.
///
/// # Errors
/// When the query fails.
pub async fn signed_in(
    tx: &mut SystemTx,
    clerk_id: &str,
    at: Option<OffsetDateTime>,
) -> Result<Option<UserId>, DbError> {
    let id = sqlx::query_scalar!(
        r#"update app_user
              set last_login_at = greatest(last_login_at, coalesce($2, now()))
            where clerk_id = $1 and deleted_at is null
           returning id"#,
        clerk_id,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(UserId))
}

/// The number of a person, also of one who is gone.
///
/// # Errors
/// When the query fails.
pub async fn id_of(tx: &mut SystemTx, clerk_id: &str) -> Result<Option<UserId>, DbError> {
    let id = sqlx::query_scalar!("select id from app_user where clerk_id = $1", clerk_id)
        .fetch_optional(tx.conn())
        .await?;
    Ok(id.map(UserId))
}

/// Erases what has been held back for long enough. Returns of how many people.
///
/// # Errors
/// When the query fails.
pub async fn erase_held(tx: &mut SystemTx) -> Result<u64, DbError> {
    let gone = sqlx::query_scalar!(r#"select app.erase_held_profiles() as "gone!""#)
        .fetch_one(tx.conn())
        .await?;
    Ok(gone.unsigned_abs())
}
