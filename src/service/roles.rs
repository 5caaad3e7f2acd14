//! Roles that are given without an administrator: by the command line and by the settings.

use crate::{
    db::{
        self, Db,
        roles::Holder,
        signals::{self, Signal},
    },
    domain::{
        audit::{AuditEvent, AuditKind},
        user::{Role, UserId},
    },
    error::Error,
};

/// How many people are read at once.
const PAGE: i64 = 1_000;

/// Makes the person that the settings name the first administrator, once Clerk has told of a
/// verified address of theirs. Tells whether it did: not while there is an administrator.
///
/// # Errors
/// When the database cannot be asked.
pub async fn make_first(db: &Db, id: UserId) -> Result<bool, Error> {
    let mut tx = db.as_system().await?;
    if !db::roles::make_first(&mut tx, id).await? {
        return Ok(false);
    }
    let event = AuditEvent::new(AuditKind::RoleChanged)
        .about(id)
        .with("from", Role::User.name())
        .with("to", Role::Admin.name())
        .with("source", "settings");
    super::audit::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(true)
}

/// The next people who were not deleted, oldest first; none after the last of them.
///
/// # Errors
/// When the database cannot be asked.
pub async fn page(db: &Db, after: Option<&Holder>) -> Result<Vec<Holder>, Error> {
    let after = after.map_or(UserId(0), |holder| holder.id);
    let mut tx = db.as_system().await?;
    Ok(db::roles::page(&mut tx, after, PAGE).await?)
}

/// Gives a role to whoever has that Clerk id or address, from their next request on. Answers who it
/// was, as they were before.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for somebody who may not come in, and for the last
/// administrator.
pub async fn give(db: &Db, handle: &str, role: Role) -> Result<Holder, Error> {
    use crate::error::Conflict;

    let mut tx = db.as_system().await?;
    let admins = db::roles::lock_admins(&mut tx).await?;
    let holder = db::roles::named(&mut tx, handle)
        .await?
        .ok_or(Error::NotFound)?;
    let is_last = role == Role::User && admins == [holder.id];
    if is_last || (role == Role::Admin && !holder.is_active) {
        return Err(Error::Conflict(Conflict::InUse));
    }
    if holder.role == role {
        return Ok(holder);
    }
    db::roles::set(&mut tx, holder.id, role).await?;
    let event = AuditEvent::new(AuditKind::RoleChanged)
        .about(holder.id)
        .with("from", holder.role.name())
        .with("to", role.name())
        .with("source", "command line");
    super::audit::record(&mut tx, &event).await?;
    if let Some(clerk_id) = &holder.clerk_id {
        signals::notify(&mut tx, &Signal::User(clerk_id.clone())).await?;
    }
    tx.commit().await?;
    Ok(holder)
}
