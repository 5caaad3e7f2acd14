//! Whether somebody may come in, and whether they are here at all: banning, deactivating, and taking
//! either back; undoing a deletion; purging.
//!
//! Our own rows are written first and made to last when Clerk has done its part: what Clerk refuses
//! changes nothing, and what it did although our commit failed comes back by its message or the next
//! comparison.

use super::people::{get, keep, may_lose_standing};
use crate::{
    db::{AdminTx, DbError, admin_people},
    domain::{
        admin::{Person, PersonRecord, PersonState, Reason, StandingAct},
        audit::{AuditEvent, AuditKind},
        notification::NotificationKind,
        user::{Role, UserId},
    },
    error::{Conflict, Error, Refusal},
};

/// Somebody to be made anew at Clerk, where a deletion is final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returning {
    /// Their address.
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Names our row of them at Clerk, so that trying again finds whom an earlier try has made.
    pub mark: String,
}

/// Where accounts are kept: Clerk.
pub trait Accounts: Send + Sync {
    /// Ends somebody's sessions and lets them sign in no more.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn ban(&self, clerk_id: &str) -> impl Future<Output = Result<(), Error>> + Send;

    /// Ends a ban.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn unban(&self, clerk_id: &str) -> impl Future<Output = Result<(), Error>> + Send;

    /// Deletes an account. One that is gone is no error.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn delete(&self, clerk_id: &str) -> impl Future<Output = Result<(), Error>> + Send;

    /// Whether there is such an account.
    ///
    /// # Errors
    /// [`Error::ClerkUnavailable`].
    fn knows(&self, clerk_id: &str) -> impl Future<Output = Result<bool, Error>> + Send;

    /// Makes an account for somebody whose own was deleted, or finds the one that was made. Its id.
    ///
    /// # Errors
    /// [`Conflict::AccountExists`] when they have made a new one themselves,
    /// [`Error::ClerkUnavailable`].
    fn make_anew(&self, person: &Returning) -> impl Future<Output = Result<String, Error>> + Send;
}

/// A person with what only their own page shows.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn record(tx: &mut AdminTx, id: UserId) -> Result<PersonRecord, Error> {
    admin_people::record(tx, id).await?.ok_or(Error::NotFound)
}

/// Does that to somebody, and makes it last. To let an administrator in again gives the role back, and
/// to keep one out takes it: as for a role, who does it must have proved who they are (`is_proved`).
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::LastAdmin`], [`Conflict::OwnAccount`]; [`Conflict::Stale`] when
/// they are not as this act needs them; [`Error::Gone`] for a deletion that is final;
/// [`Refusal::Reverification`]; [`Error::ClerkUnavailable`].
pub async fn change(
    mut tx: AdminTx,
    clerk: &impl Accounts,
    id: UserId,
    act: StandingAct,
    reason: Option<&Reason>,
    is_proved: bool,
) -> Result<PersonRecord, Error> {
    let admins = admin_people::active_admins_locked(&mut tx).await?;
    let before = record(&mut tx, id).await?;
    if act == StandingAct::Restore
        && before.deleted_at.is_some()
        && before.restorable_until.is_none()
    {
        return Err(Error::Gone);
    }
    if !StandingAct::open_to(&before).contains(&act) {
        return Err(Error::Conflict(Conflict::Stale));
    }
    if matches!(act, StandingAct::Deactivate | StandingAct::Ban) {
        may_lose_standing(&tx, &admins, &before.person)?;
    }
    if before.person.role == Role::Admin && !is_proved {
        return Err(Error::Forbidden(Refusal::Reverification));
    }
    let clerk_id = before.person.clerk_id.as_deref();
    match act {
        StandingAct::Deactivate => admin_people::set_standing(&mut tx, id, false, false).await?,
        StandingAct::Ban => admin_people::set_standing(&mut tx, id, false, true).await?,
        StandingAct::Reactivate | StandingAct::Unban => {
            admin_people::set_standing(&mut tx, id, true, false).await?;
        }
        StandingAct::Restore => restore(&mut tx, clerk, &before).await?,
    }
    let event = match act {
        StandingAct::Deactivate => AuditEvent::new(AuditKind::Deactivated),
        StandingAct::Ban => AuditEvent::new(AuditKind::Deactivated).with("how", "ban"),
        StandingAct::Reactivate => AuditEvent::new(AuditKind::Reactivated),
        StandingAct::Unban => AuditEvent::new(AuditKind::Reactivated).with("how", "unban"),
        StandingAct::Restore => AuditEvent::new(AuditKind::Restored),
    };
    let after = record(&mut tx, id).await?;
    keep(&mut tx, event, &after.person, reason).await?;
    if after.person.is_active {
        let title = "An administrator opened your account again";
        admin_people::tell(&mut tx, id, NotificationKind::System, title, None).await?;
    }
    match (act, clerk_id) {
        (StandingAct::Ban, Some(clerk_id)) => clerk.ban(clerk_id).await?,
        (StandingAct::Unban, Some(clerk_id)) => clerk.unban(clerk_id).await?,
        _ => {}
    }
    tx.commit().await?;
    Ok(after)
}

/// At Clerk a deletion is final: unless the account is there after all, the person gets a new one
/// with their old address, which they can sign in to by a mailed code.
async fn restore(
    tx: &mut AdminTx,
    clerk: &impl Accounts,
    before: &PersonRecord,
) -> Result<(), Error> {
    let id = before.person.id;
    let held = admin_people::held(tx, id).await?.ok_or(Error::Gone)?;
    let old = before.person.clerk_id.as_deref();
    let is_there = match old {
        Some(clerk_id) => clerk.knows(clerk_id).await?,
        None => false,
    };
    let clerk_id = match (is_there, held.email) {
        (true, _) => old.map(str::to_owned),
        (false, Some(email)) => {
            let person = Returning {
                email,
                first_name: held.first_name,
                last_name: held.last_name,
                mark: format!("person {}", id.0),
            };
            Some(clerk.make_anew(&person).await?)
        }
        (false, None) => old.map(str::to_owned),
    };
    match admin_people::restore(tx, id, clerk_id.as_deref()).await {
        // A message about the new account is being carried out: a moment later it will have been.
        Err(DbError::Conflict(_)) => Err(Error::Unavailable),
        outcome => Ok(outcome?),
    }
}

/// Deletes somebody, and all that is theirs, for good, here and at Clerk.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::UserActive`] for who may still come in;
/// [`Error::ClerkUnavailable`].
pub async fn purge(
    mut tx: AdminTx,
    clerk: &impl Accounts,
    id: UserId,
    reason: Option<&Reason>,
) -> Result<Person, Error> {
    let person = get(&mut tx, id).await?;
    if person.state == PersonState::Active {
        return Err(Error::Conflict(Conflict::UserActive));
    }
    if !admin_people::purge(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    keep(&mut tx, AuditEvent::new(AuditKind::Purged), &person, reason).await?;
    if let (PersonState::Deactivated, Some(clerk_id)) = (person.state, &person.clerk_id) {
        clerk.delete(clerk_id).await?;
    }
    tx.commit().await?;
    Ok(person)
}
