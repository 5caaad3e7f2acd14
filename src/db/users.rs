//! People. What Clerk tells of them is written by `service::people` alone.

use time::OffsetDateTime;

use super::{DbError, SystemTx};
use crate::domain::{
    person::{Known, Profile, Version},
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

struct KnownRow {
    id: i64,
    clerk_id: Option<String>,
    username: String,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    avatar_url: Option<String>,
    last_login_at: Option<OffsetDateTime>,
    is_active: bool,
    is_banned: bool,
    is_deleted: bool,
    clerk_updated_at: Option<OffsetDateTime>,
    clerk_told_at: Option<OffsetDateTime>,
    has_name: bool,
    has_email: bool,
}

impl From<KnownRow> for Known {
    fn from(row: KnownRow) -> Self {
        Self {
            id: UserId(row.id),
            clerk_id: row.clerk_id,
            profile: Profile {
                username: Some(row.username),
                email: row.email,
                first_name: row.first_name,
                last_name: row.last_name,
                avatar_url: row.avatar_url,
                banned: row.is_banned,
                signed_in_at: row.last_login_at,
            },
            version: row.clerk_updated_at.map(|changed_at| Version {
                changed_at,
                told_at: row.clerk_told_at.unwrap_or(changed_at),
            }),
            is_active: row.is_active,
            is_deleted: row.is_deleted,
        }
    }
}

/// What stands in the way of writing a person, or is to be changed. Every row of it is locked until
/// the scope ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Their own row.
    pub own: Option<Known>,
    /// Others who have one of the names.
    pub name_holders: Vec<Known>,
    /// Another living person who has the address.
    pub email_holder: Option<Known>,
}

/// The row of that Clerk id, and who else has one of these user names or, among the living, this
/// address. Rows are locked in the order of their numbers, so that two people who take from each
/// other wait for one another and do not block each other.
///
/// # Errors
/// When the query fails.
pub async fn standing(
    tx: &mut SystemTx,
    clerk_id: &str,
    usernames: &[String],
    email: Option<&str>,
) -> Result<Standing, DbError> {
    let rows = sqlx::query_as!(
        KnownRow,
        r#"select id, clerk_id, username, email, first_name, last_name, avatar_url, last_login_at
                , is_active, is_banned, deleted_at is not null as "is_deleted!", clerk_updated_at, clerk_told_at
                , username = any ($2) as "has_name!"
                , coalesce(email_key = lower($3) and deleted_at is null, false) as "has_email!"
             from app_user
            where clerk_id = $1 or username = any ($2) or (email_key = lower($3) and deleted_at is null)
            order by id
              for update"#,
        clerk_id,
        usernames,
        email
    )
    .fetch_all(tx.conn())
    .await?;
    let mut standing = Standing::default();
    for row in rows {
        let (has_name, has_email) = (row.has_name, row.has_email);
        let known = Known::from(row);
        if known.clerk_id.as_deref() == Some(clerk_id) {
            standing.own = Some(known);
            continue;
        }
        if has_name {
            standing.name_holders.push(known.clone());
        }
        if has_email {
            standing.email_holder = Some(known);
        }
    }
    Ok(standing)
}

/// A row to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson<'a> {
    /// Clerk's id, `user_…`.
    pub clerk_id: &'a str,
    /// Unique in the application.
    pub username: &'a str,
    /// What it says besides.
    pub profile: &'a Profile,
    /// How new that is.
    pub version: Option<Version>,
    /// Whether it is of somebody who is gone.
    pub is_deleted: bool,
}

/// Makes a person's row. None if there is one by now, or the person was purged.
///
/// # Errors
/// [`DbError::Conflict`] when another person has just got the name or the address.
pub async fn insert(tx: &mut SystemTx, new: &NewPerson<'_>) -> Result<Option<UserId>, DbError> {
    let id = sqlx::query_scalar!(
        r#"insert into app_user (clerk_id, username, email, first_name, last_name, avatar_url, last_login_at
                               , is_banned, is_active, clerk_updated_at, clerk_told_at, deleted_at)
           select $1, $2, $3, $4, $5, $6, $7, $8, not ($8 or $11), $9, $10, case when $11 then now() end
            where not app.was_purged($1)
           on conflict (clerk_id) do nothing
           returning id"#,
        new.clerk_id,
        new.username,
        new.profile.email,
        new.profile.first_name,
        new.profile.last_name,
        new.profile.avatar_url,
        new.profile.signed_in_at,
        new.profile.banned,
        new.version.map(|version| version.changed_at),
        new.version.map(|version| version.told_at),
        new.is_deleted,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(UserId))
}

/// Has a person's row say what Clerk says by now.
///
/// # Errors
/// [`DbError::Conflict`] when another person has just got the name or the address.
pub async fn rewrite(
    tx: &mut SystemTx,
    person: UserId,
    username: &str,
    profile: &Profile,
    version: Version,
    is_active: bool,
) -> Result<(), DbError> {
    sqlx::query!(
        r#"update app_user
              set username = $2, email = $3, first_name = $4, last_name = $5, avatar_url = $6
                , last_login_at = greatest(last_login_at, $7), is_banned = $8, is_active = $9
                , clerk_updated_at = $10, clerk_told_at = $11, updated_at = now()
            where id = $1"#,
        person.0,
        username,
        profile.email,
        profile.first_name,
        profile.last_name,
        profile.avatar_url,
        profile.signed_in_at,
        profile.banned,
        is_active,
        version.changed_at,
        version.told_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Clears the row of somebody who is gone. What was on it is held back for a while. A cleared row
/// has no version: it says nothing that Clerk has told, so whatever came before leaves no trace.
///
/// # Errors
/// When the query fails.
pub async fn scrub(tx: &mut SystemTx, person: UserId, username: &str) -> Result<(), DbError> {
    sqlx::query!(
        r#"with held as (
               insert into held_profile (user_id, username, email, display_name, first_name, last_name, avatar_url)
               select id, username, email, display_name, first_name, last_name, avatar_url
                 from app_user where id = $1
           )
           update app_user
              set username = $2, email = null, display_name = null, first_name = null, last_name = null
                , avatar_url = null, is_active = false, is_banned = false
                , clerk_updated_at = null, clerk_told_at = null, deleted_at = now(), updated_at = now()
            where id = $1"#,
        person.0,
        username,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes an address from a person's row that has become somebody else's.
///
/// # Errors
/// When the query fails.
pub async fn drop_email(tx: &mut SystemTx, person: UserId) -> Result<(), DbError> {
    sqlx::query!(
        "update app_user set email = null, updated_at = now() where id = $1",
        person.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a person another user name, because theirs has become somebody else's.
///
/// # Errors
/// When the query fails.
pub async fn rename(tx: &mut SystemTx, person: UserId, username: &str) -> Result<(), DbError> {
    sqlx::query!(
        "update app_user set username = $2, updated_at = now() where id = $1",
        person.0,
        username
    )
    .execute(tx.conn())
    .await?;
    Ok(())
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
