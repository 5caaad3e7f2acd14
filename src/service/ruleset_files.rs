//! Rulesets from files and into files.

use super::{count, json, plan, rulesets};
use crate::{
    db::{self, UserTx},
    domain::{
        plan::Limit,
        ruleset::{Ruleset, RulesetId},
        ruleset_file::{FILE_MAX, RulesetFile},
    },
    error::{Error, Full},
};

/// A ruleset that the caller may read, as a file.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn export(tx: &mut UserTx, id: RulesetId) -> Result<String, Error> {
    let set = rulesets::get(tx, id).await?;
    serde_json::to_string_pretty(&RulesetFile::from(&set)).map_err(|_| Error::Internal)
}

/// Reads the text of a file.
///
/// # Errors
/// [`Error::TooLarge`]; [`Error::Invalid`] with the path of what cannot be read.
pub fn read(text: &str) -> Result<RulesetFile, Error> {
    if text.len() > FILE_MAX {
        return Err(Error::TooLarge);
    }
    json::read(text.as_bytes())
}

/// Makes a ruleset of the caller's of what is in a file, under a name that is free and, as a copy,
/// switched off.
///
/// # Errors
/// [`Error::Invalid`] with the path of everything that is wrong; [`Error::PlanLimit`].
pub async fn import(tx: &mut UserTx, file: RulesetFile) -> Result<Ruleset, Error> {
    let file = file.check()?;
    if file.groups.len() > rulesets::GROUPS_MAX {
        let most = rulesets::GROUPS_MAX;
        return Err(Error::PlanLimit(Full {
            says: format!("A ruleset holds {most} groups, and the file has more."),
            limit: count(most),
            count: count(file.groups.len()),
        }));
    }
    let held = plan::hold(tx).await?;
    let rules = file.groups.iter().map(|group| group.rules.len()).sum();
    held.check(Limit::RulesPerRuleset, 0, count(rules))?;
    let name = rulesets::free_name(tx, file.ruleset.name()).await?;
    let set = rulesets::insert(tx, &file.ruleset.named(name)).await?;
    for group in &file.groups {
        let into = db::rules::insert_group(tx, set, &group.group).await?;
        for rule in &group.rules {
            db::rules::insert_rule(tx, into, rule).await?;
        }
    }
    rulesets::get(tx, set).await
}
