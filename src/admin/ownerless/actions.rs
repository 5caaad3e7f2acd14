//! What the page about rows of nobody's asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::admin::{Assigned, OrphanTable, OrphansAsked, OrphansPage},
    error::Error,
};

/// A page of rows of nobody's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrphansFound {
    /// The rows.
    pub page: OrphansPage,
    /// How many there are, by table.
    pub counts: Vec<(OrphanTable, i64)>,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// Rows of nobody's, of one table.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn find_orphans(
    /// Which.
    #[server(default)]
    asked: OrphansAsked,
) -> Result<OrphansFound, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    Ok(OrphansFound {
        page: crate::service::admin::orphans::list(&mut tx, &asked).await?,
        counts: crate::service::admin::orphans::counts(&mut tx)
            .await?
            .to_vec(),
        as_of: crate::serverfn::now(),
    })
}

/// Gives rows of nobody's an owner.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn assign_orphans(
    /// Where they are.
    table: OrphanTable,
    /// Their numbers.
    #[server(default)]
    ids: Vec<i64>,
    /// The number, the address or the user name of who gets them.
    person: String,
) -> Result<Assigned, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let user_id = crate::service::admin::people::named(&mut tx, &person).await?;
    let wanted = crate::domain::admin::Assignment {
        table,
        ids,
        user_id,
    };
    let assigned = crate::service::admin::orphans::assign(&mut tx, &wanted).await?;
    tx.commit().await?;
    Ok(assigned)
}
