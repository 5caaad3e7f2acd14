//! The audit log: looking through it, taking it along, and finding out whether it was tampered with.

use std::fmt::{self, Write as _};

use sha2::{Digest, Sha256};

use crate::{
    db::{AdminTx, Db, admin_audit, audit_chain},
    domain::{
        admin::{AuditAsked, AuditCursor, AuditEntry, AuditPage, AuditQuery},
        audit::{AuditEvent, AuditKind},
        csv,
    },
    error::Error,
    service::audit,
};

/// How many events a part of an export holds.
const PART: u16 = 1000;
/// How many links are looked at in one go.
const STRIDE: i32 = 2000;

/// The events that a question finds, a page at a time.
///
/// # Errors
/// [`Error::Invalid`] with every field of the question that is not understood.
pub async fn find(tx: &mut AdminTx, asked: &AuditAsked) -> Result<AuditPage, Error> {
    let query = asked.check()?;
    let (items, next) = admin_audit::find(tx, &query, query.limit).await?;
    Ok(AuditPage {
        items,
        next_cursor: next.map(AuditCursor::write),
    })
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets.
    Csv,
    /// A list of objects.
    Json,
}

/// Keeps that somebody takes the log along, before they do.
///
/// # Errors
/// When the database refuses.
pub async fn export_begins(
    tx: &mut AdminTx,
    asked: &AuditAsked,
    format: Format,
) -> Result<(), Error> {
    let event = AuditEvent::new(AuditKind::AuditExported)
        .by(tx.user())
        .with("format", format.name())
        .with("question", asked.href(""));
    audit::record(tx, &event).await
}

/// The next part of an export, as text, and where the one after it begins.
///
/// # Errors
/// When the database cannot be asked.
pub async fn export_part(
    tx: &mut AdminTx,
    query: &AuditQuery,
    format: Format,
) -> Result<(String, Option<AuditCursor>), Error> {
    let is_first = query.after.is_none();
    let (entries, next) = admin_audit::find(tx, query, PART).await?;
    let text = match format {
        Format::Csv => csv_part(&entries, is_first)?,
        Format::Json => json_part(&entries, is_first, next.is_none())?,
    };
    Ok((text, next))
}

impl Format {
    /// The name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

fn csv_part(entries: &[AuditEntry], is_first: bool) -> Result<String, Error> {
    const HEAD: [&str; 7] = [
        "id",
        "at",
        "kind",
        "actor_id",
        "subject_id",
        "detail",
        "ip_hash",
    ];
    let mut text = if is_first {
        csv::line(HEAD)
    } else {
        String::new()
    };
    for entry in entries {
        let number = |who: &Option<crate::domain::admin::Who>| {
            who.as_ref()
                .map_or_else(String::new, |who| who.id.0.to_string())
        };
        let detail = serde_json::to_string(&entry.detail).map_err(|_| Error::Internal)?;
        let at = entry
            .at
            .format(&time::format_description::well_known::Rfc3339);
        text += &csv::line([
            entry.id.to_string().as_str(),
            &at.map_err(|_| Error::Internal)?,
            &entry.kind,
            &number(&entry.actor),
            &number(&entry.subject),
            &detail,
            entry.ip_hash.as_deref().unwrap_or_default(),
        ]);
    }
    Ok(text)
}

fn json_part(entries: &[AuditEntry], is_first: bool, is_last: bool) -> Result<String, Error> {
    let mut text = String::from(if is_first { "[" } else { "" });
    for (place, entry) in entries.iter().enumerate() {
        if place > 0 || !is_first {
            text.push(',');
        }
        text.push('\n');
        text += &serde_json::to_string(entry).map_err(|_| Error::Internal)?;
    }
    if is_last {
        text += "\n]\n";
    }
    Ok(text)
}

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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;

    fn entry(detail: &Value) -> AuditEntry {
        AuditEntry {
            id: 1,
            at: datetime!(2026-11-22 10:00 UTC),
            kind: "=evil".into(),
            actor: None,
            subject: None,
            detail: detail.as_object().cloned().unwrap_or_default(),
            ip_hash: None,
        }
    }

    #[test]
    fn a_table_has_one_head_and_no_formula() {
        let text = csv_part(&[entry(&json!({"reason": "a, \"b\""}))], true).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("id,at,kind"));
        assert!(
            lines[1].starts_with("1,2026-11-22T10:00:00Z,'=evil,"),
            "{}",
            lines[1]
        );
        assert!(
            !csv_part(&[entry(&json!({}))], false)
                .unwrap()
                .contains("id,at")
        );
    }

    #[test]
    fn the_parts_of_a_list_are_one_list() {
        let one = [entry(&json!({}))];
        let text = json_part(&one, true, false).unwrap() + &json_part(&one, false, true).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Value>>(&text).unwrap().len(), 2);
        let nothing = json_part(&[], true, true).unwrap();
        assert_eq!(
            serde_json::from_str::<Vec<Value>>(&nothing).unwrap().len(),
            0
        );
    }
}
