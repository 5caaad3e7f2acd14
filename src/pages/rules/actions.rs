//! What the pages about rules ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        preview::{Place, RulePreview, Subject},
        rule_form::{RuleForm, RulesetForm},
        ruleset::{RuleGroupId, RuleId, Ruleset, RulesetId},
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

/// What can be switched on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switchable {
    /// A ruleset.
    Ruleset,
    /// A group of rules.
    Group,
    /// A rule.
    Rule,
}

impl Switchable {
    /// The name in a form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ruleset => "ruleset",
            Self::Group => "group",
            Self::Rule => "rule",
        }
    }
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

/// Makes a group, or changes one.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_group(
    /// The ruleset that it is in.
    ruleset: RulesetId,
    /// The group that is changed; none makes one.
    group: Option<RuleGroupId>,
    /// What it is called.
    name: String,
    /// Which part it is about.
    category: String,
    /// Its place; after the others, unless given.
    #[server(default)]
    display_order: String,
) -> Result<(), Error> {
    use crate::{domain::ruleset_draft::RuleGroupDraft, service::rulesets};

    let draft = RuleGroupDraft {
        name: Some(name),
        category: Some(category),
        display_order: crate::domain::text::given(Some(display_order)),
        is_active: None,
    };
    let mut tx = crate::serverfn::begin().await?;
    match group {
        Some(group) => rulesets::update_group(&mut tx, group, draft).await?,
        None => rulesets::create_group(&mut tx, ruleset, draft).await?,
    };
    Ok(tx.commit().await?)
}

/// Takes a group of the caller's away, with its rules.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_group(
    /// The group.
    id: RuleGroupId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::rulesets::delete_group(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// Switches a ruleset, a group or a rule of the caller's on or off; tells which it is now.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn switch_rules(
    /// What kind of thing.
    what: Switchable,
    /// The number of its row.
    id: i64,
    /// Whether it is to count.
    on: bool,
) -> Result<bool, Error> {
    use crate::{
        domain::ruleset_draft::{RuleDraft, RuleGroupDraft, RulesetDraft},
        service::rulesets,
    };

    let is_active = Some(on);
    let mut tx = crate::serverfn::begin().await?;
    let now = match what {
        Switchable::Ruleset => {
            let draft = RulesetDraft {
                is_active,
                ..RulesetDraft::default()
            };
            let set = rulesets::update(&mut tx, RulesetId(id), draft).await?;
            set.is_active
        }
        Switchable::Group => {
            let draft = RuleGroupDraft {
                is_active,
                ..RuleGroupDraft::default()
            };
            let group = rulesets::update_group(&mut tx, RuleGroupId(id), draft).await?;
            group.is_active
        }
        Switchable::Rule => {
            let draft = RuleDraft {
                is_active,
                ..RuleDraft::default()
            };
            let rule = rulesets::update_rule(&mut tx, RuleId(id), draft).await?;
            rule.is_active
        }
    };
    tx.commit().await?;
    Ok(now)
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
        Some(id) => Some(super::find_rule(&set, id).ok_or(Error::NotFound)?),
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
        Ok(_) => crate::serverfn::lead_to(&super::ruleset_path(ruleset)),
        Err(error) => {
            let path = super::rule_path(ruleset, rule);
            let address = super::kept::address(&path, &[("group", &group)], &form);
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
    crate::serverfn::lead_to(&super::ruleset_path(ruleset));
    Ok(())
}

/// A time as forms carry it.
pub(super) fn written(time: OffsetDateTime) -> Option<String> {
    time.format(&time::format_description::well_known::Rfc3339)
        .ok()
}
