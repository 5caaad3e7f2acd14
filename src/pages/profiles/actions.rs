//! What the pages about scoring profiles ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    domain::{
        preview::Subject,
        profile::{Profile, ProfileDraft, ProfileId, Ranked},
        ruleset::Ruleset,
    },
    error::Error,
};

/// How many offers a ranking names.
pub const RANKED: usize = 5;

/// One profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The profile.
    pub profile: Profile,
    /// When it was last changed, as forms carry it.
    pub seen: String,
    /// Whether offers that name no other are scored by it now.
    pub is_used: bool,
    /// The best offers by what they are scored by now.
    pub now: Vec<Ranked>,
    /// The best offers by the weights in the form.
    pub then: Vec<Ranked>,
}

/// All that a ranking in the browser is made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RankedBy {
    /// The caller's newest offers.
    pub subjects: Vec<Subject>,
    /// The rulesets that they are valued by.
    pub rulesets: Vec<Ruleset>,
}

/// The caller's profiles and the product's.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn list_profiles() -> Result<Vec<Profile>, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::scoring_profiles::list(&mut tx).await
}

/// A profile, and what it makes of the caller's offers.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_profile(
    /// The profile.
    id: ProfileId,
    /// Weights that are being thought about, by metric; otherwise the profile's own.
    #[server(default)]
    weights: Option<Map<String, Value>>,
) -> Result<ProfileView, Error> {
    use crate::{domain::scoring::Weights, service::scoring_profiles};

    let mut tx = crate::serverfn::begin().await?;
    let profile = scoring_profiles::get(&mut tx, id).await?;
    let proposed = weights
        .filter(|weights| Weights::parse(weights).is_ok())
        .unwrap_or_else(|| profile.weights.into());
    let (now, then) = scoring_profiles::rank_preview(&mut tx, &proposed, RANKED).await?;
    let profiles = scoring_profiles::list(&mut tx).await?;
    Ok(ProfileView {
        seen: written(&profile),
        is_used: super::list::used(&profiles) == Some(id),
        profile,
        now,
        then,
    })
}

/// What rankings in the browser are made from.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn ranking_ground() -> Result<RankedBy, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let (subjects, yardstick) = crate::service::scoring_profiles::ranked_by(&mut tx).await?;
    Ok(RankedBy {
        subjects,
        rulesets: yardstick.rulesets,
    })
}

/// Makes a profile in which every metric weighs the same, and goes there.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn create_profile(
    /// What to call it.
    name: String,
) -> Result<ProfileId, Error> {
    let draft = ProfileDraft {
        name: Some(name),
        weights: Some(crate::domain::scoring::Weights::default().into()),
        ..ProfileDraft::default()
    };
    let mut tx = crate::serverfn::begin().await?;
    let profile = crate::service::scoring_profiles::create(&mut tx, draft).await?;
    tx.commit().await?;
    crate::serverfn::go_to(&super::profile_path(profile.id));
    Ok(profile.id)
}

/// Changes a profile of the caller's.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_profile(
    /// The profile.
    id: ProfileId,
    /// The profile, as the form holds it.
    profile: ProfileDraft,
) -> Result<Profile, Error> {
    let kept = profile.clone();
    let saved = write_profile(id, profile).await;
    if let Err(error) = &saved {
        let address = super::weights::address(id, &kept);
        crate::serverfn::lead_back::<SaveProfile>(&address, error);
    } else {
        crate::serverfn::lead_to(super::PROFILES);
    }
    saved
}

#[cfg(feature = "ssr")]
async fn write_profile(id: ProfileId, draft: ProfileDraft) -> Result<Profile, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let profile = crate::service::scoring_profiles::update(&mut tx, id, draft).await?;
    tx.commit().await?;
    Ok(profile)
}

/// Copies a profile into one of the caller's own.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn duplicate_profile(
    /// The profile to copy.
    id: ProfileId,
) -> Result<Profile, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let copy = crate::service::scoring_profiles::duplicate(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(&super::profile_path(copy.id));
    Ok(copy)
}

/// Makes a profile the caller's default, and scores their offers anew.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn use_profile(
    /// The profile.
    id: ProfileId,
) -> Result<Profile, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let profile = crate::service::scoring_profiles::make_default(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(super::PROFILES);
    Ok(profile)
}

/// Takes a profile of the caller's away.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_profile(
    /// The profile.
    id: ProfileId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::scoring_profiles::delete(&mut tx, id).await?;
    tx.commit().await?;
    crate::serverfn::lead_to(super::PROFILES);
    Ok(())
}

/// When a profile was last changed, as forms carry it.
pub(super) fn written(profile: &Profile) -> String {
    let rfc3339 = &time::format_description::well_known::Rfc3339;
    profile.updated_at.format(rfc3339).unwrap_or_default()
}
