//! What an offer would come to, before it is kept. The same on the server and, while somebody
//! types, in the browser.

mod catalogue;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::catalogue::Catalogue;
use super::{
    facts::Facts,
    listing::{Derived, ListingDraft},
    profile::{self, Profile, ProfileId},
    ruleset::{Ruleset, RulesetId},
    scoring::Figures,
    valuation::{RulesetChoice, Valuation, value},
};

/// All that a person's offers are valued and scored by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Yardstick {
    /// Their rulesets and the product's, in the order in which they are applied.
    pub rulesets: Vec<Ruleset>,
    /// Their profiles and the product's.
    pub profiles: Vec<Profile>,
    /// What they prefer.
    pub usual: Usual,
}

/// What offers that choose nothing of their own are valued and scored by, where their owner
/// prefers something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usual {
    /// This ruleset, and no other.
    pub ruleset: Option<RulesetId>,
    /// This profile, instead of the default one.
    pub profile: Option<ProfileId>,
}

impl Usual {
    /// Which rulesets value an offer with a choice of its own.
    #[must_use]
    pub fn choice(self, own: &RulesetChoice) -> RulesetChoice {
        RulesetChoice {
            fixed: own.fixed.or(self.ruleset),
            disabled: own.disabled.clone(),
        }
    }
}

impl Yardstick {
    /// What an offer with these facts comes to, not rounded.
    #[must_use]
    pub fn appraise(
        &self,
        facts: &Facts,
        choice: &RulesetChoice,
        profile: Option<ProfileId>,
    ) -> (Option<Valuation>, Figures) {
        let choice = self.usual.choice(choice);
        let valuation = value(facts, &choice, &self.rulesets);
        let weights = profile::weights(&self.profiles, profile.or(self.usual.profile));
        let figures = Figures::new(facts, valuation.as_ref(), &weights);
        (valuation, figures)
    }

    /// What an offer comes to as far as it has been typed: what is wrong with it so far counts as
    /// not given.
    #[must_use]
    pub fn preview(
        &self,
        draft: &ListingDraft,
        catalogue: &Catalogue,
        choice: &RulesetChoice,
    ) -> Appraisal {
        let cpu = catalogue.cpu(draft).cloned();
        let gpu = catalogue.gpu(draft).cloned();
        let details = draft.clone().so_far();
        let profile = details.profile_id.map(ProfileId);
        let facts = Facts::of(&details, cpu, gpu);
        let (valuation, figures) = self.appraise(&facts, choice, profile);
        Appraisal::new(valuation, &figures)
    }
}

/// What an offer comes to.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraisal {
    /// The figures that lists show.
    #[serde(flatten)]
    pub derived: Derived,
    /// How the adjusted price comes about; absent without a price.
    pub valuation: Option<Valuation>,
}

impl Appraisal {
    /// A valuation and what follows from it, for reading.
    #[must_use]
    pub fn new(valuation: Option<Valuation>, figures: &Figures) -> Self {
        Self {
            derived: Derived::new(valuation.as_ref(), figures),
            valuation,
        }
    }
}
