//! Scoring profiles. What changes how offers are scored, scores them anew in the same transaction.

use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::valuation;
use crate::{
    db::{self, UserTx},
    domain::{
        appraisal::Yardstick,
        listing::FieldError,
        preview::{Subject, ranking},
        profile::{NewProfile, Profile, ProfileDraft, ProfileId, Ranked, weights},
        scoring::Weights,
    },
    error::{Conflict, Error, Full, Refusal},
};

/// The most profiles that a person may keep: more than anybody tells apart.
pub const PROFILES_MAX: i64 = 50;
/// How many offers a preview looks at, the newest first.
pub const PREVIEWED: i64 = 2_000;

/// The caller's profiles, and those of the product.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(tx: &mut UserTx) -> Result<Vec<Profile>, Error> {
    Ok(db::profiles::list(tx).await?)
}

/// A profile that the caller may use.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(tx: &mut UserTx, id: ProfileId) -> Result<Profile, Error> {
    db::profiles::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// Makes a profile.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Conflict::NameTaken`]; [`Error::PlanLimit`].
pub async fn create(tx: &mut UserTx, draft: ProfileDraft) -> Result<Profile, Error> {
    let new = draft.check()?;
    insert(tx, &new).await
}

async fn insert(tx: &mut UserTx, new: &NewProfile) -> Result<Profile, Error> {
    super::plan::hold(tx).await?;
    let count = db::profiles::count(tx).await?;
    if count >= PROFILES_MAX {
        return Err(Error::PlanLimit(Full {
            says: format!("You may keep {PROFILES_MAX} scoring profiles, and you have as many."),
            limit: PROFILES_MAX,
            count,
        }));
    }
    name_is_free(tx, new.name(), None).await?;
    if new.is_default() {
        db::profiles::clear_default(tx, None).await?;
    }
    let id = db::profiles::insert(tx, new).await?;
    if new.is_default() {
        valuation::remeasure(tx).await?;
    }
    get(tx, id).await
}

/// Changes one of the caller's own profiles.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field; [`Error::NotFound`]; [`Refusal::ReadOnly`] for those
/// of the product; [`Conflict::NameTaken`]; [`Conflict::Stale`].
pub async fn update(tx: &mut UserTx, id: ProfileId, draft: ProfileDraft) -> Result<Profile, Error> {
    super::plan::hold(tx).await?;
    let current = hold(tx, id).await?;
    unchanged_since(draft.if_updated_at.as_deref(), current.updated_at)?;
    let new = draft.over(&current).check()?;
    name_is_free(tx, new.name(), Some(id)).await?;
    if new.is_default() {
        db::profiles::clear_default(tx, Some(id)).await?;
    }
    db::profiles::update(tx, id, &new).await?;
    if (new.weights(), new.is_default()) != (&current.weights, current.is_default) {
        valuation::remeasure(tx).await?;
    }
    get(tx, id).await
}

/// Takes one of the caller's own profiles away.
///
/// # Errors
/// [`Error::NotFound`]; [`Refusal::ReadOnly`] for those of the product; [`Conflict::InUse`] for
/// the default.
pub async fn delete(tx: &mut UserTx, id: ProfileId) -> Result<(), Error> {
    if hold(tx, id).await?.is_default {
        return Err(Error::Conflict(Conflict::InUse));
    }
    db::profiles::delete(tx, id).await?;
    // Offers that had chosen it go by the default now.
    valuation::remeasure(tx).await?;
    Ok(())
}

/// Copies a profile that the caller may use into one of their own, under a name that is free.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PlanLimit`].
pub async fn duplicate(tx: &mut UserTx, id: ProfileId) -> Result<Profile, Error> {
    let profile = get(tx, id).await?;
    let name = free_name(tx, &profile).await?;
    insert(tx, &NewProfile::copy_of(&profile, name, false)).await
}

