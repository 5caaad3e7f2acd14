//! What offers are worth: valued by their owner's rulesets and scored by their owner's profiles,
//! whoever looks at them.

use super::listings;
use crate::{
    db::{self, Db, UserTx, valuations::Worth},
    domain::{
        appraisal::{Usual, Yardstick},
        explained::Explained,
        listing::{FieldError, Listing, ListingId, seen_at},
        preview::Subject,
        profile::ProfileId,
        ruleset::{Ruleset, RulesetId},
        ruleset_choice::ChoiceDraft,
        text,
        user::{Role, UserId},
        valuation::{RulesetChoice, explain},
    },
    error::Error,
};

/// How many people with outdated offers are looked up at once.
const OWNERS: i32 = 100;
/// How many offers are valued at once.
const VALUED: i64 = 1_000;

/// What the caller's offers are valued and scored by, as things stand.
///
/// # Errors
/// When the database cannot be asked.
pub async fn yardstick(tx: &mut UserTx) -> Result<Yardstick, Error> {
    Ok(Yardstick {
        rulesets: db::rulesets::list(tx).await?,
        profiles: db::profiles::list(tx).await?,
        usual: usual(tx).await?,
    })
}

/// What the caller prefers, as far as it is still there.
async fn usual(tx: &mut UserTx) -> Result<Usual, Error> {
    let Some(settings) = db::preferences::of_caller(tx).await? else {
        return Ok(Usual::default());
    };
    let preferred = settings.preferences;
    let ruleset = match preferred.ruleset_id {
        Some(id) if db::preferences::may_use_ruleset(tx, id).await? => Some(RulesetId(id)),
        _ => None,
    };
    let profile = match preferred.scoring_profile_id {
        Some(id) if db::preferences::may_use_profile(tx, id).await? => Some(ProfileId(id)),
        _ => None,
    };
    Ok(Usual { ruleset, profile })
}

/// The rulesets that the caller's offers can be valued by.
///
/// # Errors
/// When the database cannot be asked.
pub async fn rulesets(tx: &mut UserTx) -> Result<Vec<Ruleset>, Error> {
    Ok(db::rulesets::list(tx).await?)
}

/// Values one of the caller's own offers anew, whatever its status.
///
/// # Errors
/// [`Error::NotFound`] when it is not the caller's own.
pub async fn revalue_listing(tx: &mut UserTx, id: ListingId) -> Result<(), Error> {
    let subjects = db::valuations::subjects(tx, &[id]).await?;
    if subjects.is_empty() {
        return Err(Error::NotFound);
    }
    let yardstick = yardstick(tx).await?;
    store(tx, &yardstick, &subjects).await
}

/// Values all of the caller's offers anew, except archived ones, and tells how many: after a
/// change of a ruleset, a rule, a profile or what they prefer, in the transaction of the change.
///
/// # Errors
/// When the database cannot be asked.
pub async fn revalue_owner(tx: &mut UserTx) -> Result<usize, Error> {
    // First: what another transaction changes of an offer, or of the rules, is seen after it.
    let mut held = db::valuations::hold(tx, ListingId(0), VALUED).await?;
    let mut count = 0;
    if held.is_empty() {
        return Ok(count);
    }
    let yardstick = yardstick(tx).await?;
    while let Some(last) = held.last().copied() {
        let subjects = db::valuations::subjects(tx, &held).await?;
        store(tx, &yardstick, &subjects).await?;
        count += subjects.len();
        held = db::valuations::hold(tx, last, VALUED).await?;
    }
    Ok(count)
}

/// Values all of the caller's offers anew, by rules or weights that have changed.
///
/// # Errors
/// [`Error::Forbidden`] in another's name when others see any of the offers, and what it is worth.
pub(super) async fn remeasure(tx: &mut UserTx) -> Result<(), Error> {
    listings::stay_as_shown(tx, None).await?;
    revalue_owner(tx).await?;
    Ok(())
}

/// Values anew, one person after the other, the offers of everybody who has one with a part that was
/// changed after it was valued. A person whose offers cannot be valued keeps nobody else waiting.
///
/// # Errors
/// When the database cannot be asked whose they are; what is done stays.
pub async fn revalue_changed(db: &Db) -> Result<(), Error> {
    let mut after = UserId(0);
    loop {
        let mut tx = db.as_system().await?;
        let owners = db::part_offers::owners_of_outdated(&mut tx, after, OWNERS).await?;
        drop(tx);
        let Some(last) = owners.last().copied() else {
            return Ok(());
        };
        for owner in owners {
            if let Err(error) = revalue_person(db, owner).await {
                tracing::warn!(%error, user.id = owner.0, "offers could not be valued anew");
            }
        }
        after = last;
    }
}

