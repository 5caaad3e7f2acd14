//! The demonstration, made as people would make it: by the other use cases, in scopes of theirs.

mod furnishing;
mod sharing;

use time::OffsetDateTime;

use self::{
    furnishing::furnish,
    sharing::{reply, show},
};
use super::{
    links::Secret,
    people::{self, Found},
    roles,
};
use crate::{
    db::{self, Db, UserTx, admin_orphans},
    domain::{
        demo::{Demo, demo},
        listing::ListingDraft,
        person::Profile,
        user::{Role, User, UserId},
    },
    error::{Conflict, Error},
};

/// Somebody at Clerk.
#[derive(Clone, Debug)]
pub struct Someone {
    /// Clerk's id.
    pub clerk_id: String,
    /// What Clerk knows of them.
    pub profile: Profile,
}

/// Who is in the demonstration.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Keeps offers, and shows one to Ben.
    pub ana: Someone,
    /// Keeps what he is shown, and shows one of his in return.
    pub ben: Someone,
    /// Administers.
    pub admin: Someone,
    /// May no longer come in.
    pub banned: Someone,
}

/// Makes what is not there yet; `link` is to lead to a collection of Ana's. Tells whether her offers
/// were made; a second time they are not.
///
/// # Errors
/// [`Conflict::UserDeactivated`] and [`Error::Gone`] when one of them was sent away meanwhile;
/// [`Error::PlanLimit`] when Ana has too much already.
pub async fn make(db: &Db, cast: &Cast, link: &Secret, now: OffsetDateTime) -> Result<bool, Error> {
    let demo = demo().map_err(|_| Error::Internal)?;
    let ana = come(db, &cast.ana).await?;
    let ben = come(db, &cast.ben).await?;
    let admin = come(db, &cast.admin).await?;
    come(db, &cast.banned).await?;
    if !(ana.is_active && ben.is_active) {
        return Err(Error::Conflict(Conflict::UserDeactivated));
    }
    roles::give(db, &cast.admin.clerk_id, Role::Admin).await?;

    let mut tx = db.as_user(ana.id, ana.role).await?;
    let is_new = !is_there(&mut tx, &demo).await?;
    if is_new {
        let offers = furnish(&mut tx, &demo, link, now).await?;
        let shown = offers.called(&demo.sent.title)?;
        show(&mut tx, shown, ben.id, &demo.sent.message).await?;
        // While Ana's scope holds her, so that two at once leave one.
        leave_to_nobody(db, admin.id, demo.ownerless.clone()).await?;
    }
    tx.commit().await?;

    let mut tx = db.as_user(ben.id, ben.role).await?;
    reply(&mut tx, &demo, ana.id).await?;
    tx.commit().await?;
    Ok(is_new)
}

async fn come(db: &Db, someone: &Someone) -> Result<User, Error> {
    let profile = || someone.profile.clone();
    match people::find_or_make(db, &someone.clerk_id, profile).await? {
        Found::Known(user) | Found::New(user) => Ok(user),
        Found::Purged => Err(Error::Gone),
    }
}

/// Whether the caller has a collection of the demonstration: what [`furnish`] makes is made at once.
async fn is_there(tx: &mut UserTx, demo: &Demo) -> Result<bool, Error> {
    // Two at once make one.
    db::limits::hold(tx).await?;
    for collection in &demo.collections {
        if db::collections::oldest_named(tx, &collection.name)
            .await?
            .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps an offer of nobody's: only administrators can.
async fn leave_to_nobody(db: &Db, admin: UserId, offer: ListingDraft) -> Result<(), Error> {
    let offer = offer.check()?;
    let administrator = db.administrator(admin).await?.ok_or(Error::NotFound)?;
    let mut tx = db.as_admin(administrator).await?;
    admin_orphans::insert(&mut tx, &offer).await?;
    tx.commit().await?;
    Ok(())
}
