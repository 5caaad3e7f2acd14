//! What the editor of a rule asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::RulesetSummary;
#[cfg(feature = "ssr")]
use super::{at_rows, written};
#[cfg(feature = "ssr")]
use crate::pages::rules::{find_rule, kept, rule_path, ruleset_path};
use crate::{
    domain::{
        preview::{Place, RulePreview, Subject},
        rule_form::RuleForm,
        ruleset::{RuleGroupId, RuleId, Ruleset, RulesetId},
    },
    error::Error,
};

/// The editor of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleEditor {
    /// The ruleset that the rule is in.
    pub ruleset: RulesetSummary,
    /// Its groups: number and name.
    pub groups: Vec<(RuleGroupId, String)>,
    /// The rule that is changed, and its group.
    pub rule: Option<(RuleId, RuleGroupId)>,
    /// When the rule was last changed.
    pub seen: Option<String>,
    /// What stands in the form.
    pub form: RuleForm,
    /// What it would do.
    pub preview: Option<RulePreview>,
    /// Where the rule stands, for previews.
    pub place: Place,
}

/// All that a preview in the browser is made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// The caller's newest offers.
    pub subjects: Vec<Subject>,
    /// The rulesets that they are valued by.
    pub rulesets: Vec<Ruleset>,
}

/// The editor of a rule: as the rule is, or as the form was left.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn open_rule(
    /// The ruleset.
    ruleset: RulesetId,
    /// The rule; none for a new one.
    rule: Option<RuleId>,
    /// The group that a new one goes into.
    group: Option<RuleGroupId>,
    /// What was typed, where something was.
    form: Option<RuleForm>,
) -> Result<RuleEditor, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let set = crate::service::rulesets::get(&mut tx, ruleset).await?;
    if !set.is_own {
        return Err(Error::Forbidden(crate::error::Refusal::ReadOnly));
    }
    let there = match rule {
        Some(id) => Some(find_rule(&set, id).ok_or(Error::NotFound)?),
        None => None,
    };
    let place = match (rule, group) {
        (Some(id), _) => Place::Instead(id),
        (None, Some(group)) if set.groups.iter().any(|own| own.id == group) => Place::Into(group),
        _ => Place::IntoRuleset(ruleset),
    };
    let form = match (form, there) {
        (Some(form), _) => form,
        (None, Some((_, rule))) => RuleForm::from(rule),
        (None, None) => RuleForm::blank(),
    };
    let draft = form.clone().draft();
    // A form that is not finished has no preview yet.
    let preview = crate::service::rulesets::preview(&mut tx, draft, &place)
        .await
        .ok();
    let groups = set.groups.iter();
    Ok(RuleEditor {
        ruleset: RulesetSummary::from(&set),
        groups: groups.map(|own| (own.id, own.name.clone())).collect(),
        rule: there.map(|(group, rule)| (rule.id, group.id)),
        seen: there.and_then(|(_, rule)| written(rule.updated_at)),
        form,
        preview,
        place,
    })
}

/// What previews in the browser are made from.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn preview_ground() -> Result<Ground, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let (subjects, rulesets) = crate::service::rulesets::ground(&mut tx).await?;
    Ok(Ground { subjects, rulesets })
}

/// Makes a rule, or changes one.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_rule(
    /// The ruleset that it is in.
    ruleset: RulesetId,
    /// The rule that is changed; none makes one.
    rule: Option<RuleId>,
    /// The number of its group, or the category of one that is not there yet.
    group: String,
    /// When the rule was last changed, as far as the form knows.
    #[server(default)]
    seen: String,
    /// The rule, as the form holds it.
    #[server(default)]
    form: RuleForm,
) -> Result<RuleId, Error> {
    let saved = write_rule(ruleset, rule, &group, seen, form.clone()).await;
    match &saved {
        Ok(_) => crate::serverfn::lead_to(&ruleset_path(ruleset)),
        Err(error) => {
            let path = rule_path(ruleset, rule);
            let address = kept::address(&path, &[("group", &group)], &form);
            crate::serverfn::lead_back::<SaveRule>(&address, error);
        }
    }
    saved
}

#[cfg(feature = "ssr")]
async fn write_rule(
    ruleset: RulesetId,
    rule: Option<RuleId>,
    group: &str,
    seen: String,
    form: RuleForm,
) -> Result<RuleId, Error> {
    use crate::service::rulesets;

    let mut draft = form.clone().draft();
    // Before a group is made for it.
    if let Err(errors) = draft.clone().check() {
        return Err(Error::Invalid(form.by_row(errors)));
    }
    let mut tx = crate::serverfn::begin().await?;
    let group = match group.parse() {
        Ok(id) => RuleGroupId(id),
        Err(_) => {
            let new = new_group(group)?;
            rulesets::create_group(&mut tx, ruleset, new).await?.id
        }
    };
    let saved = match rule {
        Some(id) => {
            draft.group_id = Some(group);
            draft.if_updated_at = Some(seen);
            rulesets::update_rule(&mut tx, id, draft).await
        }
        None => rulesets::create_rule(&mut tx, group, draft).await,
    };
    let saved = saved.map_err(|error| at_rows(error, |errors| form.by_row(errors)))?;
    tx.commit().await?;
    Ok(saved.id)
}

/// A group of that category, by its name.
#[cfg(feature = "ssr")]
fn new_group(category: &str) -> Result<crate::domain::ruleset_draft::RuleGroupDraft, Error> {
    use crate::domain::{listing::FieldError, ruleset::Category, ruleset_draft::RuleGroupDraft};

    let category = Category::from_name(category).ok_or_else(|| {
        let wrong = FieldError::new("group", "must be one of those to choose from");
        Error::Invalid(vec![wrong])
    })?;
    Ok(RuleGroupDraft {
        name: Some(category.label().to_owned()),
        category: Some(category.name().to_owned()),
        ..RuleGroupDraft::default()
    })
}

/// Takes a rule of the caller's away.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_rule(
    /// The ruleset that it is in.
    ruleset: RulesetId,
    /// The rule.
    id: RuleId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::rulesets::delete_rule(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(&ruleset_path(ruleset));
    Ok(())
}
