//! What the pages about rules ask the server.

mod group;
mod rule;
mod switch;

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use self::{
    group::{DeleteGroup, SaveGroup, delete_group, save_group},
    rule::{
        DeleteRule, Ground, OpenRule, PreviewGround, RuleEditor, SaveRule, delete_rule, open_rule,
        preview_ground, save_rule,
    },
    switch::{SwitchRules, Switchable, switch_rules},
};

use crate::{
    domain::{
        rule_form::RulesetForm,
        ruleset::{Ruleset, RulesetId},
    },
    error::Error,
};

/// All rulesets that a person can use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesetsView {
    /// In the order in which they are applied.
    pub rulesets: Vec<RulesetSummary>,
    /// How many rulesets of one's own the plan holds.
    pub limit: Option<i64>,
}

/// A ruleset, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesetSummary {
    /// The number of its row.
    pub id: RulesetId,
    /// What its owner calls it.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether the reader may change it.
    pub is_own: bool,
    /// Whether it is part of the product.
    pub is_system: bool,
    /// Whether it counts.
    pub is_active: bool,
    /// Lower ones are applied first.
    pub priority: i32,
    /// Which offers it is for, in words.
    pub applies_when: String,
    /// How many rules it has.
    pub rules: usize,
    /// How many of these count.
    pub in_force: usize,
}

/// One ruleset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesetView {
    /// The ruleset.
    pub ruleset: Ruleset,
    /// How many rules it may have.
    pub limit: Option<i64>,
}

impl From<&Ruleset> for RulesetSummary {
    fn from(set: &Ruleset) -> Self {
        let applies_when = if set.applies_when.is_always() {
            "All offers".to_owned()
        } else {
            format!("When {}", set.applies_when)
        };
        Self {
            id: set.id,
            name: set.name.clone(),
            description: set.description.clone(),
            is_own: set.is_own,
            is_system: set.is_system,
            is_active: set.is_active,
            priority: set.priority,
            applies_when,
            rules: set.groups.iter().map(|group| group.rules.len()).sum(),
            in_force: set.in_force().len(),
        }
    }
}

/// The caller's rulesets and the product's.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_rulesets() -> Result<RulesetsView, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let rulesets = crate::service::rulesets::list(&mut tx).await?;
    Ok(RulesetsView {
        rulesets: rulesets.iter().map(RulesetSummary::from).collect(),
        limit: crate::serverfn::plan_holds(crate::domain::plan::Limit::Rulesets),
    })
}

/// A ruleset with its rules.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_ruleset(
    /// The ruleset.
    id: RulesetId,
) -> Result<RulesetView, Error> {
    let mut tx = crate::serverfn::begin().await?;
    Ok(RulesetView {
        ruleset: crate::service::rulesets::get(&mut tx, id).await?,
        limit: crate::serverfn::plan_holds(crate::domain::plan::Limit::RulesPerRuleset),
    })
}

/// Makes a ruleset, or changes one; tells which.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_ruleset(
    /// The ruleset that is changed; none makes one.
    ruleset: Option<RulesetId>,
    /// When it was last changed, as far as the form knows.
    #[server(default)]
    seen: String,
    /// The ruleset, as the form holds it.
    #[server(default)]
    form: RulesetForm,
) -> Result<RulesetId, Error> {
    let saved = write_ruleset(ruleset, seen, form.clone()).await;
    match &saved {
        Ok(id) => crate::serverfn::lead_to(&super::ruleset_path(*id)),
        Err(error) => {
            let path = match ruleset {
                Some(id) => super::ruleset_edit_path(id),
                None => super::NEW_RULESET.to_owned(),
            };
            let address = super::kept::address(&path, &[], &form);
            crate::serverfn::lead_back::<SaveRuleset>(&address, error);
        }
    }
    saved
}

#[cfg(feature = "ssr")]
async fn write_ruleset(
    ruleset: Option<RulesetId>,
    seen: String,
    form: RulesetForm,
) -> Result<RulesetId, Error> {
    use crate::service::rulesets;

    let mut tx = crate::serverfn::begin().await?;
    let mut draft = form.clone().draft();
    draft.if_updated_at = Some(seen);
    let set = match ruleset {
        Some(id) => rulesets::update(&mut tx, id, draft).await,
        None => rulesets::create(&mut tx, draft).await,
    };
    let set = set.map_err(|error| at_rows(error, |errors| form.by_row(errors)))?;
    tx.commit().await?;
    Ok(set.id)
}

/// What is wrong, by the fields of the form.
#[cfg(feature = "ssr")]
fn at_rows(
    error: Error,
    by_row: impl FnOnce(
        Vec<crate::domain::listing::FieldError>,
    ) -> Vec<crate::domain::listing::FieldError>,
) -> Error {
    match error {
        Error::Invalid(errors) => Error::Invalid(by_row(errors)),
        other => other,
    }
}

/// Copies a ruleset into one of the caller's own, switched off.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn duplicate_ruleset(
    /// The ruleset to copy.
    id: RulesetId,
) -> Result<RulesetSummary, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let copy = crate::service::rulesets::duplicate(&mut tx, id, None).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(&super::ruleset_path(copy.id));
    Ok(RulesetSummary::from(&copy))
}

/// Takes a ruleset of the caller's away.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_ruleset(
    /// The ruleset.
    id: RulesetId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::rulesets::delete(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(super::RULES);
    Ok(())
}

/// A time as forms carry it.
pub(super) fn written(time: OffsetDateTime) -> Option<String> {
    time.format(&time::format_description::well_known::Rfc3339)
        .ok()
}
