//! What is asked of the server about who else sees an offer.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::pages::listings::offer::path;
use crate::{
    domain::{
        listing::ListingId,
        plan::Room,
        share::{Link, LinkDraft, LinkId, ShareId, UserShare},
    },
    error::Error,
};

/// To whom an offer is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// By link, newest first.
    pub links: Vec<Link>,
    /// Whether there are older links than these.
    pub has_more_links: bool,
    /// In person, newest first.
    pub shares: Vec<UserShare>,
    /// How many of the plan's links work.
    pub room: Room,
    /// How many offers the plan sends to people within an hour; `None` is without limit.
    pub per_hour: Option<i64>,
    /// The address of a link that a form without JavaScript has just made.
    pub new_link: Option<String>,
}

/// A link that has just been made. Its address is told this once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewLink {
    /// The address to pass on.
    pub url: String,
    /// The link.
    pub link: Link,
}

/// The cookie that carries a new link's secret to the page that shows it.
#[cfg(feature = "ssr")]
const NEW_LINK: &str = "new_link";

/// The address of a link that a form without JavaScript has just made.
#[cfg(feature = "ssr")]
pub(super) fn made_just_now(id: ListingId) -> Option<String> {
    let secret = crate::serverfn::told_once(NEW_LINK, &path(id))?;
    url_of(id, &secret).ok()
}

#[cfg(feature = "ssr")]
fn url_of(id: ListingId, secret: &str) -> Result<String, Error> {
    let origin = crate::serverfn::origin()?;
    Ok(format!("{origin}/deals/{}/{secret}", id.0))
}

/// To whom an offer is sent, as the form holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendForm {
    /// An exact user name or address.
    pub recipient: String,
    /// What goes with it.
    pub message: Option<String>,
}

/// Makes a public link to one of the caller's own offers.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn make_link(
    /// The offer.
    id: ListingId,
    /// How long it works.
    link: LinkDraft,
) -> Result<NewLink, Error> {
    use crate::service::links::{self, Secret};

    let secret = Secret::new(crate::serverfn::unguessable()?);
    let mut tx = crate::serverfn::begin().await?;
    let link = links::make_for_listing(&mut tx, id, link, &secret).await?;
    tx.commit().await?;
    crate::serverfn::tell_once(NEW_LINK, &path(id), secret.as_str());
    Ok(NewLink {
        url: url_of(id, secret.as_str())?,
        link,
    })
}

/// Ends a public link for good.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn end_link(
    /// The link.
    id: LinkId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::links::revoke_for_listing(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Shows one of the caller's own offers to the person with exactly this name or address.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn send_offer(
    /// The offer.
    id: ListingId,
    /// To whom, and with which words.
    share: SendForm,
) -> Result<UserShare, Error> {
    use crate::{
        domain::share::{Recipient, ShareDraft},
        service::shares,
    };

    let draft = ShareDraft {
        recipient: Recipient::Handle(share.recipient.clone()),
        listing_id: id,
        message: share.message,
    };
    draft.message()?;
    let unknown = || {
        vec![crate::domain::listing::FieldError::new(
            "recipient",
            "is not known here",
        )]
    };
    // The asking counts, whatever comes of it.
    let mut asking = crate::serverfn::begin().await?;
    let found = shares::look_up(&mut asking, &share.recipient).await?;
    asking.commit().await?;
    let person = found.ok_or_else(unknown)?;
    let mut tx = crate::serverfn::begin().await?;
    let share = shares::send(&mut tx, person.id, &draft).await?;
    tx.commit().await?;
    Ok(share)
}

/// Takes back an offer that the caller has sent.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn take_back(
    /// The share.
    id: ShareId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::shares::end(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}
