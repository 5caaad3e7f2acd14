//! Rules, and what one would change before it is kept.

use super::{changed, get, groups::hold_group, hold, list};
use crate::{
    db::{self, UserTx},
    domain::{
        plan::Limit,
        preview::{Place, RulePreview, Subject, of_draft},
        ruleset::{Rule, RuleGroupId, RuleId, Ruleset, RulesetId},
        ruleset_draft::RuleDraft,
    },
    error::{Conflict, Error},
    service::{
        count, plan,
        scoring_profiles::{PREVIEWED, unchanged_since},
        valuation,
    },
};

/// Makes a rule in a group of the caller's.
///
/// # Errors
/// [`Error::Invalid`] with the path of every node that is wrong; otherwise as
/// [`create_group`](super::create_group).
pub async fn create_rule(
    tx: &mut UserTx,
    group: RuleGroupId,
    draft: RuleDraft,
) -> Result<Rule, Error> {
    let held = plan::hold(tx).await?;
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
    let held = plan::hold(tx).await?;
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
/// As [`delete`](super::delete).
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

async fn rule(tx: &mut UserTx, ruleset: RulesetId, id: RuleId) -> Result<Rule, Error> {
    let set = get(tx, ruleset).await?;
    let mut rules = set.groups.into_iter().flat_map(|group| group.rules);
    rules.find(|rule| rule.id == id).ok_or(Error::NotFound)
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
