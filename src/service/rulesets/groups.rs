//! Groups of rules.

use super::{changed, get, hold};
use crate::{
    db::{self, UserTx},
    domain::{
        ruleset::{RuleGroup, RuleGroupId, RulesetId},
        ruleset_draft::RuleGroupDraft,
    },
    error::{Conflict, Error, Full},
    service::{count, scoring_profiles::unchanged_since},
};

/// The most groups that a ruleset may have.
pub(in crate::service) const GROUPS_MAX: usize = 50;

/// Makes a group in one of the caller's own rulesets, as its last one unless said otherwise.
///
/// # Errors
/// As [`update`](super::update); [`Error::PlanLimit`] when there are too many.
pub async fn create_group(
    tx: &mut UserTx,
    ruleset: RulesetId,
    mut draft: RuleGroupDraft,
) -> Result<RuleGroup, Error> {
    let set = hold(tx, ruleset).await?;
    if set.groups.len() >= GROUPS_MAX {
        return Err(Error::PlanLimit(Full {
            says: format!("A ruleset holds {GROUPS_MAX} groups, and this one has as many."),
            limit: count(GROUPS_MAX),
            count: count(set.groups.len()),
        }));
    }
    if draft.display_order.is_none() {
        let last = set.groups.iter().map(|group| group.display_order).max();
        draft.display_order = last.map(|last| last.saturating_add(1).to_string());
    }
    let new = draft.check()?;
    group_name_is_free(tx, ruleset, new.name(), None).await?;
    let id = db::rules::insert_group(tx, ruleset, &new).await?;
    db::rulesets::touch(tx, ruleset).await?;
    group(tx, ruleset, id).await
}

/// Changes a group of the caller's.
///
/// # Errors
/// As [`update`](super::update), [`Conflict::Stale`] included.
pub async fn update_group(
    tx: &mut UserTx,
    id: RuleGroupId,
    draft: RuleGroupDraft,
) -> Result<RuleGroup, Error> {
    let (ruleset, current) = hold_group(tx, id).await?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let new = draft.over(&current).check()?;
    group_name_is_free(tx, ruleset, new.name(), Some(id)).await?;
    db::rules::update_group(tx, id, &new).await?;
    changed(tx, ruleset).await?;
    group(tx, ruleset, id).await
}

/// Takes a group of the caller's away, with its rules.
///
/// # Errors
/// As [`delete`](super::delete).
pub async fn delete_group(tx: &mut UserTx, id: RuleGroupId) -> Result<(), Error> {
    let (ruleset, _) = hold_group(tx, id).await?;
    db::rules::delete_group(tx, id).await?;
    changed(tx, ruleset).await
}

pub(super) async fn hold_group(
    tx: &mut UserTx,
    id: RuleGroupId,
) -> Result<(RulesetId, RuleGroup), Error> {
    let ruleset = db::rules::ruleset_of_group(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    hold(tx, ruleset).await?;
    Ok((ruleset, group(tx, ruleset, id).await?))
}

async fn group(tx: &mut UserTx, ruleset: RulesetId, id: RuleGroupId) -> Result<RuleGroup, Error> {
    let set = get(tx, ruleset).await?;
    let group = set.groups.into_iter().find(|group| group.id == id);
    group.ok_or(Error::NotFound)
}

async fn group_name_is_free(
    tx: &mut UserTx,
    ruleset: RulesetId,
    name: &str,
    except: Option<RuleGroupId>,
) -> Result<(), Error> {
    if db::rules::is_group_name_taken(tx, ruleset, name, except).await? {
        return Err(Error::Conflict(Conflict::NameTaken));
    }
    Ok(())
}
