//! The demonstration, made as people would make it: by the other use cases, in scopes of theirs.

use std::collections::HashMap;

use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    collections, listings,
    people::{self, Found},
    roles, ruleset_files, rulesets, samples, shares,
};
use crate::{
    db::{self, Db, UserTx},
    domain::{
        collection::{CollectionDraft, ItemDraft},
        demo::{Answer, Demo, DemoCollection, DemoShare, demo},
        listing::{ListingDraft, ListingId, PriceDraft},
        person::Profile,
        ruleset_draft::RulesetDraft,
        ruleset_file::RulesetFile,
        sample::sample,
        share::{Recipient, ShareDraft},
        user::{Role, User, UserId},
    },
    error::{Conflict, Error},
};

/// How many of Ben's shares are looked through.
const SHARES: i64 = 50;

/// Somebody at Clerk.
#[derive(Clone, Debug)]
pub struct Someone {
    /// Clerk's id.
    pub clerk_id: String,
    /// What Clerk knows of them.
    pub profile: Profile,
}

/// Who is in the demonstration.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Keeps offers, and shows some to Ben.
    pub ana: Someone,
    /// Is shown some.
    pub ben: Someone,
    /// Administers.
    pub admin: Someone,
    /// May no longer come in.
    pub banned: Someone,
}

/// Offers by their titles.
type Offers = HashMap<String, ListingId>;

/// Makes what is not there yet. Tells whether Ana's offers were made; a second time they are not.
///
/// # Errors
/// [`Conflict::UserDeactivated`] and [`Error::Gone`] when one of them was sent away meanwhile;
/// [`Error::PlanLimit`] when Ana has too much already.
pub async fn make(db: &Db, cast: &Cast, now: OffsetDateTime) -> Result<bool, Error> {
    let demo = demo().map_err(|_| Error::Internal)?;
    let ana = come(db, &cast.ana).await?;
    let ben = come(db, &cast.ben).await?;
    come(db, &cast.admin).await?;
    come(db, &cast.banned).await?;
    if !(ana.is_active && ben.is_active) {
        return Err(Error::Conflict(Conflict::UserDeactivated));
    }
    roles::give(db, &cast.admin.clerk_id, Role::Admin).await?;

    let mut tx = db.as_user(ana.id, ana.role).await?;
    let is_new = !is_there(&mut tx, &demo).await?;
    if is_new {
        furnish(&mut tx, &demo, ben.id, now).await?;
        tx.commit().await?;
    }
    let mut tx = db.as_user(ben.id, ben.role).await?;
    answer(&mut tx, &demo.shares).await?;
    tx.commit().await?;
    Ok(is_new)
}

async fn come(db: &Db, someone: &Someone) -> Result<User, Error> {
    let profile = || someone.profile.clone();
    match people::find_or_make(db, &someone.clerk_id, profile).await? {
        Found::Known(user) | Found::New(user) => Ok(user),
        Found::Purged => Err(Error::Gone),
    }
}

/// Whether the caller has a collection of the demonstration: what [`furnish`] makes is made at once.
async fn is_there(tx: &mut UserTx, demo: &Demo) -> Result<bool, Error> {
    // Two at once make one.
    db::limits::hold(tx).await?;
    for collection in &demo.collections {
        if db::collections::oldest_named(tx, &collection.name)
            .await?
            .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes all that is the caller's.
async fn furnish(
    tx: &mut UserTx,
    demo: &Demo,
    friend: UserId,
    now: OffsetDateTime,
) -> Result<(), Error> {
    put_rules_in_force(tx, demo.ruleset.clone()).await?;
    let samples = sample().map_err(|_| Error::Internal)?.listings;
    let drafts: Vec<ListingDraft> = samples
        .into_iter()
        .map(samples::draft)
        .chain(demo.offers.iter().cloned())
        .collect();
    let mut offers = Offers::new();
    let mut asked_now = Vec::new();
    for mut draft in drafts {
        let title = draft.title.clone().unwrap_or_default();
        let has_past = !demo.past_of(&title).is_empty();
        let price_usd = draft.price_usd.take_if(|_| has_past);
        let id = listings::create(tx, draft).await?.id;
        cost_before(tx, id, demo, &title, now).await?;
        asked_now.extend(price_usd.map(|price_usd| (id, price_usd)));
        offers.insert(title, id);
    }
    for collection in &demo.collections {
        put_together(tx, collection, &offers).await?;
    }
    // Only now, because news of a fall are for those who wait for it.
    for (id, price_usd) in asked_now {
        see_price(tx, id, price_usd, None).await?;
    }
    for share in &demo.shares {
        show(tx, share, &offers, friend).await?;
    }
    Ok(())
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

async fn cost_before(
    tx: &mut UserTx,
    id: ListingId,
    demo: &Demo,
    title: &str,
    now: OffsetDateTime,
) -> Result<(), Error> {
    for past in demo.past_of(title) {
        let seen_at = now.saturating_sub(Duration::days(past.days_ago));
        let seen_at = seen_at.format(&Rfc3339).map_err(|_| Error::Internal)?;
        see_price(tx, id, past.price_usd.clone(), Some(seen_at)).await?;
    }
    Ok(())
}

async fn see_price(
    tx: &mut UserTx,
    id: ListingId,
    price_usd: String,
    seen_at: Option<String>,
) -> Result<(), Error> {
    let seen = PriceDraft {
        price_usd,
        seen_at,
        ..PriceDraft::default()
    };
    listings::change_price(tx, id, seen).await?;
    Ok(())
}

async fn put_together(
    tx: &mut UserTx,
    collection: &DemoCollection,
    offers: &Offers,
) -> Result<(), Error> {
    let draft = CollectionDraft {
        name: collection.name.clone(),
        description: collection.description.clone(),
        visibility: collection.visibility.clone(),
    };
    let made = collections::create(tx, draft).await?;
    for item in &collection.items {
        let draft = ItemDraft {
            listing_id: called(offers, &item.title)?,
            status: item.status.clone(),
            notes: item.notes.clone(),
        };
        collections::add_item(tx, made.id, draft).await?;
    }
    Ok(())
}

async fn show(
    tx: &mut UserTx,
    share: &DemoShare,
    offers: &Offers,
    friend: UserId,
) -> Result<(), Error> {
    let draft = ShareDraft {
        recipient: Recipient::Id(friend.0),
        listing_id: called(offers, &share.title)?,
        message: share.message.clone(),
    };
    shares::send(tx, friend, &draft).await?;
    Ok(())
}

/// Does with what the caller was shown what the demonstration says, unless it was done.
async fn answer(tx: &mut UserTx, expected: &[DemoShare]) -> Result<(), Error> {
    let received = shares::received(tx, None, None, SHARES).await?.items;
    for share in received {
        let title = share.listing.as_ref().map(|listing| &listing.title);
        let answer = expected
            .iter()
            .find(|it| Some(&it.title) == title)
            .and_then(|it| it.answer);
        match answer {
            Some(Answer::Saved) if share.imported_at.is_none() => {
                shares::import(tx, share.id, None).await?;
            }
            Some(Answer::Opened) if share.viewed_at.is_none() => {
                shares::open(tx, share.id).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn called(offers: &Offers, title: &str) -> Result<ListingId, Error> {
    offers.get(title).copied().ok_or(Error::Internal)
}
