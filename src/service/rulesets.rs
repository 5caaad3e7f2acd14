//! Rulesets, groups and rules. What changes how offers are valued, values them anew in the same
//! transaction.

use super::{
    scoring_profiles::{PREVIEWED, numbered, unchanged_since},
    valuation,
};
use crate::{
    db::{self, UserTx},
    domain::{
        plan::Limit,
        preview::{Place, RulePreview, Subject, of_draft},
        ruleset::{Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId},
        ruleset_draft::{
            NewRule, NewRuleGroup, NewRuleset, RuleDraft, RuleGroupDraft, RulesetDraft,
        },
    },
    error::{Conflict, Error, Full, Refusal},
};

/// How many names a copy tries until one is free.
const NAMES_TRIED: i64 = 200;
/// The most groups that a ruleset may have.
pub(super) const GROUPS_MAX: usize = 50;

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
    valuation::revalue_owner(tx).await?;
    get(tx, id).await
}

/// Takes one of the caller's own rulesets away.
///
/// # Errors
/// [`Error::NotFound`]; [`Refusal::ReadOnly`] for those of the product.
pub async fn delete(tx: &mut UserTx, id: RulesetId) -> Result<(), Error> {
    hold(tx, id).await?;
    db::rulesets::delete(tx, id).await?;
    valuation::revalue_owner(tx).await?;
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

/// Makes a group in one of the caller's own rulesets, as its last one unless said otherwise.
///
/// # Errors
/// As [`update`]; [`Error::PlanLimit`] when there are too many.
pub async fn create_group(
    tx: &mut UserTx,
    ruleset: RulesetId,
    mut draft: RuleGroupDraft,
) -> Result<RuleGroup, Error> {
    let set = hold(tx, ruleset).await?;
    if set.groups.len() >= GROUPS_MAX {
        return Err(Error::PlanLimit(Full {
            says: format!("A ruleset holds {GROUPS_MAX} groups, and this one has as many."),
            limit: i64::try_from(GROUPS_MAX).unwrap_or(i64::MAX),
            count: i64::try_from(set.groups.len()).unwrap_or(i64::MAX),
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
/// As [`update`], [`Conflict::Stale`] included.
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
/// As [`delete`].
pub async fn delete_group(tx: &mut UserTx, id: RuleGroupId) -> Result<(), Error> {
    let (ruleset, _) = hold_group(tx, id).await?;
    db::rules::delete_group(tx, id).await?;
    changed(tx, ruleset).await
}

/// Makes a rule in a group of the caller's.
///
/// # Errors
/// [`Error::Invalid`] with the path of every node that is wrong; otherwise as [`create_group`].
pub async fn create_rule(
    tx: &mut UserTx,
    group: RuleGroupId,
    draft: RuleDraft,
) -> Result<Rule, Error> {
    let held = super::plan::hold(tx).await?;
    let (ruleset, _) = hold_group(tx, group).await?;
    let new = draft.check()?;
    let set = get(tx, ruleset).await?;
    let there = set.groups.iter().map(|group| group.rules.len()).sum();
    held.check(Limit::RulesPerRuleset, count(there), 1)?;
    rule_name_is_free(tx, group, new.name(), None).await?;
    let id = db::rules::insert_rule(tx, group, &new).await?;
    changed(tx, ruleset).await?;
    rule(tx, ruleset, id).await
}

/// Changes a rule of the caller's, and moves it into another group of theirs.
///
/// # Errors
/// [`Error::Invalid`] with the path of every node that is wrong; [`Conflict::Stale`]; otherwise as
/// [`create_rule`].
pub async fn update_rule(tx: &mut UserTx, id: RuleId, draft: RuleDraft) -> Result<Rule, Error> {
    let held = super::plan::hold(tx).await?;
    let (ruleset, from, current) = hold_rule(tx, id).await?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let to = draft.group_id.unwrap_or(from);
    let new = draft.over(&current).check()?;
    let target = if to == from {
        ruleset
    } else {
        let (target, _) = hold_group(tx, to).await?;
        if target != ruleset {
            let set = get(tx, target).await?;
            let there = set.groups.iter().map(|group| group.rules.len()).sum();
            held.check(Limit::RulesPerRuleset, count(there), 1)?;
        }
        target
    };
    rule_name_is_free(tx, to, new.name(), Some(id)).await?;
    db::rules::update_rule(tx, id, to, &new).await?;
    db::rulesets::touch(tx, ruleset).await?;
    changed(tx, target).await?;
    rule(tx, target, id).await
}

/// Takes a rule of the caller's away.
///
/// # Errors
/// As [`delete`].
pub async fn delete_rule(tx: &mut UserTx, id: RuleId) -> Result<(), Error> {
    let (ruleset, ..) = hold_rule(tx, id).await?;
    db::rules::delete_rule(tx, id).await?;
    changed(tx, ruleset).await
}

/// What a rule would change of the caller's offers, before it is kept: in the place of one that
/// there is, or at the end of a group or ruleset.
///
/// # Errors
/// [`Error::Invalid`] with the path of every node that is wrong; [`Error::NotFound`] when there is
/// no such place.
pub async fn preview(
    tx: &mut UserTx,
    draft: RuleDraft,
    place: &Place,
) -> Result<RulePreview, Error> {
    let (subjects, rulesets) = ground(tx).await?;
    of_draft(&subjects, &rulesets, draft, place)?.ok_or(Error::NotFound)
}

/// All that a preview of a rule is made from: the caller's newest offers, and the rulesets.
///
/// # Errors
/// When the database cannot be asked.
pub async fn ground(tx: &mut UserTx) -> Result<(Vec<Subject>, Vec<Ruleset>), Error> {
    let rulesets = list(tx).await?;
    Ok((valuation::subjects(tx, PREVIEWED).await?, rulesets))
}

/// Notes that a ruleset has changed, and values what it values.
async fn changed(tx: &mut UserTx, ruleset: RulesetId) -> Result<(), Error> {
    db::rulesets::touch(tx, ruleset).await?;
    valuation::revalue_owner(tx).await?;
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

async fn hold_group(tx: &mut UserTx, id: RuleGroupId) -> Result<(RulesetId, RuleGroup), Error> {
    let ruleset = db::rules::ruleset_of_group(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    hold(tx, ruleset).await?;
    Ok((ruleset, group(tx, ruleset, id).await?))
}

async fn hold_rule(tx: &mut UserTx, id: RuleId) -> Result<(RulesetId, RuleGroupId, Rule), Error> {
    let ruleset = db::rules::ruleset_of_rule(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let set = hold(tx, ruleset).await?;
    set.groups
        .into_iter()
        .find_map(|group| {
            let rule = group.rules.into_iter().find(|rule| rule.id == id)?;
            Some((ruleset, group.id, rule))
        })
        .ok_or(Error::NotFound)
}

async fn group(tx: &mut UserTx, ruleset: RulesetId, id: RuleGroupId) -> Result<RuleGroup, Error> {
    let set = get(tx, ruleset).await?;
    let group = set.groups.into_iter().find(|group| group.id == id);
    group.ok_or(Error::NotFound)
}

async fn rule(tx: &mut UserTx, ruleset: RulesetId, id: RuleId) -> Result<Rule, Error> {
    let set = get(tx, ruleset).await?;
    let mut rules = set.groups.into_iter().flat_map(|group| group.rules);
    rules.find(|rule| rule.id == id).ok_or(Error::NotFound)
}

async fn name_is_free(tx: &mut UserTx, name: &str, except: Option<RulesetId>) -> Result<(), Error> {
    match db::rulesets::named(tx, name).await? {
        Some(id) if Some(id) != except => Err(Error::Conflict(Conflict::NameTaken)),
        _ => Ok(()),
    }
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

async fn rule_name_is_free(
    tx: &mut UserTx,
    group: RuleGroupId,
    name: &str,
    except: Option<RuleId>,
) -> Result<(), Error> {
    if db::rules::is_rule_name_taken(tx, group, name, except).await? {
        return Err(Error::Conflict(Conflict::NameTaken));
    }
    Ok(())
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

pub(super) fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
