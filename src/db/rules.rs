//! What stands in rulesets: groups and rules. Both follow their ruleset; who changes one of them
//! holds the ruleset first.

use std::collections::HashMap;

use serde_json::Value;
use sqlx::{PgConnection, types::Json};
use time::OffsetDateTime;

use super::{DbError, UserTx};
use crate::domain::{
    action::Action,
    condition::When,
    ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
    ruleset_draft::{NewRule, NewRuleGroup},
};

struct RuleRow {
    id: i64,
    group_id: i64,
    name: String,
    description: Option<String>,
    evaluation_order: i32,
    is_active: bool,
    conditions: Value,
    actions: Value,
    updated_at: OffsetDateTime,
}

impl From<RuleRow> for Rule {
    /// What cannot be read is from before rules were checked: it does nothing, and can be mended.
    fn from(row: RuleRow) -> Self {
        let conditions = When::parse(&row.conditions, "conditions");
        let actions = Action::parse_list(&row.actions, "actions");
        let is_readable = conditions.is_ok() && actions.is_ok();
        if !is_readable {
            tracing::warn!(rule.id = row.id, "a rule cannot be read, and does nothing");
        }
        Self {
            id: RuleId(row.id),
            name: row.name,
            description: row.description,
            evaluation_order: row.evaluation_order,
            is_active: row.is_active && is_readable,
            conditions: conditions.unwrap_or_default(),
            actions: actions.unwrap_or_default(),
            updated_at: row.updated_at,
        }
    }
}

/// Puts the groups and rules into rulesets.
pub(super) async fn fill(
    connection: &mut PgConnection,
    sets: &mut [Ruleset],
) -> Result<(), DbError> {
    let ids: Vec<i64> = sets.iter().map(|set| set.id.0).collect();
    let groups = sqlx::query!(
        "select id, ruleset_id, name, category, display_order, is_active, updated_at
           from valuation_rule_group
          where ruleset_id = any($1)
          order by display_order, id",
        &ids
    )
    .fetch_all(&mut *connection)
    .await?;
    let group_ids: Vec<i64> = groups.iter().map(|group| group.id).collect();
    let rules = sqlx::query_as!(
        RuleRow,
        "select id, group_id, name, description, evaluation_order, is_active, conditions, actions, updated_at
           from valuation_rule
          where group_id = any($1)
          order by evaluation_order, id",
        &group_ids
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut rules_of: HashMap<i64, Vec<Rule>> = HashMap::new();
    for rule in rules {
        rules_of.entry(rule.group_id).or_default().push(rule.into());
    }
    let mut groups_of: HashMap<i64, Vec<RuleGroup>> = HashMap::new();
    for group in groups {
        let category = Category::from_name(&group.category).unwrap_or_default();
        groups_of
            .entry(group.ruleset_id)
            .or_default()
            .push(RuleGroup {
                id: RuleGroupId(group.id),
                name: group.name,
                category,
                display_order: group.display_order,
                is_active: group.is_active,
                rules: rules_of.remove(&group.id).unwrap_or_default(),
                updated_at: group.updated_at,
            });
    }
    for set in sets {
        set.groups = groups_of.remove(&set.id.0).unwrap_or_default();
    }
    Ok(())
}

/// The ruleset of a group that the caller may read.
///
/// # Errors
/// When the query fails.
pub async fn ruleset_of_group(
    tx: &mut UserTx,
    id: RuleGroupId,
) -> Result<Option<RulesetId>, DbError> {
    let id = sqlx::query_scalar!(
        "select ruleset_id from valuation_rule_group where id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(RulesetId))
}

/// The ruleset of a rule that the caller may read.
///
/// # Errors
/// When the query fails.
pub async fn ruleset_of_rule(tx: &mut UserTx, id: RuleId) -> Result<Option<RulesetId>, DbError> {
    let id = sqlx::query_scalar!(
        "select g.ruleset_id
           from valuation_rule r
           join valuation_rule_group g on g.id = r.group_id
          where r.id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(RulesetId))
}

/// Whether another group of the ruleset has this name.
///
/// # Errors
/// When the query fails.
pub async fn is_group_name_taken(
    tx: &mut UserTx,
    ruleset: RulesetId,
    name: &str,
    except: Option<RuleGroupId>,
) -> Result<bool, DbError> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from valuation_rule_group
                           where ruleset_id = $1 and name = $2 and id is distinct from $3) as "taken!""#,
        ruleset.0,
        name,
        except.map(|id| id.0)
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(taken)
}

