//! What the dashboard asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::dashboard::{Dashboard, PriceChange, Waiting},
    error::Error,
};

/// What the dashboard shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The active offers.
    pub dashboard: Dashboard,
    /// What changed of their prices within a month.
    pub changes: Vec<PriceChange>,
    /// What waits for the person.
    pub waiting: Waiting,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The caller's dashboard.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_overview(
    /// What a machine may cost after deductions; empty for the preference.
    #[server(default)]
    budget: String,
) -> Result<Overview, Error> {
    use crate::service::dashboard;

    let mut tx = crate::serverfn::begin().await?;
    let (figures, changes) = dashboard::dashboard(&mut tx, Some(&budget)).await?;
    Ok(Overview {
        dashboard: figures,
        changes,
        waiting: dashboard::waiting(&mut tx).await?,
        as_of: crate::serverfn::now(),
    })
}
