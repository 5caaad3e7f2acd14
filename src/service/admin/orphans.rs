//! Rows of nobody's, and giving them an owner.

use crate::{
    db::{AdminTx, admin_orphans},
    domain::{
        admin::{Assigned, Assignment, OrphanTable, OrphansAsked, OrphansPage, PersonState},
        audit::{AuditEvent, AuditKind},
        listing::FieldError,
    },
    error::Error,
    service::{admin::people, audit},
};

/// A page of them, of one table.
///
/// # Errors
/// [`Error::Invalid`] with every field of the question that is not understood.
pub async fn list(tx: &mut AdminTx, asked: &OrphansAsked) -> Result<OrphansPage, Error> {
    let (table, after, limit) = asked.check()?;
    let fit = usize::from(limit);
    let mut items = admin_orphans::list(tx, table, after, i64::from(limit) + 1).await?;
    let more = items.len() > fit;
    items.truncate(fit);
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    Ok(OrphansPage {
        items,
        next_cursor: next,
    })
}

/// How many there are, by table.
///
/// # Errors
/// When the database cannot be asked.
pub async fn counts(tx: &mut AdminTx) -> Result<[(OrphanTable, i64); 3], Error> {
    Ok(admin_orphans::counts(tx).await?)
}

/// Gives rows an owner. Others who used one keep a copy of it. A row that has an owner by now is left
/// alone.
///
/// # Errors
/// [`Error::Invalid`] when the rows or the person are not such as can be taken.
pub async fn assign(tx: &mut AdminTx, wanted: &Assignment) -> Result<Assigned, Error> {
    wanted.check()?;
    let person = match people::get(tx, wanted.user_id).await {
        Err(Error::NotFound) => None,
        other => Some(other?),
    };
    if person.is_none_or(|person| person.state != PersonState::Active) {
        let error = FieldError::new("user_id", "must be the number of an active person");
        return Err(Error::Invalid(vec![error]));
    }
    let assigned = admin_orphans::assign(tx, wanted.table, &wanted.ids, wanted.user_id).await?;
    if assigned > 0 {
        let event = AuditEvent::new(AuditKind::OrphansAssigned)
            .by(tx.user())
            .about(wanted.user_id)
            .with("table", wanted.table.name())
            .with("ids", wanted.ids.clone())
            .with("assigned", assigned);
        audit::record(tx, &event).await?;
    }
    Ok(Assigned { assigned })
}
