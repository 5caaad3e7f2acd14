//! What people choose about how the application works for them.

use sha2::{Digest, Sha256};

pub use crate::db::preferences::Choosable;
use crate::{
    db::{self, UserTx},
    domain::{
        audit::{AuditEvent, AuditKind},
        listing::FieldError,
        preferences::{Settings, SettingsChange},
        user::UserId,
    },
    error::{Conflict, Error},
};

/// The caller's settings, and the tag that names this state of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// What they have chosen.
    pub settings: Settings,
    /// Changes with every change; an HTTP `ETag` without its quotes.
    pub tag: String,
}

impl From<Settings> for Tagged {
    fn from(settings: Settings) -> Self {
        let tag = tag(&settings);
        Self { settings, tag }
    }
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Scoring profiles.
    pub scoring_profiles: Vec<Choosable>,
    /// Rulesets.
    pub rulesets: Vec<Choosable>,
}

/// The caller's settings.
///
/// # Errors
/// When the database cannot be asked.
pub async fn read(tx: &mut UserTx) -> Result<Tagged, Error> {
    let settings = db::preferences::of_caller(tx).await?;
    Ok(settings.ok_or(Error::NotFound)?.into())
}

/// What the caller can choose from.
///
/// # Errors
/// When the database cannot be asked.
pub async fn choices(tx: &mut UserTx) -> Result<Choices, Error> {
    Ok(Choices {
        scoring_profiles: db::preferences::scoring_profiles(tx).await?,
        rulesets: db::preferences::rulesets(tx).await?,
    })
}

/// Changes the caller's settings, and values their offers anew if they prefer another ruleset or
/// profile now. `seen` is the tag of the settings that the change was made
/// from; without one, the change is made to whatever there is.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field, [`Conflict::Stale`] when the settings are not those
/// that were seen.
pub async fn change(
    tx: &mut UserTx,
    change: SettingsChange,
    seen: Option<&str>,
) -> Result<Tagged, Error> {
    let before = db::preferences::of_caller_to_change(tx)
        .await?
        .ok_or(Error::NotFound)?;
    if seen.is_some_and(|seen| seen != tag(&before)) {
        return Err(Error::Conflict(Conflict::Stale));
    }
    let after = before.clone().with(change)?;
    if after != before {
        can_be_used(tx, &before, &after).await?;
        db::preferences::save(tx, &after).await?;
        super::audit::record(tx, &changed(tx.user(), &before, &after)).await?;
        let (old, new) = (&before.preferences, &after.preferences);
        if (old.ruleset_id, old.scoring_profile_id) != (new.ruleset_id, new.scoring_profile_id) {
            super::valuation::remeasure(tx).await?;
        }
    }
    Ok(after.into())
}

/// What is newly chosen must be there for the caller. An old choice may have gone: it is simply
/// not found later.
async fn can_be_used(tx: &mut UserTx, before: &Settings, after: &Settings) -> Result<(), Error> {
    let (before, after) = (&before.preferences, &after.preferences);
    let mut errors = Vec::new();
    if let Some(id) = after.scoring_profile_id
        && before.scoring_profile_id != after.scoring_profile_id
        && !db::preferences::may_use_profile(tx, id).await?
    {
        errors.push(FieldError::new("scoring_profile_id", "is not there"));
    }
    if let Some(id) = after.ruleset_id
        && before.ruleset_id != after.ruleset_id
        && !db::preferences::may_use_ruleset(tx, id).await?
    {
        errors.push(FieldError::new("ruleset_id", "is not there"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors.into())
    }
}

/// For the audit log: which settings, never what they hold.
fn changed(who: UserId, before: &Settings, after: &Settings) -> AuditEvent {
    let (old, new) = (&before.preferences, &after.preferences);
    let settings = [
        ("display_name", before.display_name != after.display_name),
        (
            "scoring_profile_id",
            old.scoring_profile_id != new.scoring_profile_id,
        ),
        ("ruleset_id", old.ruleset_id != new.ruleset_id),
        ("budget_usd", old.budget_usd != new.budget_usd),
        ("theme", old.theme != new.theme),
        ("numbers", old.numbers != new.numbers),
        ("currency", old.currency != new.currency),
        ("notifications", old.notifications != new.notifications),
    ];
    let names: Vec<&str> = settings
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect();
    AuditEvent {
        actor: Some(who),
        subject: Some(who),
        ..AuditEvent::new(AuditKind::SettingsChanged).with("settings", names)
    }
}

fn tag(settings: &Settings) -> String {
    let text = serde_json::to_vec(settings).unwrap_or_default();
    Sha256::digest(text)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
