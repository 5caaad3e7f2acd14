//! The audit log: looking through it, taking it along, and finding out whether it was tampered with.

mod chain;

pub use self::chain::{Break, Intact, Noted, verify};

use crate::{
    db::{AdminTx, admin_audit},
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
