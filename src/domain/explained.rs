//! How an adjusted price came about, told rule by rule, for people.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    facts::Facts,
    money::Usd,
    ruleset::{Rule, RuleId, Ruleset, RulesetId},
    valuation::{Explanation, RulesetChoice, SkipReason},
};

/// A valuation with the names and words of everything that had a part in it, and of what had none.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Asking price.
    pub price_usd: Usd,
    /// What is left; never below zero.
    pub adjusted_price_usd: Usd,
    /// The sum of the lines, also where it takes away more than the price.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub total_usd: Decimal,
    /// How much of the price that took away, in percent; absent for what costs nothing.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>))]
    pub deducted_percent: Option<Decimal>,
    /// Which rulesets were to be asked.
    pub choice: RulesetChoice,
    /// Each rule that held, in the order in which they were applied.
    pub lines: Vec<ExplainedLine>,
    /// Each ruleset that was asked.
    pub rulesets: Vec<ExplainedRuleset>,
    /// Rules that count and did not hold.
    pub unmatched: Vec<UnmatchedRule>,
    /// Rulesets that were not asked.
    pub skipped: Vec<SkippedRuleset>,
}

/// What one rule changed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedLine {
    /// The ruleset of the rule.
    pub ruleset_id: RulesetId,
    /// Its name.
    pub ruleset: String,
    /// The rule.
    pub rule_id: RuleId,
    /// Its name.
    pub rule: String,
    /// What it does, in words.
    pub does: String,
    /// How that came out for this offer, in figures: "32 × 2.50 × 0.8". Absent where nothing had to
    /// be reckoned, or nothing could be.
    pub reckoned: Option<String>,
    /// Dollars and cents, signed.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub delta_usd: Decimal,
    /// What could not be done as the rule says.
    pub warnings: Vec<String>,
}

/// What one ruleset changed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedRuleset {
    /// The ruleset.
    pub ruleset_id: RulesetId,
    /// Its name.
    pub ruleset: String,
    /// The sum of its lines.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub delta_usd: Decimal,
}

/// A rule that did not hold.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmatchedRule {
    /// The ruleset of the rule.
    pub ruleset_id: RulesetId,
    /// Its name.
    pub ruleset: String,
    /// The rule.
    pub rule_id: RuleId,
    /// Its name.
    pub rule: String,
    /// When it would have held, in words.
    pub conditions: String,
}

/// A ruleset that was not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRuleset {
    /// The ruleset.
    pub ruleset_id: RulesetId,
    /// Its name.
    pub ruleset: String,
    /// Why not.
    pub reason: SkipReason,
}

impl SkipReason {
    /// Why a ruleset was not asked, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotChosen => "another ruleset is chosen",
            Self::Inactive => "it is switched off",
            Self::Disabled => "it is left out for this offer",
            Self::DoesNotApply => "it is not for offers like this",
        }
    }
}

impl ExplainedLine {
    /// What the rule does, and how that came out: "Deduct 2.50 USD per GB of RAM: 32 × 2.50".
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.reckoned {
            Some(figures) => format!("{}: {figures}", self.does),
            None => self.does.clone(),
        }
    }
}

impl Explained {
    /// Tells an explanation of an offer in the words of the rulesets that it was made by.
    #[must_use]
    pub fn new(
        explanation: Explanation,
        choice: RulesetChoice,
        facts: &Facts,
        rulesets: &[Ruleset],
    ) -> Self {
        let name = |id: RulesetId| {
            let set = rulesets.iter().find(|set| set.id == id);
            set.map_or_else(String::new, |set| set.name.clone())
        };
        let Explanation {
            valuation,
            unmatched,
            skipped,
        } = explanation;
        let rules: BTreeMap<RuleId, &Rule> = rulesets
            .iter()
            .flat_map(Ruleset::in_force)
            .map(|rule| (rule.id, rule))
            .collect();
        let mut running = valuation.price.amount();
        let lines = valuation.lines.iter().map(|line| {
            let actions = rules.get(&line.rule_id).map(|rule| rule.actions.as_slice());
            let actions = actions.unwrap_or_default();
            let reckoned = actions
                .iter()
                .filter_map(|action| action.reckoning(facts, running));
            let reckoned = joined(reckoned);
            running += line.delta;
            ExplainedLine {
                ruleset_id: line.ruleset_id,
                ruleset: name(line.ruleset_id),
                rule_id: line.rule_id,
                rule: line.rule.clone(),
                does: joined(actions.iter().map(ToString::to_string)).unwrap_or_default(),
                reckoned,
                delta_usd: line.delta,
                warnings: line.warnings.clone(),
            }
        });
        Self {
            price_usd: valuation.price,
            adjusted_price_usd: valuation.adjusted,
            total_usd: valuation.total,
            deducted_percent: valuation.deducted_percent().map(super::number::percent),
            choice,
            lines: lines.collect(),
            rulesets: valuation
                .rulesets
                .into_iter()
                .map(|set| ExplainedRuleset {
                    ruleset_id: set.ruleset_id,
                    ruleset: set.ruleset,
                    delta_usd: set.delta,
                })
                .collect(),
            unmatched: unmatched
                .into_iter()
                .map(|rule| UnmatchedRule {
                    ruleset_id: rule.ruleset_id,
                    ruleset: name(rule.ruleset_id),
                    rule_id: rule.rule_id,
                    rule: rule.rule,
                    conditions: rule.conditions,
                })
                .collect(),
            skipped: skipped
                .into_iter()
                .map(|set| SkippedRuleset {
                    ruleset_id: set.ruleset_id,
                    ruleset: set.ruleset,
                    reason: set.reason,
                })
                .collect(),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
