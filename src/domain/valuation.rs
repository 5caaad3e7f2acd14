//! What an offer costs without what could be taken out of it: its price, changed by rules line by
//! line. The same on the server and in a form's preview.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    facts::Facts,
    money::Usd,
    number,
    ruleset::{Rule, RuleId, Ruleset, RulesetId},
};

/// Which rulesets an offer is valued by.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesetChoice {
    /// This one, whatever it says about itself, and no other.
    pub fixed: Option<RulesetId>,
    /// Otherwise all that are active and apply, except these.
    pub disabled: Vec<RulesetId>,
}

/// How an adjusted price came about.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Valuation {
    /// Asking price.
    pub price: Usd,
    /// What is left; never below zero.
    pub adjusted: Usd,
    /// The sum of the lines, also where it is more than the price.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub total: Decimal,
    /// Each rule that held, in the order in which they were applied.
    pub lines: Vec<Line>,
    /// Each ruleset that was asked.
    pub rulesets: Vec<Subtotal>,
}

/// What one rule changed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The ruleset of the rule.
    pub ruleset_id: RulesetId,
    /// The rule.
    pub rule_id: RuleId,
    /// The rule's name at that time.
    pub rule: String,
    /// Dollars and cents, signed.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub delta: Decimal,
    /// What could not be done as the rule says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// What one ruleset changed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subtotal {
    /// The ruleset.
    pub ruleset_id: RulesetId,
    /// Its name at that time.
    pub ruleset: String,
    /// The sum of its lines.
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub delta: Decimal,
}

/// A valuation, and what had no part in it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The valuation.
    pub valuation: Valuation,
    /// Rules that count and did not hold.
    pub unmatched: Vec<Unmatched>,
    /// Rulesets that were not asked.
    pub skipped: Vec<Skipped>,
}

/// A rule that did not hold.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The ruleset of the rule.
    pub ruleset_id: RulesetId,
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
pub struct Skipped {
    /// The ruleset.
    pub ruleset_id: RulesetId,
    /// Its name.
    pub ruleset: String,
    /// Why not.
    pub reason: SkipReason,
}

/// Why a ruleset was not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The offer has a fixed one, and this is another.
    NotChosen,
    /// Its owner has switched it off.
    Inactive,
    /// Switched off for this offer.
    Disabled,
    /// It is not for offers like this.
    DoesNotApply,
}

/// Values an offer by its owner's rulesets and the product's. `None` without a price.
#[must_use]
pub fn value(facts: &Facts, choice: &RulesetChoice, rulesets: &[Ruleset]) -> Option<Valuation> {
    explain(facts, choice, rulesets).map(|explanation| explanation.valuation)
}

/// As [`value`], with what had no part in it.
#[must_use]
pub fn explain(facts: &Facts, choice: &RulesetChoice, rulesets: &[Ruleset]) -> Option<Explanation> {
    let price = facts.price_usd?;
    let mut running = Running::new(price);
    let mut unmatched = Vec::new();
    let mut skipped = Vec::new();
    for set in in_order(rulesets) {
        if let Some(reason) = choice.skips(set, facts) {
            skipped.push(Skipped {
                ruleset_id: set.id,
                ruleset: set.name.clone(),
                reason,
            });
            continue;
        }
        running.begin(set);
        for rule in set.in_force() {
            if rule.conditions.matches(facts) {
                running.apply(set, rule, facts);
            } else {
                unmatched.push(Unmatched {
                    ruleset_id: set.id,
                    rule_id: rule.id,
                    rule: rule.name.clone(),
                    conditions: rule.conditions.to_string(),
                });
            }
        }
    }
    Some(Explanation {
        valuation: running.finish(),
        unmatched,
        skipped,
    })
}

fn in_order(rulesets: &[Ruleset]) -> Vec<&Ruleset> {
    let mut sets: Vec<&Ruleset> = rulesets.iter().collect();
    sets.sort_by_key(|set| (set.priority, set.created_at, set.id));
    sets
}

impl RulesetChoice {
    fn skips(&self, set: &Ruleset, facts: &Facts) -> Option<SkipReason> {
        match self.fixed {
            Some(fixed) => (fixed != set.id).then_some(SkipReason::NotChosen),
            None if !set.is_active => Some(SkipReason::Inactive),
            None if self.disabled.contains(&set.id) => Some(SkipReason::Disabled),
            None => (!set.applies_when.matches(facts)).then_some(SkipReason::DoesNotApply),
        }
    }
}

/// A valuation under way.
struct Running {
    price: Usd,
    amount: Decimal,
    lines: Vec<Line>,
    rulesets: Vec<Subtotal>,
}

impl Running {
    fn new(price: Usd) -> Self {
        Self {
            price,
            amount: price.amount(),
            lines: Vec::new(),
            rulesets: Vec::new(),
        }
    }

    fn begin(&mut self, set: &Ruleset) {
        self.rulesets.push(Subtotal {
            ruleset_id: set.id,
            ruleset: set.name.clone(),
            delta: number::cents(Decimal::ZERO),
        });
    }

    fn apply(&mut self, set: &Ruleset, rule: &Rule, facts: &Facts) {
        let mut delta = Decimal::ZERO;
        let mut warnings = Vec::new();
        for action in &rule.actions {
            let outcome = action.apply(facts, self.amount);
            delta += outcome.amount;
            warnings.extend(outcome.warning);
        }
        let delta = number::cents(delta);
        self.amount += delta;
        if let Some(subtotal) = self.rulesets.last_mut() {
            subtotal.delta += delta;
        }
        self.lines.push(Line {
            ruleset_id: set.id,
            rule_id: rule.id,
            rule: rule.name.clone(),
            delta,
            warnings,
        });
    }

    fn finish(self) -> Valuation {
        Valuation {
            price: self.price,
            adjusted: Usd::clamped(self.amount),
            total: number::cents(self.amount - self.price.amount()),
            lines: self.lines,
            rulesets: self.rulesets,
        }
    }
}

impl Valuation {
    /// How much of the price the rules have taken away, in percent; negative where they added.
    /// `None` for what costs nothing.
    #[must_use]
    pub fn deducted_percent(&self) -> Option<Decimal> {
        let price = self.price.amount();
        (price - self.adjusted.amount())
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(price)
    }
}
