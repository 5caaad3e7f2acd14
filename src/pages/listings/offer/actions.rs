//! What the page of one offer asks the server.

mod sharing;

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

#[cfg(feature = "ssr")]
use self::sharing::made_just_now;
pub use self::sharing::{
    EndLink, MakeLink, NewLink, SendForm, SendOffer, Shared, TakeBack, end_link, make_link,
    send_offer, take_back,
};

use crate::{
    domain::{
        cpu::CpuSpec,
        explained::Explained,
        gpu::GpuSpec,
        listing::{Listing, ListingDraft, ListingId, PriceDraft, PricePoint},
        plan::Room,
        rating::Rating,
        ruleset::RulesetId,
        ruleset_choice::ChoiceDraft,
    },
    error::Error,
};

/// A part of the page of an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// What it is, and what it cost.
    #[default]
    Overview,
    /// How its adjusted price comes about.
    Valuation,
    /// The owner's remarks.
    Notes,
    /// Who else sees it.
    Sharing,
}

/// An offer, and what one tab shows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The offer.
    pub listing: Listing,
    /// Its processor.
    pub cpu: Option<CpuSpec>,
    /// Its graphics card.
    pub gpu: Option<GpuSpec>,
    /// How it compares with the owner's others.
    pub rating: Option<Rating>,
    /// How many active offers the caller has, and may have, where they can copy this one.
    pub room: Option<Room>,
    /// What the tab shows.
    pub shown: Shown,
    /// When the answer was made.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
}

/// What a tab shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shown {
    /// What it cost, newest first.
    Overview(Vec<PricePoint>),
    /// How its price comes about; nothing without a price.
    Valuation(Box<Valued>),
    /// What the offer itself holds.
    Notes,
    /// To whom it is shown.
    Sharing(Shared),
}

/// How an offer is valued, and by what it could be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Valued {
    /// Rule by rule; absent without a price.
    pub explained: Option<Explained>,
    /// Rulesets to choose from.
    pub rulesets: Vec<RulesetName>,
}

/// A ruleset to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesetName {
    /// Its number.
    pub id: RulesetId,
    /// What its owner calls it.
    pub name: String,
    /// Whether it counts for offers that do not choose.
    pub is_active: bool,
}

/// An offer that the caller may read. Of another's, only what it is.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_offer(
    /// The offer.
    id: ListingId,
    /// What is looked at.
    tab: Tab,
) -> Result<Offer, Error> {
    use crate::{
        domain::plan::Limit,
        service::{links, listings, shares, valuation},
    };

    let mut tx = crate::serverfn::begin().await?;
    let listing = listings::get(&mut tx, id)
        .await
        .inspect_err(crate::serverfn::answer_with)?;
    let (cpu, gpu) = listings::parts(&mut tx, &listing.details).await?;
    let room = if listing.is_ownerless {
        Some(listings::room(&mut tx).await?)
    } else {
        None
    };
    let tab = if listing.is_mine { tab } else { Tab::Overview };
    let shown = match tab {
        Tab::Overview => Shown::Overview(listings::history(&mut tx, id).await?),
        Tab::Notes => Shown::Notes,
        Tab::Valuation => Shown::Valuation(Box::new(Valued {
            explained: valuation::explain_listing(&mut tx, id).await?,
            rulesets: valuation::rulesets(&mut tx)
                .await?
                .into_iter()
                .map(|set| RulesetName {
                    id: set.id,
                    name: set.name,
                    is_active: set.is_active,
                })
                .collect(),
        })),
        Tab::Sharing => {
            let links = links::of_listing(&mut tx, id, None, links::SHOWN).await?;
            Shown::Sharing(Shared {
                has_more_links: links.next.is_some(),
                links: links.items,
                shares: shares::of_listing(&mut tx, id).await?,
                room: links::room(&mut tx).await?,
                per_hour: crate::serverfn::plan_holds(Limit::SharesPerHour),
                new_link: made_just_now(id),
            })
        }
    };
    Ok(Offer {
        rating: listing.rating,
        listing,
        cpu,
        gpu,
        room,
        shown,
        as_of: crate::serverfn::now(),
    })
}

/// Changes what is sent of one of the caller's own offers.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn change_listing(
    /// The offer.
    id: ListingId,
    /// What changes.
    listing: ListingDraft,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let listing = crate::service::listings::update(&mut tx, id, listing).await?;
    tx.commit().await?;
    Ok(listing)
}

/// Takes one of the caller's own offers away for good.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_listing(
    /// The offer.
    id: ListingId,
    /// When it was last changed, as the page shows it.
    #[server(default)]
    if_updated_at: String,
) -> Result<(), Error> {
    let seen_at =
        crate::domain::listing::seen_at(Some(if_updated_at)).map_err(|wrong| vec![wrong])?;
    let mut tx = crate::serverfn::begin().await?;
    crate::service::listings::delete(&mut tx, id, seen_at).await?;
    tx.commit().await?;
    crate::serverfn::lead_to("/listings");
    Ok(())
}

/// Notes a price that was seen just now.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn note_price(
    /// The offer.
    id: ListingId,
    /// The price.
    price: PriceDraft,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let (listing, _) = crate::service::listings::change_price(&mut tx, id, price).await?;
    tx.commit().await?;
    Ok(listing)
}

/// Changes which rulesets value one of the caller's own offers.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn choose_rulesets(
    /// The offer.
    id: ListingId,
    /// The choice, as the form holds it.
    choice: ChoiceDraft,
) -> Result<Listing, Error> {
    let mut tx = crate::serverfn::begin().await?;
    let choice = choice.of_form();
    let listing = crate::service::valuation::choose_rulesets(&mut tx, id, choice).await?;
    tx.commit().await?;
    Ok(listing)
}
