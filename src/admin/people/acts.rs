//! What an administrator does to somebody's sessions, and to whether they may come in.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        admin::{Person, PersonRecord, StandingAct},
        session::{OwnSession, SignedOut},
        user::UserId,
    },
    error::Error,
};

/// Where a person is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionsFound {
    /// The latest used first.
    pub sessions: Vec<OwnSession>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Where a person is signed in, by Clerk's account.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn find_sessions(
    /// Whose.
    id: UserId,
) -> Result<SessionsFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let person = crate::service::admin::people::get(&mut tx, id).await?;
    drop(tx);
    let keeper = crate::serverfn::session_keeper()?;
    Ok(SessionsFound {
        sessions: crate::service::admin::sessions::list(&keeper, &person).await?,
        as_of: crate::serverfn::now(),
    })
}

/// Ends a person's sessions.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn revoke_sessions(
    /// Whose.
    id: UserId,
    /// Clerk's id of the only one to be ended; all of them when it is empty.
    #[server(default)]
    session: String,
    /// Why, for the audit log.
    reason: String,
) -> Result<SignedOut, Error> {
    let reason = super::actions::given(&reason)?;
    let keeper = crate::serverfn::session_keeper()?;
    let db = crate::serverfn::database()?;
    let mut tx = crate::serverfn::begin_admin().await?;
    let person = crate::service::admin::people::get(&mut tx, id).await?;
    let only = (!session.is_empty()).then_some(session.as_str());
    crate::service::admin::sessions::end(&keeper, &db, tx, &person, only, Some(&reason)).await
}

/// Keeps a person out, or takes that back, or takes their deletion back.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn change_standing(
    /// Whom.
    id: UserId,
    /// What to do.
    act: StandingAct,
    /// Why, for the audit log.
    reason: String,
) -> Result<PersonRecord, Error> {
    let reason = super::actions::given(&reason)?;
    let is_proved = crate::serverfn::session()?.is_fresh();
    let clerk = crate::serverfn::accounts()?;
    let tx = crate::serverfn::begin_admin().await?;
    crate::service::admin::standing::change(tx, &clerk, id, act, Some(&reason), is_proved).await
}

/// Deletes a person, and all that is theirs, for good.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn purge_person(
    /// Whom.
    id: UserId,
    /// What was typed to say that it is meant.
    confirmation: String,
    /// Why, for the audit log.
    reason: String,
) -> Result<Person, Error> {
    crate::serverfn::require_fresh()?;
    let reason = crate::domain::admin::check_purge(id, &confirmation, &reason)?;
    let clerk = crate::serverfn::accounts()?;
    let tx = crate::serverfn::begin_admin().await?;
    let person = crate::service::admin::standing::purge(tx, &clerk, id, Some(&reason)).await?;
    let people = super::filters::PEOPLE;
    let purged = super::filters::PURGED;
    crate::serverfn::lead_to(&format!("{people}?{purged}={}", id.0));
    Ok(person)
}
