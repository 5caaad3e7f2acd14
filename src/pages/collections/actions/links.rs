//! What is asked of the server about the public links to a collection.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::pages::collections::address;
use crate::{
    domain::{
        collection::CollectionId,
        share::{Link, LinkId},
    },
    error::Error,
};

/// A link that has just been made. Its address is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeLink {
    /// The address to pass on.
    pub url: String,
    /// The link.
    pub link: Link,
}

/// The cookie that carries a new link's secret to the page that shows it.
#[cfg(feature = "ssr")]
const MADE: &str = "made_link";

/// The address of a link that a form without JavaScript has just made.
#[cfg(feature = "ssr")]
pub(super) fn made_just_now(id: CollectionId) -> Option<String> {
    let secret = crate::serverfn::told_once(MADE, &address(id))?;
    url_of(&secret).ok()
}

#[cfg(feature = "ssr")]
fn url_of(secret: &str) -> Result<String, Error> {
    Ok(format!("{}/c/{secret}", crate::serverfn::origin()?))
}

/// Makes a public link to a collection. Its address is told this once.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn make_collection_link(
    /// To which collection.
    collection: CollectionId,
    /// Days until it stops working; 0 for never.
    expires_in_days: i32,
) -> Result<MadeLink, Error> {
    use crate::{
        domain::share::LinkDraft,
        serverfn,
        service::links::{self, Secret},
    };

    let secret = Secret::new(serverfn::unguessable()?);
    let draft = LinkDraft {
        expires_in_days: Some(expires_in_days),
    };
    let mut tx = serverfn::begin().await?;
    let link = links::make_for_collection(&mut tx, collection, draft, &secret).await?;
    tx.commit().await?;
    serverfn::tell_once(MADE, &address(collection), secret.as_str());
    Ok(MadeLink {
        url: url_of(secret.as_str())?,
        link,
    })
}

/// Ends a link to a collection for good.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn revoke_collection_link(
    /// Which link.
    id: LinkId,
) -> Result<LinkId, Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::links::revoke_for_collection(&mut tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