/// Whether another rule of the group has this name.
///
/// # Errors
/// When the query fails.
pub async fn is_rule_name_taken(
    tx: &mut UserTx,
    group: RuleGroupId,
    name: &str,
    except: Option<RuleId>,
) -> Result<bool, DbError> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from valuation_rule
                           where group_id = $1 and name = $2 and id is distinct from $3) as "taken!""#,
        group.0,
        name,
        except.map(|id| id.0)
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(taken)
}

/// Makes a group in one of the caller's own rulesets.
///
/// # Errors
/// When the query fails.
pub async fn insert_group(
    tx: &mut UserTx,
    ruleset: RulesetId,
    new: &NewRuleGroup,
) -> Result<RuleGroupId, DbError> {
    let id = sqlx::query_scalar!(
        "insert into valuation_rule_group (ruleset_id, name, category, display_order, is_active)
         values ($1, $2, $3, $4, $5)
         returning id",
        ruleset.0,
        new.name(),
        new.category().name(),
        new.display_order(),
        new.is_active()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(RuleGroupId(id))
}

/// Changes a group of the caller's.
///
/// # Errors
/// When the query fails.
pub async fn update_group(
    tx: &mut UserTx,
    id: RuleGroupId,
    new: &NewRuleGroup,
) -> Result<(), DbError> {
    sqlx::query!(
        "update valuation_rule_group
            set name = $2, category = $3, display_order = $4, is_active = $5, updated_at = now()
          where id = $1",
        id.0,
        new.name(),
        new.category().name(),
        new.display_order(),
        new.is_active()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a group of the caller's away, with its rules.
///
/// # Errors
/// When the query fails.
pub async fn delete_group(tx: &mut UserTx, id: RuleGroupId) -> Result<(), DbError> {
    sqlx::query!("delete from valuation_rule_group where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Makes a rule in a group of the caller's.
///
/// # Errors
/// When the query fails.
pub async fn insert_rule(
    tx: &mut UserTx,
    group: RuleGroupId,
    new: &NewRule,
) -> Result<RuleId, DbError> {
    let id = sqlx::query_scalar!(
        "insert into valuation_rule (group_id, name, description, evaluation_order, is_active, conditions, actions)
         values ($1, $2, $3, $4, $5, $6, $7)
         returning id",
        group.0,
        new.name(),
        new.description(),
        new.evaluation_order(),
        new.is_active(),
        Json(new.conditions()) as _,
        Json(new.actions()) as _
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(RuleId(id))
}

/// Changes a rule of the caller's, and moves it into a group of theirs.
///
/// # Errors
/// When the query fails.
pub async fn update_rule(
    tx: &mut UserTx,
    id: RuleId,
    group: RuleGroupId,
    new: &NewRule,
) -> Result<(), DbError> {
    sqlx::query!(
        "update valuation_rule
            set group_id = $2, name = $3, description = $4, evaluation_order = $5, is_active = $6
              , conditions = $7, actions = $8, version = version + 1, updated_at = now()
          where id = $1",
        id.0,
        group.0,
        new.name(),
        new.description(),
        new.evaluation_order(),
        new.is_active(),
        Json(new.conditions()) as _,
        Json(new.actions()) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a rule of the caller's away.
///
/// # Errors
/// When the query fails.
pub async fn delete_rule(tx: &mut UserTx, id: RuleId) -> Result<(), DbError> {
    sqlx::query!("delete from valuation_rule where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
