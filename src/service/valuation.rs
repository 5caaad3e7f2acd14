//! What offers are worth: valued by their owner's rulesets and scored by their owner's profiles,
//! whoever looks at them.

use crate::{
    db::{self, UserTx, valuations::Worth},
    domain::{
        facts::Facts,
        listing::ListingId,
        preview::Subject,
        profile::{self, Profile, ProfileId},
        ruleset::Ruleset,
        scoring::Figures,
        valuation::{Explanation, RulesetChoice, Valuation, explain, value},
    },
    error::Error,
};

/// More rulesets than anybody keeps, and more profiles.
const ALL: i64 = 1_000;

/// All that a person's offers are valued and scored by.
#[derive(Clone, Debug)]
pub struct Yardstick {
    /// Their rulesets and the product's, in the order in which they are applied.
    pub rulesets: Vec<Ruleset>,
    /// Their profiles and the product's.
    pub profiles: Vec<Profile>,
}

impl Yardstick {
    /// What the caller's offers are valued and scored by, as things stand.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn load(tx: &mut UserTx) -> Result<Self, Error> {
        Ok(Self {
            rulesets: db::rulesets::list(tx, ALL).await?,
            profiles: db::profiles::list(tx, ALL).await?,
        })
    }

    /// What an offer with these facts comes to.
    #[must_use]
    pub fn appraise(
        &self,
        facts: &Facts,
        choice: &RulesetChoice,
        profile: Option<ProfileId>,
    ) -> (Option<Valuation>, Figures) {
        let valuation = value(facts, choice, &self.rulesets);
        let weights = profile::weights(&self.profiles, profile);
        let figures = Figures::new(facts, valuation.as_ref(), &weights);
        (valuation, figures)
    }

    fn worth(&self, subject: &Subject) -> Worth {
        let (valuation, figures) =
            self.appraise(&subject.facts, &subject.choice, subject.profile_id);
        Worth {
            id: subject.id,
            valuation,
            figures,
        }
    }
}

/// Values one of the caller's own offers anew, whatever its status.
///
/// # Errors
/// [`Error::NotFound`] when it is not the caller's own.
pub async fn revalue_listing(tx: &mut UserTx, id: ListingId) -> Result<(), Error> {
    let subjects = db::valuations::subjects(tx, Some(id), None).await?;
    if subjects.is_empty() {
        return Err(Error::NotFound);
    }
    store(tx, &subjects).await
}

/// Values all of the caller's offers anew, except archived ones, and tells how many: after a
/// change of a ruleset, a rule or a profile, in the transaction of the change.
///
/// # Errors
/// When the database cannot be asked.
pub async fn revalue_owner(tx: &mut UserTx) -> Result<usize, Error> {
    // First: what another transaction changes of an offer, or of the rules, is seen after it.
    db::valuations::hold(tx).await?;
    let subjects = db::valuations::subjects(tx, None, None).await?;
    if !subjects.is_empty() {
        store(tx, &subjects).await?;
    }
    Ok(subjects.len())
}

async fn store(tx: &mut UserTx, subjects: &[Subject]) -> Result<(), Error> {
    let yardstick = Yardstick::load(tx).await?;
    let worths: Vec<Worth> = subjects
        .iter()
        .map(|subject| yardstick.worth(subject))
        .collect();
    Ok(db::valuations::store(tx, &worths).await?)
}

/// How the adjusted price of one of the caller's own offers comes about, by the rules as they
/// stand; `None` without a price.
///
/// # Errors
/// [`Error::NotFound`] when it is not the caller's own.
pub async fn explain_listing(tx: &mut UserTx, id: ListingId) -> Result<Option<Explanation>, Error> {
    let subjects = db::valuations::subjects(tx, Some(id), None).await?;
    let subject = subjects.first().ok_or(Error::NotFound)?;
    let rulesets = db::rulesets::list(tx, ALL).await?;
    Ok(explain(&subject.facts, &subject.choice, &rulesets))
}

/// The caller's newest offers that are kept valued, for previews of a change.
///
/// # Errors
/// When the database cannot be asked.
pub async fn subjects(tx: &mut UserTx, limit: i64) -> Result<Vec<Subject>, Error> {
    Ok(db::valuations::subjects(tx, None, Some(limit)).await?)
}
