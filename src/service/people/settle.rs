//! Who has a user name or an address that others have too.

use crate::{
    db::users::Standing,
    domain::{
        audit::AuditKind,
        person::{Known, Profile, Version},
    },
};

/// What a person is given, after others had their say.
pub(super) struct Settled {
    pub(super) username: String,
    /// All but the user name.
    pub(super) profile: Profile,
    pub(super) collisions: Vec<Collision>,
}

/// Two people of whom the same was told.
pub(super) struct Collision {
    pub(super) kind: AuditKind,
    pub(super) rival: Known,
    /// Whether the other loses it.
    pub(super) yields: bool,
}

/// Decides who has what. What was told last holds: Clerk lets nobody have what another still has,
/// so the older is out of date. People from before Clerk lose nothing, and who is known from a
/// token alone takes nothing.
pub(super) fn settle(
    mut profile: Profile,
    version: Option<Version>,
    names: &[String],
    standing: &Standing,
) -> Settled {
    let yields =
        |rival: &Known| version.is_some() && rival.clerk_id.is_some() && rival.version < version;
    let mut collisions = Vec::new();
    if let Some(rival) = &standing.email_holder {
        let yields = yields(rival);
        if !yields {
            profile.email = None;
        }
        collisions.push(Collision {
            kind: AuditKind::EmailCollision,
            rival: rival.clone(),
            yields,
        });
    }
    let holder = |name: &String| {
        standing
            .name_holders
            .iter()
            .find(|rival| rival.profile.username.as_ref() == Some(name))
    };
    let chosen = profile.username.take();
    if let Some(rival) = chosen.as_ref().and_then(holder) {
        collisions.push(Collision {
            kind: AuditKind::UsernameCollision,
            rival: rival.clone(),
            yields: yields(rival),
        });
    }
    let can_have = |name: &&String| match holder(name) {
        None => true,
        // Made-up names are not fought over: the next one will do.
        Some(rival) => chosen.as_ref() == Some(*name) && yields(rival),
    };
    let username = names.iter().find(can_have).or(names.last());
    Settled {
        username: username.cloned().unwrap_or_default(),
        profile,
        collisions,
    }
}
