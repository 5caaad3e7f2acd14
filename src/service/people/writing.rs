//! Carries out what was decided about a person.

use super::{
    Written, names,
    settle::{Settled, settle},
};
use crate::{
    db::{
        self, DbError, SystemTx,
        signals::Signal,
        users::{NewPerson, Standing},
    },
    domain::{
        audit::{AuditEvent, AuditKind},
        person::{Decision, Known, Profile, Source, Told, Version},
        user::UserId,
    },
};

/// A write under way.
pub(super) struct Writing<'a> {
    tx: &'a mut SystemTx,
    told: &'a Told,
    source: Source,
}

impl<'a> Writing<'a> {
    pub(super) fn new(tx: &'a mut SystemTx, told: &'a Told, source: Source) -> Self {
        Self { tx, told, source }
    }

    /// Does what was decided. None if the row could not be made: look again.
    pub(super) async fn carry_out(
        &mut self,
        decision: Decision,
        names: &[String],
        standing: &Standing,
    ) -> Result<Option<Written>, DbError> {
        let own = standing.own.as_ref();
        Ok(match (decision, own) {
            (Decision::Make(profile, version), _) => {
                let settled = settle(profile, version, names, standing);
                self.make(settled, version).await?
            }
            (Decision::MakeGone, _) => self.make_gone().await?,
            (
                Decision::Change {
                    profile,
                    version,
                    is_active,
                },
                Some(own),
            ) => {
                let settled = settle(profile, Some(version), names, standing);
                Some(self.change(own, settled, version, is_active).await?)
            }
            (Decision::Remove, Some(own)) => Some(self.remove(own).await?),
            (Decision::Nothing | Decision::Change { .. } | Decision::Remove, _) => {
                Some(Written::Unchanged)
            }
        })
    }

    async fn make(
        &mut self,
        settled: Settled,
        version: Option<Version>,
    ) -> Result<Option<Written>, DbError> {
        self.evict(&settled).await?;
        let new = NewPerson {
            clerk_id: &self.told.clerk_id,
            username: &settled.username,
            profile: &settled.profile,
            version,
            is_deleted: false,
        };
        let Some(id) = db::users::insert(self.tx, &new).await? else {
            return Ok(None);
        };
        self.note(AuditKind::Provisioned, id, |event| event);
        if settled.profile.banned {
            self.note(AuditKind::Deactivated, id, |event| {
                event.with("reason", "banned")
            });
        }
        self.note_collisions(id, &settled);
        Ok(Some(Written::Made(id)))
    }

    async fn make_gone(&mut self) -> Result<Option<Written>, DbError> {
        let new = NewPerson {
            clerk_id: &self.told.clerk_id,
            username: &names::gone(&self.told.clerk_id),
            profile: &Profile::default(),
            version: None,
            is_deleted: true,
        };
        let Some(id) = db::users::insert(self.tx, &new).await? else {
            return Ok(None);
        };
        self.note(AuditKind::Deleted, id, |event| {
            event.with("was_here", false)
        });
        Ok(Some(Written::Removed(id)))
    }

    async fn change(
        &mut self,
        own: &Known,
        settled: Settled,
        version: Version,
        is_active: bool,
    ) -> Result<Written, DbError> {
        self.evict(&settled).await?;
        let (username, profile) = (&settled.username, &settled.profile);
        db::users::rewrite(self.tx, own.id, username, profile, version, is_active).await?;
        let mut differences = own.profile.differences(profile);
        if own.profile.username.as_ref() != Some(username) {
            differences.push("username");
        }
        if !differences.is_empty() {
            self.note(AuditKind::Updated, own.id, |event| {
                event.with("fields", differences)
            });
        }
        if own.is_active != is_active {
            let kind = if is_active {
                AuditKind::Reactivated
            } else {
                AuditKind::Deactivated
            };
            self.note(kind, own.id, |event| event.with("reason", "banned"));
            self.signal().await?;
        }
        self.note_collisions(own.id, &settled);
        Ok(Written::Changed(own.id))
    }

    async fn remove(&mut self, own: &Known) -> Result<Written, DbError> {
        db::users::scrub(self.tx, own.id, &names::gone(&self.told.clerk_id)).await?;
        self.note(AuditKind::Deleted, own.id, |event| {
            event.with("was_here", true)
        });
        self.signal().await?;
        Ok(Written::Removed(own.id))
    }

    /// Takes from others what has become this person's.
    async fn evict(&mut self, settled: &Settled) -> Result<(), DbError> {
        for collision in settled
            .collisions
            .iter()
            .filter(|collision| collision.yields)
        {
            let rival = &collision.rival;
            match (collision.kind, &rival.clerk_id) {
                (AuditKind::EmailCollision, _) => db::users::drop_email(self.tx, rival.id).await?,
                (_, Some(clerk_id)) => {
                    db::users::rename(self.tx, rival.id, &names::long(clerk_id)).await?;
                }
                (_, None) => {}
            }
        }
        Ok(())
    }

    async fn signal(&mut self) -> Result<(), DbError> {
        let signal = Signal::User(self.told.clerk_id.clone());
        db::signals::notify(self.tx, &signal).await
    }

    fn note(
        &mut self,
        kind: AuditKind,
        about: UserId,
        more: impl FnOnce(AuditEvent) -> AuditEvent,
    ) {
        let event = AuditEvent::new(kind)
            .about(about)
            .with("source", self.source.name());
        self.tx.note(more(event));
    }

    fn note_collisions(&mut self, id: UserId, settled: &Settled) {
        for collision in &settled.collisions {
            let outcome = if collision.yields {
                "moved"
            } else {
                "left_out"
            };
            self.note(collision.kind, id, |event| {
                event
                    .with("with", collision.rival.id.0)
                    .with("outcome", outcome)
            });
        }
    }
}
