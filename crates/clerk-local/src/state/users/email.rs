//! One address.

use serde::{Deserialize, Serialize};

use crate::clock::UnixMillis;
use crate::ids::{EmailId, ExternalAccountId};
use crate::personas::Provider;
use crate::state::Verification;

/// An e-mail address of a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Email {
    pub(crate) id: EmailId,
    pub(crate) address: String,
    pub(crate) verification: Option<Verification>,
    /// The external accounts that vouch for it.
    pub(crate) linked_to: Vec<(Provider, ExternalAccountId)>,
    pub(crate) created_at: UnixMillis,
    pub(crate) updated_at: UnixMillis,
}

impl Email {
    /// A new address.
    pub(crate) fn new(
        address: String,
        verification: Option<Verification>,
        now: UnixMillis,
    ) -> Self {
        Self {
            id: EmailId::random(),
            address,
            verification,
            linked_to: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.verification
            .as_ref()
            .is_some_and(Verification::is_verified)
    }
}
