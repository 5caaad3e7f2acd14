//! Everything the stand-in remembers, and the pure changes to it.
//!
//! Nothing here knows HTTP, time or randomness beyond fresh ids: handlers pass the time in.

mod address;
mod attempts;
mod clients;
mod flows;
mod mailbox;
mod metadata;
mod news;
mod outbox;
mod sessions;
mod store;
mod users;
mod verification;

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

pub(crate) use address::normalise_email;
pub(crate) use attempts::{SignIn, SignInStatus, SignUp};
pub(crate) use clients::{Client, ClientView, Presented};
pub(crate) use flows::{ExternalProfile, FlowPurpose, HandshakeNonce, OauthFlow};
pub(crate) use mailbox::{Mail, MailPurpose};
pub(crate) use metadata::{Metadata, merge as merge_metadata};
pub(crate) use news::{About, News, Told};
pub(crate) use outbox::{
    Attempt, EventKind, Message, MessageState, Next, Outbox, Schedule, Trigger,
};
pub(crate) use sessions::{Activity, Session, SessionStatus};
pub(crate) use store::Store;
pub use store::StoreError;
pub(crate) use users::{Email, ExternalAccount, NewUser, User};
pub(crate) use verification::{Verification, VerificationStatus};

use crate::ids::{ClientId, SessionId, UserId};

/// The whole memory. Serialised as one snapshot.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) clients: BTreeMap<ClientId, Client>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    pub(crate) flows: BTreeMap<String, OauthFlow>,
    pub(crate) nonces: BTreeMap<String, HandshakeNonce>,
    /// Newest last.
    pub(crate) mails: VecDeque<Mail>,
    pub(crate) outbox: Outbox,
    /// What the application has been told, once it is told anything.
    pub(crate) told: Option<Told>,
}
