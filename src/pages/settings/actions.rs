//! What the settings ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        preferences::{PreferencesForm, Settings},
        session::{OwnSession, SignedOut},
    },
    error::Error,
};

/// What the form of the preferences shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreferencesView {
    /// The caller's settings.
    pub settings: Settings,
    /// Names this state of them.
    pub tag: String,
    /// What offers can be scored by.
    pub scoring_profiles: Vec<Named>,
    /// What offers can be valued by.
    pub rulesets: Vec<Named>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The number of its row.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Part of the product.
    pub is_system: bool,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The settings as they are now.
    pub settings: Settings,
    /// Names this state of them.
    pub tag: String,
}

/// The caller's settings, and what there is to choose from.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_preferences() -> Result<PreferencesView, Error> {
    use crate::service::preferences;

    let mut tx = crate::serverfn::begin().await?;
    let now = preferences::read(&mut tx).await?;
    let choices = preferences::choices(&mut tx).await?;
    Ok(PreferencesView {
        settings: now.settings,
        tag: now.tag,
        scoring_profiles: choices.scoring_profiles.into_iter().map(named).collect(),
        rulesets: choices.rulesets.into_iter().map(named).collect(),
    })
}

/// Saves the caller's settings, unless they were changed since the form was filled.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_preferences(
    /// The settings, as the form holds them.
    preferences: PreferencesForm,
) -> Result<Saved, Error> {
    let change = preferences.check()?;
    let mut tx = crate::serverfn::begin().await?;
    let now = crate::service::preferences::change(&mut tx, change, Some(&preferences.seen)).await?;
    tx.commit().await?;
    crate::serverfn::forget_theme_of_this_browser();
    Ok(Saved {
        settings: now.settings,
        tag: now.tag,
    })
}

/// The caller's sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionsView {
    /// The live ones, the one that asks first.
    pub sessions: Vec<OwnSession>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Where the caller is signed in.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_sessions() -> Result<SessionsView, Error> {
    let caller = crate::serverfn::caller()?;
    let current = caller.session_id.as_deref();
    let sessions = crate::service::sessions::list(&caller.sessions, &caller.user, current).await?;
    Ok(SessionsView {
        sessions,
        as_of: crate::serverfn::now(),
    })
}

/// Ends one of the caller's sessions.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn end_session(
    /// Clerk's id.
    id: String,
) -> Result<(), Error> {
    let caller = crate::serverfn::caller()?;
    crate::service::sessions::end_one(&caller.sessions, &caller.db, &caller.user, &id).await
}

/// Ends all of the caller's sessions, the one that asks included.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn sign_out_everywhere() -> Result<SignedOut, Error> {
    let caller = crate::serverfn::caller()?;
    crate::service::sessions::end_all(&caller.sessions, &caller.db, &caller.user).await
}

/// What a person should know before they take their data along, or leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataView {
    /// How many days what they own is held back once they have left.
    pub held_days: u32,
    /// Whether they act for themselves.
    pub is_oneself: bool,
}

/// What is to be known about leaving.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_data_view() -> Result<DataView, Error> {
    let session = crate::serverfn::session()?;
    Ok(DataView {
        held_days: crate::serverfn::deleted_days(),
        is_oneself: session.require_oneself().is_ok(),
    })
}

/// Deletes the caller, at Clerk and here.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_account(
    /// What they have typed to say that they mean it.
    confirmation: String,
) -> Result<(), Error> {
    let session = crate::serverfn::session()?;
    session.require_oneself()?;
    session.require_fresh()?;
    crate::domain::account::confirm(&confirmation).map_err(|error| Error::Invalid(vec![error]))?;
    let caller = crate::serverfn::caller()?;
    let current = caller.session_id.as_deref();
    crate::service::account::delete(&caller.people, &caller.db, &caller.user, current).await?;
    crate::serverfn::lead_to(super::GOODBYE);
    Ok(())
}

#[cfg(feature = "ssr")]
fn named(row: crate::service::preferences::Choosable) -> Named {
    Named {
        id: row.id,
        name: row.name,
        is_system: row.is_system,
    }
}
