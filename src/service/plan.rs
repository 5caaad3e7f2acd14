//! How much a person may keep. A limit is checked in the transaction that would exceed it, while
//! the person's row is held: two requests cannot both take the last place.

use crate::{
    db::{self, UserTx},
    domain::{
        plan::Limit,
        user::{Plan, Role},
    },
    error::Error,
};

/// A person's plan, while nobody else can use up what is left of it.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    plan: Plan,
    role: Role,
}

/// Holds the caller's plan until the scope ends. What there is must be counted after this.
///
/// # Errors
/// When the database cannot be asked.
pub async fn hold(tx: &mut UserTx) -> Result<Held, Error> {
    let (plan, role) = db::limits::hold(tx).await?;
    Ok(Held { plan, role })
}

/// Whether the caller may have that many more offers, so many of them active; until the scope ends,
/// nobody else adds one of theirs.
///
/// # Errors
/// [`Error::PlanLimit`].
pub(super) async fn room_for_new_offers(
    tx: &mut UserTx,
    more: i64,
    active: i64,
) -> Result<(), Error> {
    let held = hold(tx).await?;
    held.check(Limit::Listings, db::limits::listings(tx).await?, more)?;
    if active == 0 {
        return Ok(());
    }
    held.check(
        Limit::ActiveListings,
        db::limits::active_listings(tx).await?,
        active,
    )
}

/// Whether so many more of the caller's offers may become active; until the scope ends, nobody else
/// adds one of theirs.
///
/// # Errors
/// [`Error::PlanLimit`].
pub(super) async fn room_for_offers(tx: &mut UserTx, more: i64) -> Result<(), Error> {
    let held = hold(tx).await?;
    let current = db::limits::active_listings(tx).await?;
    held.check(Limit::ActiveListings, current, more)
}

impl Held {
    /// Whether somebody who has `current` of something may have `more`.
    ///
    /// # Errors
    /// [`Error::PlanLimit`].
    pub fn check(self, limit: Limit, current: i64, more: i64) -> Result<(), Error> {
        Ok(limit.check(self.plan, self.role, current, more)?)
    }

    /// How much of something there may be; `None` is without limit.
    #[must_use]
    pub fn limit(self, limit: Limit) -> Option<i64> {
        limit.of(self.plan, self.role)
    }
}
