//! What a person has made of the sample offers after a while.

use std::collections::HashMap;

use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    db::UserTx,
    domain::{
        collection::{CollectionDraft, ItemDraft},
        demo::{DatedPrice, Demo, DemoCollection},
        listing::{ListingDraft, ListingId, PriceDraft},
        ruleset_draft::RulesetDraft,
        ruleset_file::RulesetFile,
        sample::sample,
        share::LinkDraft,
    },
    error::Error,
    service::{
        collections,
        links::{self, Secret},
        listings, ruleset_files, rulesets, samples,
    },
};

/// Offers by their titles.
pub(super) struct Offers(HashMap<String, ListingId>);

impl Offers {
    /// The one of that title.
    pub(super) fn called(&self, title: &str) -> Result<ListingId, Error> {
        self.0.get(title).copied().ok_or(Error::Internal)
    }
}

/// Makes all that is the caller's own.
pub(super) async fn furnish(
    tx: &mut UserTx,
    demo: &Demo,
    link: &Secret,
    now: OffsetDateTime,
) -> Result<Offers, Error> {
    put_rules_in_force(tx, demo.ruleset.clone()).await?;
    let offers = keep_offers(tx, demo, now).await?;
    for collection in &demo.collections {
        put_together(tx, collection, &offers, link).await?;
    }
    // Only now, because news of a fall are for those who wait for it.
    for fallen in &demo.drops {
        let id = offers.called(&fallen.title)?;
        see_price(tx, id, &fallen.price, now).await?;
    }
    Ok(offers)
}

async fn put_rules_in_force(tx: &mut UserTx, file: RulesetFile) -> Result<(), Error> {
    let set = ruleset_files::import(tx, file).await?;
    let on = RulesetDraft {
        is_active: Some(true),
        ..RulesetDraft::default()
    };
    rulesets::update(tx, set.id, on).await?;
    Ok(())
}

async fn keep_offers(tx: &mut UserTx, demo: &Demo, now: OffsetDateTime) -> Result<Offers, Error> {
    let samples = sample().map_err(|_| Error::Internal)?.listings;
    let drafts: Vec<ListingDraft> = samples
        .into_iter()
        .map(samples::draft)
        .chain(demo.offers.iter().cloned())
        .collect();
    let mut offers = HashMap::new();
    for mut draft in drafts {
        let title = draft.title.clone().unwrap_or_default();
        let past = demo.past_of(&title);
        if !past.is_empty() {
            // It would be the first of the history, as of today.
            draft.price_usd = None;
        }
        let id = listings::create(tx, draft).await?.id;
        for price in past {
            see_price(tx, id, price, now).await?;
        }
        offers.insert(title, id);
    }
    Ok(Offers(offers))
}

async fn see_price(
    tx: &mut UserTx,
    id: ListingId,
    price: &DatedPrice,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let seen_at = now.saturating_sub(Duration::days(price.days_ago));
    let seen_at = seen_at.format(&Rfc3339).map_err(|_| Error::Internal)?;
    let seen = PriceDraft {
        price_usd: price.price_usd.clone(),
        seen_at: Some(seen_at),
        ..PriceDraft::default()
    };
    listings::change_price(tx, id, seen).await?;
    Ok(())
}

async fn put_together(
    tx: &mut UserTx,
    collection: &DemoCollection,
    offers: &Offers,
    link: &Secret,
) -> Result<(), Error> {
    let draft = CollectionDraft {
        name: collection.name.clone(),
        description: collection.description.clone(),
        visibility: collection.visibility.clone(),
        ..CollectionDraft::default()
    };
    let made = collections::create(tx, draft).await?;
    for item in &collection.items {
        let draft = ItemDraft {
            listing_id: offers.called(&item.title)?,
            status: item.status.clone(),
            notes: item.notes.clone(),
            position: None,
        };
        collections::add_item(tx, made.id, draft).await?;
    }
    if collection.has_link {
        links::make_for_collection(tx, made.id, LinkDraft::default(), link).await?;
    }
    Ok(())
}
