//! What two people show to one another.

use crate::{
    db::UserTx,
    domain::{
        demo::Demo,
        listing::ListingId,
        share::{Recipient, ShareDraft},
        user::UserId,
    },
    error::Error,
    service::{listings, shares},
};

/// How many shares are looked through.
const SHARES: i64 = 50;

/// Sends an offer of the caller's to somebody.
pub(super) async fn show(
    tx: &mut UserTx,
    offer: ListingId,
    to: UserId,
    message: &str,
) -> Result<(), Error> {
    let draft = ShareDraft {
        recipient: Recipient::Id(to.0),
        listing_id: offer,
        message: Some(message.to_owned()),
    };
    shares::send(tx, to, &draft).await?;
    Ok(())
}

/// Keeps what the caller was shown, and shows its sender one of their own in return, unless that was
/// done.
pub(super) async fn reply(tx: &mut UserTx, demo: &Demo, to: UserId) -> Result<(), Error> {
    let received = shares::received(tx, None, None, SHARES).await?.items;
    let unanswered = received.into_iter().find(|share| {
        let title = share.listing.as_ref().map(|listing| &listing.title);
        title == Some(&demo.sent.title) && share.imported_at.is_none()
    });
    let Some(share) = unanswered else {
        return Ok(());
    };
    shares::import(tx, share.id, None).await?;
    let own = listings::create(tx, demo.returned.offer.clone()).await?;
    show(tx, own.id, to, &demo.returned.message).await
}
