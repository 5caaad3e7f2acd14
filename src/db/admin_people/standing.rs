//! Whether somebody may come in, what is held back of who was deleted, and the end of a row.

use crate::{
    db::{AdminTx, DbError},
    domain::user::UserId,
};

/// Lets somebody in, or keeps them out; `is_banned` says whether a ban at Clerk is why.
///
/// # Errors
/// When the query fails.
pub async fn set_standing(
    tx: &mut AdminTx,
    id: UserId,
    is_active: bool,
    is_banned: bool,
) -> Result<(), DbError> {
    sqlx::query!(
        "update app_user set is_active = $2, is_banned = $3, updated_at = now() where id = $1",
        id.0,
        is_active,
        is_banned
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was cleared from somebody's row, as far as Clerk must be told to make them anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Their address.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
}

/// What is held back of somebody who was deleted; none when its time is over.
///
/// # Errors
/// When the query fails.
pub async fn held(tx: &mut AdminTx, id: UserId) -> Result<Option<Held>, DbError> {
    let held = sqlx::query_as!(
        Held,
        "select email, first_name, last_name from held_profile where user_id = $1 and erase_at > now()",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(held)
}

/// Puts back what was cleared from somebody's row, under the Clerk id that they have now, and lets
/// them in. A name or an address that somebody else has by now stays with them. A row that a message
/// of Clerk's has made for the new id in the meantime keeps the old one out instead.
///
/// # Errors
/// [`DbError::Conflict`] when such a message is being carried out right now.
pub async fn restore(tx: &mut AdminTx, id: UserId, clerk_id: Option<&str>) -> Result<(), DbError> {
    let before = sqlx::query_scalar!("select clerk_id from app_user where id = $1", id.0)
        .fetch_optional(tx.conn())
        .await?
        .flatten();
    if before.as_deref() != clerk_id {
        sqlx::query!("update app_user set clerk_id = null where id = $1", id.0)
            .execute(tx.conn())
            .await?;
        sqlx::query!(
            r#"update app_user
                  set clerk_id = $2, username = 'gone:' || id, email = null, display_name = null, first_name = null
                    , last_name = null, avatar_url = null, is_active = false, clerk_updated_at = null
                    , clerk_told_at = null, deleted_at = now(), updated_at = now()
                where clerk_id = $1"#,
            clerk_id,
            before
        )
        .execute(tx.conn())
        .await?;
    }
    sqlx::query!(
        r#"with held as (
               delete from held_profile where user_id = $1 and erase_at > now()
               returning user_id, username, email, display_name, first_name, last_name, avatar_url
           )
           update app_user u
              set clerk_id = $2
                , username = case when exists (select from app_user o where o.username = held.username and o.id <> u.id)
                                  then u.username else held.username end
                , email = case when not exists (select from app_user o
                                                 where o.email_key = lower(held.email) and o.deleted_at is null)
                               then held.email end
                , display_name = held.display_name, first_name = held.first_name, last_name = held.last_name
                , avatar_url = held.avatar_url, is_active = true, is_banned = false, deleted_at = null
                , clerk_updated_at = null, clerk_told_at = null, updated_at = now()
             from held
            where u.id = held.user_id"#,
        id.0,
        clerk_id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes somebody, and all that is theirs, for good; tells whether there was such a person.
///
/// # Errors
/// When the query fails.
pub async fn purge(tx: &mut AdminTx, id: UserId) -> Result<bool, DbError> {
    let done = sqlx::query!("delete from app_user where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}
