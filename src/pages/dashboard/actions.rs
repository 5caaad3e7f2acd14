//! What the dashboard asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    domain::listing::{Listing, Summary},
    error::Error,
};

/// What the dashboard shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The newest offers.
    pub newest: Vec<Listing>,
    /// All active offers, in figures.
    pub summary: Summary,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// The caller's dashboard.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_overview() -> Result<Overview, Error> {
    const NEWEST: u8 = 5;
    let mut tx = crate::serverfn::begin().await?;
    let (newest, summary) = crate::service::listings::overview(&mut tx, NEWEST).await?;
    Ok(Overview {
        newest,
        summary,
        as_of: crate::serverfn::now(),
    })
}
