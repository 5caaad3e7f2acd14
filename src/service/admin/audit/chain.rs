//! Whether the log was tampered with: its events are links of a chain of hashes.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use crate::{
    db::{Db, audit_chain},
    error::Error,
};

/// How many links are looked at in one go.
const STRIDE: i32 = 2000;

/// A place in the chain that somebody has noted: the number of a link and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The number.
    pub no: i64,
    /// The hash, in hex.
    pub hash: String,
}

/// A chain without a break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intact {
    /// How many events it holds.
    pub events: i64,
    /// Its last link, to be noted elsewhere.
    pub head: Noted,
}

/// Where the log was tampered with first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// The table that says where the chain begins and ends is empty.
    NoChain,
    /// This link is missing.
    LinkMissing(i64),
    /// The event of this link is gone.
    EventRemoved {
        /// The link.
        link: i64,
        /// The event.
        event: i64,
    },
    /// The event of this link, or the link itself, says something else than it did.
    Changed {
        /// The link.
        link: i64,
        /// The event.
        event: i64,
    },
    /// The chain's end is not the one that was recorded.
    HeadDiffers,
    /// This event was added behind the chain's back.
    EventInserted(i64),
    /// The link that was noted is another by now: the chain was written anew.
    NotedDiffers(i64),
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoChain => f.write_str("the record of where the chain begins and ends is gone"),
            Self::LinkMissing(no) => write!(f, "link {no} is missing"),
            Self::EventRemoved { link, event } => {
                write!(f, "event {event} (link {link}) was removed")
            }
            Self::Changed { link, event } => write!(f, "event {event} (link {link}) was changed"),
            Self::HeadDiffers => f.write_str("the end of the log was cut off or written anew"),
            Self::EventInserted(event) => {
                write!(f, "event {event} was inserted behind the chain's back")
            }
            Self::NotedDiffers(no) => write!(
                f,
                "link {no} is not the one that was noted: the log was written anew"
            ),
        }
    }
}

/// Walks the chain from its beginning and computes every hash itself. `noted` is a link that should
/// be in it still. The outer error is that the database could not be asked.
///
/// # Errors
/// When the database cannot be asked.
pub async fn verify(db: &Db, noted: Option<&Noted>) -> Result<Result<Intact, Break>, Error> {
    let mut tx = db.as_system_at_one_moment().await?;
    let Some(ends) = audit_chain::ends(&mut tx).await? else {
        return Ok(Err(Break::NoChain));
    };
    let (mut no, mut hash) = (ends.anchor_no, ends.anchor_hash.clone());
    loop {
        let links = audit_chain::links(&mut tx, no, STRIDE).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            if link.no != no + 1 {
                return Ok(Err(Break::LinkMissing(no + 1)));
            }
            let Some(content) = link.content else {
                let (link, event) = (link.no, link.event_id);
                return Ok(Err(Break::EventRemoved { link, event }));
            };
            let expected = Sha256::new()
                .chain_update(&hash)
                .chain_update(&content)
                .finalize();
            if link.hash.as_slice() != expected.as_slice() {
                let (link, event) = (link.no, link.event_id);
                return Ok(Err(Break::Changed { link, event }));
            }
            if noted.is_some_and(|noted| noted.no == link.no && noted.hash != hex(&link.hash)) {
                return Ok(Err(Break::NotedDiffers(link.no)));
            }
            (no, hash) = (link.no, link.hash);
        }
    }
    if no < ends.head_no || hash != ends.head_hash {
        return Ok(Err(Break::HeadDiffers));
    }
    if let Some(noted) = noted.filter(|noted| noted.no > no) {
        return Ok(Err(Break::NotedDiffers(noted.no)));
    }
    if let Some(event) = audit_chain::unlinked(&mut tx).await? {
        return Ok(Err(Break::EventInserted(event)));
    }
    let head = Noted {
        no,
        hash: hex(&hash),
    };
    Ok(Ok(Intact {
        events: no - ends.anchor_no,
        head,
    }))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
