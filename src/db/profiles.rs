//! Scoring profiles.

use serde_json::{Map, Value};
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::{
    profile::{NewProfile, Profile, ProfileId},
    scoring::Weights,
};

struct ProfileRow {
    id: i64,
    user_id: Option<i64>,
    is_system: bool,
    name: String,
    description: Option<String>,
    weights: Json<Map<String, Value>>,
    is_default: bool,
    updated_at: OffsetDateTime,
}

impl ProfileRow {
    fn seen_by(self, caller: i64) -> Profile {
        Profile {
            id: ProfileId(self.id),
            name: self.name,
            description: self.description,
            weights: Weights::stored(&self.weights),
            is_default: self.is_default,
            is_own: self.user_id == Some(caller),
            is_system: self.is_system,
            updated_at: self.updated_at,
        }
    }
}

/// The profiles that the caller may use: their own first, then those of the product; by name.
///
/// # Errors
/// When the query fails.
pub async fn list(tx: &mut UserTx) -> Result<Vec<Profile>, DbError> {
    let user = tx.user().0;
    // Bounded: by how many a person may keep, and the product's own.
    let rows = sqlx::query_as!(
        ProfileRow,
        r#"select id, user_id, is_system, name, description, weights as "weights: Json<Map<String, Value>>"
                , is_default, updated_at
             from profile
            where user_id = $1 or user_id is null
            order by user_id nulls last, is_default desc, lower(name), id"#,
        user
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| row.seen_by(user)).collect())
}

/// A profile that the caller may use.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: ProfileId) -> Result<Option<Profile>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query_as!(
        ProfileRow,
        r#"select id, user_id, is_system, name, description, weights as "weights: Json<Map<String, Value>>"
                , is_default, updated_at
             from profile
            where id = $2
              and (user_id = $1 or user_id is null)"#,
        user,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| row.seen_by(user)))
}

/// One of the caller's own profiles, held until the scope ends.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut UserTx, id: ProfileId) -> Result<Option<Profile>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query_as!(
        ProfileRow,
        r#"select id, user_id, is_system, name, description, weights as "weights: Json<Map<String, Value>>"
                , is_default, updated_at
             from profile
            where id = $2 and user_id = $1
              for no key update"#,
        user,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| row.seen_by(user)))
}

/// How many profiles the caller owns.
///
/// # Errors
/// When the query fails.
pub async fn count(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from profile where user_id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// The id of the caller's own profile of this name.
///
/// # Errors
/// When the query fails.
pub async fn named(tx: &mut UserTx, name: &str) -> Result<Option<ProfileId>, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        "select id from profile where user_id = $1 and name = $2",
        user,
        name
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(ProfileId))
}

/// Makes none of the caller's profiles the default, except this one if it is.
///
/// # Errors
/// When the query fails.
pub async fn clear_default(tx: &mut UserTx, except: Option<ProfileId>) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "update profile set is_default = false, updated_at = now()
          where user_id = $1 and is_default and id is distinct from $2",
        user,
        except.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes a profile for the caller.
///
/// # Errors
/// When the query fails: also when the name is taken, or another one is the default.
pub async fn insert(tx: &mut UserTx, new: &NewProfile) -> Result<ProfileId, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        "insert into profile (user_id, name, description, weights, is_default)
         values ($1, $2, $3, $4, $5)
         returning id",
        user,
        new.name(),
        new.description(),
        Json(new.weights()) as _,
        new.is_default()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(ProfileId(id))
}

/// Changes one of the caller's own profiles.
///
/// # Errors
/// As [`insert`].
pub async fn update(tx: &mut UserTx, id: ProfileId, new: &NewProfile) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "update profile
            set name = $3, description = $4, weights = $5, is_default = $6, updated_at = now()
          where id = $2 and user_id = $1",
        user,
        id.0,
        new.name(),
        new.description(),
        Json(new.weights()) as _,
        new.is_default()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes one of the caller's own profiles away; tells whether there was one. Offers that named it
/// go by the default.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: ProfileId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from profile where id = $2 and user_id = $1",
        user,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
