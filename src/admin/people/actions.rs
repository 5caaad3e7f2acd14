//! What the pages about people ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::{
        admin::{AuditEntry, PeopleAsked, PeoplePage, Person, PersonRecord},
        user::UserId,
    },
    error::Error,
};

/// A page of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeopleFound {
    /// The people.
    pub page: PeoplePage,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Everything that the page about a person shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonFound {
    /// The person, and how much is theirs.
    pub record: PersonRecord,
    /// What they did last, and what was done to them.
    pub recent: Vec<AuditEntry>,
    /// Whether it is the administrator who asks.
    pub is_own: bool,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The people that a question finds.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn find_people(
    /// The question.
    #[server(default)]
    asked: PeopleAsked,
) -> Result<PeopleFound, Error> {
    let as_of = crate::serverfn::now();
    let mut tx = crate::serverfn::begin_admin().await?;
    let page = crate::service::admin::people::find(&mut tx, &asked, as_of).await?;
    Ok(PeopleFound { page, as_of })
}

/// A person.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn get_person(
    /// The number of their row.
    id: UserId,
) -> Result<PersonFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let record = crate::service::admin::standing::record(&mut tx, id).await?;
    let asked = crate::domain::admin::AuditAsked {
        user: id.0.to_string(),
        limit: "10".to_owned(),
        ..crate::domain::admin::AuditAsked::default()
    };
    let recent = crate::service::admin::audit::find(&mut tx, &asked).await?;
    Ok(PersonFound {
        is_own: id == tx.user(),
        record,
        recent: recent.items,
        as_of: crate::serverfn::now(),
    })
}

/// Gives a role.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn change_role(
    /// To whom.
    id: UserId,
    /// `user` or `admin`.
    role: crate::domain::user::Role,
    /// The role that they have, as the page shows it.
    #[server(default)]
    seen: Option<crate::domain::user::Role>,
    /// Why, for the audit log.
    reason: String,
) -> Result<Person, Error> {
    crate::serverfn::require_fresh()?;
    let reason = given(&reason)?;
    let mut tx = crate::serverfn::begin_admin().await?;
    let person =
        crate::service::admin::people::set_role(&mut tx, id, role, seen, Some(&reason)).await?;
    tx.commit().await?;
    Ok(person)
}

/// Gives a plan.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn change_plan(
    /// To whom.
    id: UserId,
    /// `solo`, `growth` or `enterprise`.
    plan: crate::domain::user::Plan,
    /// The plan that they have, as the page shows it.
    #[server(default)]
    seen: Option<crate::domain::user::Plan>,
    /// Why, for the audit log.
    reason: String,
) -> Result<Person, Error> {
    let reason = given(&reason)?;
    let mut tx = crate::serverfn::begin_admin().await?;
    let person =
        crate::service::admin::people::set_plan(&mut tx, id, plan, seen, Some(&reason)).await?;
    tx.commit().await?;
    Ok(person)
}

/// On a page, a reason is asked for.
#[cfg(feature = "ssr")]
pub(super) fn given(reason: &str) -> Result<crate::domain::admin::Reason, Error> {
    crate::domain::admin::Reason::new(reason).map_err(|error| Error::Invalid(vec![error]))
}