async fn revalue_person(db: &Db, owner: UserId) -> Result<usize, Error> {
    let mut tx = db.as_user(owner, Role::User).await?;
    let count = revalue_owner(&mut tx).await?;
    tx.commit().await?;
    Ok(count)
}

async fn store(tx: &mut UserTx, yardstick: &Yardstick, subjects: &[Subject]) -> Result<(), Error> {
    let worths: Vec<Worth> = subjects
        .iter()
        .map(|subject| worth(yardstick, subject))
        .collect();
    Ok(db::valuations::store(tx, &worths).await?)
}

fn worth(yardstick: &Yardstick, subject: &Subject) -> Worth {
    let (valuation, figures) =
        yardstick.appraise(&subject.facts, &subject.choice, subject.profile_id);
    Worth {
        id: subject.id,
        valuation,
        figures,
    }
}

/// How the adjusted price of one of the caller's own offers comes about, by the rules as they
/// stand; `None` without a price.
///
/// # Errors
/// [`Error::NotFound`] when it is not the caller's own.
pub async fn explain_listing(tx: &mut UserTx, id: ListingId) -> Result<Option<Explained>, Error> {
    let mut subjects = db::valuations::subjects(tx, &[id]).await?;
    let subject = subjects.pop().ok_or(Error::NotFound)?;
    let rulesets = db::rulesets::list(tx).await?;
    let choice = usual(tx).await?.choice(&subject.choice);
    let explanation = explain(&subject.facts, &choice, &rulesets);
    Ok(explanation.map(|it| Explained::new(it, choice, &subject.facts, &rulesets)))
}

/// The same for whoever runs the server, of anybody's offer: as its owner would see it.
///
/// # Errors
/// [`Error::NotFound`] when nobody owns it.
pub async fn explain_to_operator(db: &Db, id: ListingId) -> Result<Option<Explained>, Error> {
    let mut tx = db.as_system().await?;
    let owner = db::listings::owner(&mut tx, id).await?;
    drop(tx);
    let mut tx = db
        .as_user(owner.ok_or(Error::NotFound)?, Role::User)
        .await?;
    explain_listing(&mut tx, id).await
}

/// Changes which rulesets value one of the caller's own offers, and values it anew.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`](crate::error::Conflict::Stale)
/// when the offer has changed since, [`Refusal::ReadOnly`](crate::error::Refusal::ReadOnly) when it
/// is not the caller's.
pub async fn choose_rulesets(
    tx: &mut UserTx,
    id: ListingId,
    mut draft: ChoiceDraft,
) -> Result<Listing, Error> {
    let seen_at = seen_at(draft.if_updated_at.take()).map_err(|wrong| vec![wrong])?;
    listings::lock(tx, id, seen_at).await?;
    let before = listings::get(tx, id).await?;
    let there = RulesetChoice {
        fixed: before.ruleset_id.map(RulesetId),
        disabled: before
            .disabled_ruleset_ids
            .into_iter()
            .map(RulesetId)
            .collect(),
    };
    let rulesets = db::rulesets::list(tx).await?;
    let choice = known(draft.over(&there)?, &there, &rulesets)?;
    db::valuations::choose(tx, id, &choice).await?;
    revalue_listing(tx, id).await?;
    listings::get(tx, id).await
}

/// What is newly chosen must be there; what was left out before and is gone, is forgotten.
fn known(
    choice: RulesetChoice,
    before: &RulesetChoice,
    rulesets: &[Ruleset],
) -> Result<RulesetChoice, Vec<FieldError>> {
    let is_there = |id: &RulesetId| rulesets.iter().any(|set| set.id == *id);
    let (disabled, gone): (Vec<_>, Vec<_>) = choice.disabled.into_iter().partition(is_there);
    let mut errors = Vec::new();
    if choice.fixed.as_ref().is_some_and(|id| !is_there(id)) {
        errors.push(FieldError::new("ruleset_id", "is not there"));
    }
    if gone.iter().any(|id| !before.disabled.contains(id)) {
        let reason = "must all be there";
        errors.push(FieldError::new("disabled_ruleset_ids", reason));
    }
    let fixed = choice.fixed;
    text::settle(RulesetChoice { fixed, disabled }, errors)
}

/// The caller's newest offers that are kept valued, for previews of a change.
///
/// # Errors
/// When the database cannot be asked.
pub async fn subjects(tx: &mut UserTx, limit: i64) -> Result<Vec<Subject>, Error> {
    let usual = usual(tx).await?;
    let newest = db::valuations::newest(tx, limit).await?;
    let mut subjects = db::valuations::subjects(tx, &newest).await?;
    for subject in &mut subjects {
        subject.choice = usual.choice(&subject.choice);
        subject.profile_id = subject.profile_id.or(usual.profile);
    }
    Ok(subjects)
}
