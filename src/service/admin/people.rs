//! People, as administrators see and change them.
//!
//! Every change is kept in the audit log, in the same transaction, and told to every instance of
//! the server, so that it bites on the person's very next request.

use time::OffsetDateTime;

use crate::{
    db::{
        AdminTx, admin_people,
        signals::{self, Signal},
    },
    domain::{
        admin::{PeopleAsked, PeoplePage, Person, Reason},
        audit::{AuditEvent, AuditKind},
        listing::FieldError,
        notification::NotificationKind,
        user::{Plan, Role, UserId},
    },
    error::{Conflict, Error},
    service::audit,
};

/// The people that a question finds, a page at a time.
///
/// # Errors
/// [`Error::Invalid`] with every field of the question that is not understood.
pub async fn find(
    tx: &mut AdminTx,
    asked: &PeopleAsked,
    now: OffsetDateTime,
) -> Result<PeoplePage, Error> {
    let query = asked.check()?;
    let (items, next) = admin_people::find(tx, &query, now).await?;
    Ok(PeoplePage {
        items,
        next_cursor: next.map(|cursor| cursor.write()),
    })
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(tx: &mut AdminTx, id: UserId) -> Result<Person, Error> {
    admin_people::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// The number of who is named by their number, address or user name.
///
/// # Errors
/// [`Error::Invalid`] when nobody is.
pub async fn named(tx: &mut AdminTx, handle: &str) -> Result<UserId, Error> {
    let handle = handle.trim();
    let found = match handle.parse().map(UserId) {
        Ok(id) => admin_people::by_id(tx, id).await?.map(|person| person.id),
        // PostgreSQL's text cannot hold NUL, and no name has one.
        Err(_) if handle.contains('\0') => None,
        Err(_) => admin_people::by_handle(tx, handle).await?,
    };
    found.ok_or_else(|| {
        let reason = "must name somebody by their number, e-mail address or user name";
        Error::Invalid(vec![FieldError::new("person", reason)])
    })
}

/// Gives a role, to who has the role `seen` if one is named. The same one again changes nothing, and
/// is not kept.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::Stale`] when they have another role than was seen;
/// [`Conflict::LastAdmin`] when nobody would be left to administer,
/// [`Conflict::OwnAccount`] for one's own, [`Conflict::UserDeactivated`] for who may not come in.
pub async fn set_role(
    tx: &mut AdminTx,
    id: UserId,
    role: Role,
    seen: Option<Role>,
    reason: Option<&Reason>,
) -> Result<Person, Error> {
    let admins = admin_people::active_admins_locked(tx).await?;
    let person = get(tx, id).await?;
    if person.role == role {
        return Ok(person);
    }
    as_seen(seen, &person.role)?;
    may_lose_standing(tx, &admins, &person)?;
    if !person.is_active {
        return Err(Error::Conflict(Conflict::UserDeactivated));
    }
    if !admin_people::set_role(tx, id, person.role, role).await? {
        return Err(Error::Conflict(Conflict::Stale));
    }
    let event = AuditEvent::new(AuditKind::RoleChanged)
        .with("from", person.role.name())
        .with("to", role.name());
    keep(tx, event, &person, reason).await?;
    let title = format!("Your role is {} now", role.label());
    admin_people::tell(tx, id, NotificationKind::RoleChanged, &title, None).await?;
    get(tx, id).await
}

/// Gives a plan, to who has the plan `seen` if one is named. The same one again changes nothing, and
/// is not kept.
///
/// # Errors
/// [`Error::NotFound`]; [`Conflict::Stale`] when they have another plan than was seen.
pub async fn set_plan(
    tx: &mut AdminTx,
    id: UserId,
    plan: Plan,
    seen: Option<Plan>,
    reason: Option<&Reason>,
) -> Result<Person, Error> {
    let person = get(tx, id).await?;
    if person.plan == plan {
        return Ok(person);
    }
    as_seen(seen, &person.plan)?;
    if !admin_people::set_plan(tx, id, person.plan, plan).await? {
        return Err(Error::Conflict(Conflict::Stale));
    }
    let event = AuditEvent::new(AuditKind::PlanChanged)
        .with("from", person.plan.name())
        .with("to", plan.name());
    keep(tx, event, &person, reason).await?;
    let title = format!("Your plan is {} now", plan.label());
    admin_people::tell(tx, id, NotificationKind::System, &title, None).await?;
    get(tx, id).await
}

/// Refuses what was decided on something else than what is.
fn as_seen<T: PartialEq>(seen: Option<T>, now: &T) -> Result<(), Error> {
    match seen {
        Some(seen) if seen != *now => Err(Error::Conflict(Conflict::Stale)),
        _ => Ok(()),
    }
}

/// Whether somebody may become less than they are: not the last active administrator, and nobody
/// by their own hand, so that a slip can be undone by who made it.
pub(super) fn may_lose_standing(
    tx: &AdminTx,
    admins: &[UserId],
    person: &Person,
) -> Result<(), Error> {
    if admins == [person.id] {
        return Err(Error::Conflict(Conflict::LastAdmin));
    }
    if person.id == tx.user() {
        return Err(Error::Conflict(Conflict::OwnAccount));
    }
    Ok(())
}

/// Keeps what was done to somebody, and tells every instance to look at them anew.
pub(super) async fn keep(
    tx: &mut AdminTx,
    event: AuditEvent,
    person: &Person,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    let mut event = event.by(tx.user()).about(person.id);
    if let Some(reason) = reason {
        event = event.with("reason", reason.as_str());
    }
    audit::record(tx, &event).await?;
    if let Some(clerk_id) = &person.clerk_id {
        signals::notify(tx, &Signal::User(clerk_id.clone())).await?;
    }
    Ok(())
}
