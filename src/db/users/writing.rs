//! What Clerk tells of people is written.

use crate::{
    db::{DbError, SystemTx},
    domain::{
        person::{Profile, Version},
        user::UserId,
    },
};

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