/// Makes a profile the caller's default. That of the product is everybody's who has chosen no
/// other; of its other ones, the caller gets a copy.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PlanLimit`].
pub async fn make_default(tx: &mut UserTx, id: ProfileId) -> Result<Profile, Error> {
    let profile = get(tx, id).await?;
    if profile.is_own {
        let draft = ProfileDraft {
            is_default: Some(true),
            ..ProfileDraft::default()
        };
        return update(tx, id, draft).await;
    }
    if profile.is_system && profile.is_default {
        super::plan::hold(tx).await?;
        db::profiles::clear_default(tx, None).await?;
        valuation::remeasure(tx).await?;
        return Ok(profile);
    }
    let name = free_name(tx, &profile).await?;
    insert(tx, &NewProfile::copy_of(&profile, name, true)).await
}

/// What a ranking by these weights would begin with, and what the caller's own begins with now.
///
/// # Errors
/// [`Error::Invalid`] with every wrong weight.
pub async fn rank_preview(
    tx: &mut UserTx,
    proposed: &Map<String, Value>,
    count: usize,
) -> Result<(Vec<Ranked>, Vec<Ranked>), Error> {
    let proposed = Weights::parse(proposed)?;
    let (subjects, yardstick) = ranked_by(tx).await?;
    let current = weights(&yardstick.profiles, None);
    let rank = |weights| ranking(&subjects, &yardstick.rulesets, weights, count);
    Ok((rank(&current), rank(&proposed)))
}

/// The caller's newest offers, and what they are valued and scored by.
///
/// # Errors
/// When the database cannot be asked.
pub async fn ranked_by(tx: &mut UserTx) -> Result<(Vec<Subject>, Yardstick), Error> {
    let subjects = valuation::subjects(tx, PREVIEWED).await?;
    Ok((subjects, valuation::yardstick(tx).await?))
}

async fn hold(tx: &mut UserTx, id: ProfileId) -> Result<Profile, Error> {
    match db::profiles::hold(tx, id).await? {
        Some(own) => Ok(own),
        None => {
            get(tx, id).await?;
            Err(Error::Forbidden(Refusal::ReadOnly))
        }
    }
}

async fn name_is_free(tx: &mut UserTx, name: &str, except: Option<ProfileId>) -> Result<(), Error> {
    match db::profiles::named(tx, name).await? {
        Some(id) if Some(id) != except => Err(Error::Conflict(Conflict::NameTaken)),
        _ => Ok(()),
    }
}

/// The name of a copy: the same where it is free, else with a number.
async fn free_name(tx: &mut UserTx, profile: &Profile) -> Result<String, Error> {
    for number in 1..=PROFILES_MAX + 1 {
        let name = numbered(&profile.name, number);
        if db::profiles::named(tx, &name).await?.is_none() {
            return Ok(name);
        }
    }
    Err(Error::Conflict(Conflict::NameTaken))
}

/// "Desktop", "Desktop 2", …: not longer than a name may be.
pub(super) fn numbered(name: &str, number: i64) -> String {
    if number == 1 {
        return name.to_owned();
    }
    let suffix = format!(" {number}");
    let room = crate::domain::profile::NAME_MAX - suffix.len();
    let stem: String = name.chars().take(room).collect();
    format!("{}{suffix}", stem.trim_end())
}

/// Whether what was read is what there still is.
pub(super) fn unchanged_since(read: Option<&str>, current: OffsetDateTime) -> Result<(), Error> {
    let Some(read) = read.filter(|text| !text.trim().is_empty()) else {
        return Ok(());
    };
    match OffsetDateTime::parse(read.trim(), &Rfc3339) {
        Ok(read) if read == current => Ok(()),
        Ok(_) => Err(Error::Conflict(Conflict::Stale)),
        Err(_) => Err(Error::Invalid(vec![FieldError::new(
            "if_updated_at",
            "must be a time like 2026-01-31T12:00:00Z",
        )])),
    }
}
