//! What a change of rules or weights would do to a person's offers, before it is kept. The same on
//! the server and live in the browser.

mod place;
mod rule;
#[cfg(test)]
mod tests;
mod weights;

use serde::{Deserialize, Serialize};

pub use self::{
    place::Place,
    rule::{NAMED_MAX, NEW_RULE, PriceChange, RulePreview, of_draft, of_rule},
    weights::ranking,
};
use super::{facts::Facts, listing::ListingId, profile::ProfileId, valuation::RulesetChoice};

/// An offer with all that its valuation takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// The offer.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// What rules and scores see of it.
    pub facts: Facts,
    /// Which rulesets it is valued by.
    pub choice: RulesetChoice,
    /// The profile that it is scored by, instead of its owner's default.
    pub profile_id: Option<ProfileId>,
}
