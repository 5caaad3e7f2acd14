//! People.

use time::OffsetDateTime;

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

/// What is known of a person when they first come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUser<'a> {
    /// Clerk's id, `user_…`.
    pub clerk_id: &'a str,
    /// Unique in the application.
    pub username: &'a str,
    /// Verified by Clerk, when the token says.
    pub email: Option<&'a str>,
    /// Given name, when the token says.
    pub first_name: Option<&'a str>,
    /// Family name, when the token says.
    pub last_name: Option<&'a str>,
    /// Picture, when the token says.
    pub avatar_url: Option<&'a str>,
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

/// Makes the person's row unless there is one; parallel calls make one row and all return it.
/// A row that exists is left as it is. An address that another living row holds is left out:
/// identity is the Clerk id, never the address.
///
/// # Errors
/// When a query fails.
pub async fn provision(tx: &mut SystemTx, new: &NewUser<'_>) -> Result<User, DbError> {
    sqlx::query!(
        r#"insert into app_user (clerk_id, username, email, first_name, last_name, avatar_url)
           select $1, $2
                , case when exists (select 1 from app_user
                                     where lower(email) = lower($3) and deleted_at is null)
                       then null else $3 end
                , $4, $5, $6
           on conflict do nothing"#,
        new.clerk_id,
        new.username,
        new.email,
        new.first_name,
        new.last_name,
        new.avatar_url,
    )
    .execute(tx.conn())
    .await?;
    if let Some(user) = by_clerk_id(tx, new.clerk_id).await? {
        return Ok(user);
    }
    // The address was taken between the look and the insert: keep the person, without it.
    sqlx::query!(
        r#"insert into app_user (clerk_id, username, first_name, last_name, avatar_url)
           values ($1, $2, $3, $4, $5)
           on conflict (clerk_id) do nothing"#,
        new.clerk_id,
        new.username,
        new.first_name,
        new.last_name,
        new.avatar_url,
    )
    .execute(tx.conn())
    .await?;
    by_clerk_id(tx, new.clerk_id)
        .await?
        .ok_or(DbError::Inconsistent {
            table: "app_user",
            what: "a person who was just inserted is not there",
        })
}
