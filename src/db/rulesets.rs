//! Rulesets, with their groups and rules.

use serde_json::Value;
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{DbError, UserTx, rules};
use crate::domain::{
    condition::When,
    ruleset::{Ruleset, RulesetId},
    ruleset_draft::NewRuleset,
};

struct RulesetRow {
    id: i64,
    user_id: Option<i64>,
    is_system: bool,
    name: String,
    description: Option<String>,
    is_active: bool,
    priority: i32,
    applies_when: Value,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

impl RulesetRow {
    /// What cannot be read as conditions is from before they were checked: it is never applied.
    fn seen_by(self, caller: i64) -> Ruleset {
        let applies_when = When::parse(&self.applies_when, "applies_when");
        Ruleset {
            id: RulesetId(self.id),
            name: self.name,
            description: self.description,
            is_own: self.user_id == Some(caller),
            is_system: self.is_system,
            is_active: self.is_active && applies_when.is_ok(),
            priority: self.priority,
            applies_when: applies_when.unwrap_or_default(),
            groups: Vec::new(),
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

/// The rulesets that the caller's offers are valued by, and those that are switched off, in the
/// order in which they are applied: their own, and those that nobody owns. All of them: a value that
/// left one out would be wrong.
///
/// # Errors
/// When a query fails.
pub async fn list(tx: &mut UserTx) -> Result<Vec<Ruleset>, DbError> {
    let user = tx.user().0;
    // Bounded: by how many a person may keep, and the product's own.
    let rows = sqlx::query_as!(
        RulesetRow,
        "select id, user_id, is_system, name, description, is_active, priority, applies_when, created_at
              , updated_at
           from valuation_ruleset
          where user_id = $1 or user_id is null
          order by priority, created_at, id",
        user
    )
    .fetch_all(tx.conn())
    .await?;
    let mut sets: Vec<Ruleset> = rows.into_iter().map(|row| row.seen_by(user)).collect();
    rules::fill(tx.conn(), &mut sets).await?;
    Ok(sets)
}

/// A ruleset that the caller may read.
///
/// # Errors
/// When a query fails.
pub async fn by_id(tx: &mut UserTx, id: RulesetId) -> Result<Option<Ruleset>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query_as!(
        RulesetRow,
        "select id, user_id, is_system, name, description, is_active, priority, applies_when, created_at
              , updated_at
           from valuation_ruleset
          where id = $2
            and (user_id = $1 or user_id is null)",
        user,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    let mut sets: Vec<Ruleset> = row.into_iter().map(|row| row.seen_by(user)).collect();
    rules::fill(tx.conn(), &mut sets).await?;
    Ok(sets.pop())
}

/// Holds one of the caller's own rulesets until the scope ends: nothing in it changes meanwhile.
/// Tells when it was last changed; `None` when there is no such.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut UserTx, id: RulesetId) -> Result<Option<OffsetDateTime>, DbError> {
    let user = tx.user().0;
    let updated_at = sqlx::query_scalar!(
        "select updated_at from valuation_ruleset where id = $2 and user_id = $1 for no key update",
        user,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(updated_at)
}

/// Notes that something in one of the caller's own rulesets has changed.
///
/// # Errors
/// When the query fails.
pub async fn touch(tx: &mut UserTx, id: RulesetId) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "update valuation_ruleset set updated_at = now() where id = $2 and user_id = $1",
        user,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many rulesets the caller owns.
///
/// # Errors
/// When the query fails.
pub async fn count(tx: &mut UserTx) -> Result<i64, DbError> {
    let user = tx.user().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from valuation_ruleset where user_id = $1"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// The id of the caller's own ruleset of this name.
///
/// # Errors
/// When the query fails.
pub async fn named(tx: &mut UserTx, name: &str) -> Result<Option<RulesetId>, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        "select id from valuation_ruleset where user_id = $1 and name = $2",
        user,
        name
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(RulesetId))
}

/// Makes a ruleset for the caller.
///
/// # Errors
/// When the query fails: also when the name is taken.
pub async fn insert(tx: &mut UserTx, new: &NewRuleset) -> Result<RulesetId, DbError> {
    let user = tx.user().0;
    let id = sqlx::query_scalar!(
        "insert into valuation_ruleset (user_id, name, description, is_active, priority, applies_when)
         values ($1, $2, $3, $4, $5, $6)
         returning id",
        user,
        new.name(),
        new.description(),
        new.is_active(),
        new.priority(),
        Json(new.applies_when()) as _
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(RulesetId(id))
}

/// Changes one of the caller's own rulesets.
///
/// # Errors
/// As [`insert`].
pub async fn update(tx: &mut UserTx, id: RulesetId, new: &NewRuleset) -> Result<(), DbError> {
    let user = tx.user().0;
    sqlx::query!(
        "update valuation_ruleset
            set name = $3, description = $4, is_active = $5, priority = $6, applies_when = $7
              , updated_at = now()
          where id = $2 and user_id = $1",
        user,
        id.0,
        new.name(),
        new.description(),
        new.is_active(),
        new.priority(),
        Json(new.applies_when()) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes one of the caller's own rulesets away, with all that is in it; tells whether there was
/// one. Offers that were valued by it alone are valued by all again.
///
/// # Errors
/// When the query fails.
pub async fn delete(tx: &mut UserTx, id: RulesetId) -> Result<bool, DbError> {
    let user = tx.user().0;
    let done = sqlx::query!(
        "delete from valuation_ruleset where id = $2 and user_id = $1",
        user,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
