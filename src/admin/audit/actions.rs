//! What the page about the audit log asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::admin::{AuditAsked, AuditPage},
    error::Error,
};

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditFound {
    /// The events.
    pub page: AuditPage,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Whether the log was tampered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainChecked {
    /// Whether no break was found.
    pub is_intact: bool,
    /// What was found, for people.
    pub text: String,
}

/// The events that a question finds.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn find_audit(
    /// The question.
    #[server(default)]
    asked: AuditAsked,
) -> Result<AuditFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let page = crate::service::admin::audit::find(&mut tx, &asked).await?;
    Ok(AuditFound {
        page,
        as_of: crate::serverfn::now(),
    })
}

/// Walks the chain of hashes over the log.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn check_chain() -> Result<ChainChecked, Error> {
    let db = crate::serverfn::database()?;
    Ok(
        match crate::service::admin::audit::verify(&db, None).await? {
            Ok(intact) => ChainChecked {
                is_intact: true,
                text: format!(
                    "{} events, none changed, removed or inserted. Head: {}:{}",
                    intact.events, intact.head.no, intact.head.hash
                ),
            },
            Err(found) => ChainChecked {
                is_intact: false,
                text: format!("The first break: {found}."),
            },
        },
    )
}
