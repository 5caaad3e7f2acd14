//! Rulesets, groups and rules are switched on and off.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Error;

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
        domain::{
            ruleset::{RuleGroupId, RuleId, RulesetId},
            ruleset_draft::{RuleDraft, RuleGroupDraft, RulesetDraft},
        },
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
