//! The personas' accounts.

use std::collections::BTreeMap;

use crate::clock::UnixMillis;
use crate::ids::UserId;
use crate::passwords::{self, HashError};
use crate::personas::{Persona, Provider, personas};
use crate::state::{ExternalProfile, NewUser, State, Store, StoreError, Verification};

/// Why the personas could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeedError {
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Starts over with the personas only.
///
/// # Errors
/// When a password cannot be hashed, or the snapshot not be written.
pub(crate) async fn reset(store: &Store, now: UnixMillis) -> Result<(), SeedError> {
    let hashes = hash_passwords().await?;
    store
        .change(|state| {
            *state = State::default();
            for persona in personas() {
                add(state, persona, hashes.get(persona.password).cloned(), now);
            }
            Ok(())
        })
        .await
}

/// Hashing is slow on purpose, so each password is hashed once.
async fn hash_passwords() -> Result<BTreeMap<&'static str, String>, HashError> {
    let mut hashes = BTreeMap::new();
    for persona in personas() {
        if !hashes.contains_key(persona.password) {
            let hash = passwords::hash(persona.password.to_owned()).await?;
            hashes.insert(persona.password, hash);
        }
    }
    Ok(hashes)
}

fn add(state: &mut State, persona: &Persona, password_hash: Option<String>, now: UnixMillis) {
    let id = state.add_user(
        NewUser {
            id: Some(UserId::from(persona.id.to_owned())),
            first_name: Some(persona.first_name.to_owned()),
            last_name: Some(persona.last_name.to_owned()),
            emails: vec![(
                persona.email.to_owned(),
                Verification::verified("email_code", now),
            )],
            password_hash,
            ..NewUser::default()
        },
        now,
    );
    if let Ok(user) = state.user_mut(&id) {
        for provider in persona.providers {
            user.connect(&profile(persona, *provider), now);
        }
    }
}

/// What `provider` says about `persona`.
pub(crate) fn profile(persona: &Persona, provider: Provider) -> ExternalProfile {
    ExternalProfile {
        provider,
        provider_user_id: format!("{}_{}", provider.slug(), persona.key),
        email: persona.email.to_owned(),
        first_name: Some(persona.first_name.to_owned()),
        last_name: Some(persona.last_name.to_owned()),
        username: (provider == Provider::Github).then(|| persona.key.to_owned()),
    }
}
