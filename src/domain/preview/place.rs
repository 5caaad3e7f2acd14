//! Where a rule in question would stand.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::domain::ruleset::{Category, Rule, RuleGroup, RuleGroupId, RuleId, Ruleset, RulesetId};

/// Which rule is in question, and where it would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the place of a rule that there is.
    Instead(RuleId),
    /// At the end of a group.
    Into(RuleGroupId),
    /// In a group that is not there yet.
    IntoRuleset(RulesetId),
}

impl Place {
    pub(super) fn is_in(&self, set: &Ruleset) -> bool {
        match self {
            Self::Instead(id) => set
                .groups
                .iter()
                .flat_map(|group| &group.rules)
                .any(|it| it.id == *id),
            Self::Into(id) => set.groups.iter().any(|group| group.id == *id),
            Self::IntoRuleset(id) => set.id == *id,
        }
    }

    fn is_group(&self, group: &RuleGroup) -> bool {
        match self {
            Self::Instead(id) => group.rules.iter().any(|rule| rule.id == *id),
            Self::Into(id) => group.id == *id,
            Self::IntoRuleset(_) => false,
        }
    }

    pub(super) fn switch_group_on(&self, set: &mut Ruleset) {
        for group in &mut set.groups {
            group.is_active |= self.is_group(group);
        }
    }

    pub(super) fn put(&self, set: &mut Ruleset, rule: &Rule) {
        let rule = Rule {
            is_active: true,
            ..rule.clone()
        };
        let Some(group) = set.groups.iter_mut().find(|group| self.is_group(group)) else {
            set.groups.push(RuleGroup {
                id: RuleGroupId(i64::MAX),
                name: String::new(),
                category: Category::Other,
                display_order: i32::MAX,
                is_active: true,
                rules: vec![rule],
                updated_at: OffsetDateTime::UNIX_EPOCH,
            });
            return;
        };
        match group.rules.iter_mut().find(|there| there.id == rule.id) {
            Some(there) => *there = rule,
            None => group.rules.push(rule),
        }
    }
}
