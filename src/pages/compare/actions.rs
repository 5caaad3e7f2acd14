//! What the page that compares offers asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{compare::Compared, listing::ListingPage},
    error::Error,
};

/// Offers side by side, or offers to pick from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The offers that were named and are there, at most four.
    pub offers: Vec<Compared>,
    /// While fewer than two are there: the caller's best, to pick from.
    pub pick: Option<ListingPage>,
}

/// Offers side by side.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn compare_offers(
    /// Which ones.
    #[server(default)]
    ids: Vec<i64>,
    /// Words that those to pick from hold.
    #[server(default)]
    q: String,
) -> Result<Comparison, Error> {
    use crate::{
        domain::{compare::COMPARED_MIN, listing::ListingFilter},
        service::listings,
    };

    let mut tx = crate::serverfn::begin().await?;
    let offers = listings::compared(&mut tx, &ids).await?;
    let pick = if offers.len() < COMPARED_MIN {
        let filter = ListingFilter {
            q: Some(q),
            sort: Some("usd_per_multi".into()),
            ..ListingFilter::default()
        };
        Some(listings::list(&mut tx, filter).await?)
    } else {
        None
    };
    Ok(Comparison { offers, pick })
}
