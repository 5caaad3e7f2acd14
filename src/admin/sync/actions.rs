//! What the page about comparing with Clerk asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{domain::admin::SyncHealth, error::Error};

/// The latest comparisons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SyncFound {
    /// What they found.
    pub health: SyncHealth,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The latest comparisons with Clerk.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn get_sync() -> Result<SyncFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    Ok(SyncFound {
        health: crate::service::admin::inbox::health(&mut tx).await?,
        as_of: crate::serverfn::now(),
    })
}

/// Has everybody compared with Clerk. It takes a while, so nobody waits for it.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn start_sync() -> Result<(), Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::admin::inbox::sync_begins(&mut tx).await?;
    tx.commit().await?;
    let db = crate::serverfn::database()?;
    let directory = crate::serverfn::directory()?;
    tokio::spawn(async move {
        let compared = crate::service::sync::people(&db, &directory, crate::serverfn::now, |_| {});
        match compared.await {
            Ok(run) => tracing::info!(
                ?run,
                "compared everybody with Clerk, as an administrator asked"
            ),
            Err(error) => tracing::warn!(%error, "comparing everybody with Clerk was interrupted"),
        }
    });
    let (sync, begun) = (super::SYNC, super::BEGUN);
    crate::serverfn::lead_to(&format!("{sync}?{begun}=1"));
    Ok(())
}
