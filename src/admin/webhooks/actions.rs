//! What the page about Clerk's messages asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::admin::{Inbox, RetryOutcome},
    error::Error,
};

/// How Clerk's messages fare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboxFound {
    /// By type, and what has failed.
    pub inbox: Inbox,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// How Clerk's messages fare.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn get_inbox() -> Result<InboxFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    Ok(InboxFound {
        inbox: crate::service::webhooks::inbox(&mut tx).await?,
        as_of: crate::serverfn::now(),
    })
}

/// Tries messages again that have failed.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn retry_messages(
    /// The only one to be tried; all of them when it is empty.
    #[server(default)]
    message: String,
) -> Result<RetryOutcome, Error> {
    let db = crate::serverfn::database()?;
    let tx = crate::serverfn::begin_admin().await?;
    let only = (!message.is_empty()).then_some(message.as_str());
    crate::service::admin::inbox::retry(&db, tx, only).await
}
