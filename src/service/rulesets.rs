//! Rulesets, groups and rules. What changes how offers are valued, values them anew in the same
//! transaction.

mod groups;
mod rules;

pub(super) use self::groups::GROUPS_MAX;
pub use self::{
    groups::{create_group, delete_group, update_group},
    rules::{create_rule, delete_rule, ground, preview, update_rule},
};

use super::{
    count,
    scoring_profiles::{numbered, unchanged_since},
    valuation,
};
use crate::{
    db::{self, UserTx},
    domain::{
        plan::Limit,
        ruleset::{Ruleset, RulesetId},
        ruleset_draft::{NewRule, NewRuleGroup, NewRuleset, RulesetDraft},
    },
    error::{Conflict, Error, Refusal},
};

/// How many names a copy tries until one is free.
const NAMES_TRIED: i64 = 200;

/// The caller's rulesets and those of the product, in the order in which they are applied.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(tx: &mut UserTx) -> Result<Vec<Ruleset>, Error> {
    Ok(db::rulesets::list(tx).await?)
}

/// A ruleset that the caller may read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(tx: &mut UserTx, id: RulesetId) -> Result<Ruleset, Error> {
    db::rulesets::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// Makes a ruleset without rules.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Conflict::NameTaken`]; [`Error::PlanLimit`].
pub async fn create(tx: &mut UserTx, draft: RulesetDraft) -> Result<Ruleset, Error> {
    let new = draft.check()?;
    let id = insert(tx, &new).await?;
    get(tx, id).await
}

pub(super) async fn insert(tx: &mut UserTx, new: &NewRuleset) -> Result<RulesetId, Error> {
    let held = super::plan::hold(tx).await?;
    held.check(Limit::Rulesets, db::rulesets::count(tx).await?, 1)?;
    name_is_free(tx, new.name(), None).await?;
    Ok(db::rulesets::insert(tx, new).await?)
}

/// Changes one of the caller's own rulesets.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`]; [`Refusal::ReadOnly`] for those
/// of the product; [`Conflict::NameTaken`]; [`Conflict::Stale`].
pub async fn update(tx: &mut UserTx, id: RulesetId, draft: RulesetDraft) -> Result<Ruleset, Error> {
    // So that no other request takes the name meanwhile.
    super::plan::hold(tx).await?;
    let current = hold(tx, id).await?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let new = draft.over(&current).check()?;
    name_is_free(tx, new.name(), Some(id)).await?;
    db::rulesets::update(tx, id, &new).await?;
    valuation::remeasure(tx).await?;
    get(tx, id).await
}

/// Takes one of the caller's own rulesets away.
///
/// # Errors
/// [`Error::NotFound`]; [`Refusal::ReadOnly`] for those of the product.
pub async fn delete(tx: &mut UserTx, id: RulesetId) -> Result<(), Error> {
    hold(tx, id).await?;
    db::rulesets::delete(tx, id).await?;
    valuation::remeasure(tx).await?;
    Ok(())
}

/// Copies a ruleset that the caller may read into one of their own, switched off: with both in
/// force, everything would be deducted twice.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::NameTaken`]; [`Error::PlanLimit`].
pub async fn duplicate(
    tx: &mut UserTx,
    id: RulesetId,
    name: Option<String>,
) -> Result<Ruleset, Error> {
    let source = get(tx, id).await?;
    let draft = RulesetDraft {
        name: Some(match crate::domain::text::given(name) {
            Some(name) => name,
            None => free_name(tx, &source.name).await?,
        }),
        ..RulesetDraft::default()
    };
    let name = draft.check()?.name().to_owned();
    let held = super::plan::hold(tx).await?;
    let most = source.groups.iter().map(|group| group.rules.len()).sum();
    held.check(Limit::RulesPerRuleset, 0, count(most))?;
    let copy = insert(tx, &NewRuleset::copy_of(&source, name)).await?;
    for group in &source.groups {
        let into = db::rules::insert_group(tx, copy, &NewRuleGroup::copy_of(group)).await?;
        for rule in &group.rules {
            db::rules::insert_rule(tx, into, &NewRule::copy_of(rule)).await?;
        }
    }
    get(tx, copy).await
}

/// Notes that a ruleset has changed, and values what it values.
async fn changed(tx: &mut UserTx, ruleset: RulesetId) -> Result<(), Error> {
    db::rulesets::touch(tx, ruleset).await?;
    valuation::remeasure(tx).await?;
    Ok(())
}

/// One of the caller's own rulesets, which nobody changes meanwhile.
async fn hold(tx: &mut UserTx, id: RulesetId) -> Result<Ruleset, Error> {
    let is_own = db::rulesets::hold(tx, id).await?.is_some();
    let set = get(tx, id).await?;
    if is_own {
        Ok(set)
    } else {
        Err(Error::Forbidden(Refusal::ReadOnly))
    }
}

async fn name_is_free(tx: &mut UserTx, name: &str, except: Option<RulesetId>) -> Result<(), Error> {
    match db::rulesets::named(tx, name).await? {
        Some(id) if Some(id) != except => Err(Error::Conflict(Conflict::NameTaken)),
        _ => Ok(()),
    }
}

/// The name of a copy: the same where it is free, else with a number.
pub(super) async fn free_name(tx: &mut UserTx, name: &str) -> Result<String, Error> {
    for number in 1..=NAMES_TRIED {
        let name = numbered(name, number);
        if db::rulesets::named(tx, &name).await?.is_none() {
            return Ok(name);
        }
    }
    Err(Error::Conflict(Conflict::NameTaken))
}
