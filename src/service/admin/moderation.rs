//! Taking back what others see of people's collections.

use crate::{
    db::{
        AdminTx,
        admin_collections::{self, Withdrawn},
        admin_people::{self, Details},
    },
    domain::{
        admin::Reason,
        audit::{AuditEvent, AuditKind},
        collection::CollectionId,
        notification::NotificationKind,
    },
    error::Error,
    service::audit,
};

/// Takes somebody's public collection off the discover page: it becomes private, which ends its links,
/// and nothing in it changes. Its owner is told why, and may make it public again.
///
/// # Errors
/// [`Error::NotFound`] for a collection that is not public.
pub async fn withdraw(tx: &mut AdminTx, id: CollectionId, reason: &Reason) -> Result<(), Error> {
    let Withdrawn { owner, name } = admin_collections::withdraw(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let event = AuditEvent::new(AuditKind::CollectionWithdrawn)
        .by(tx.user())
        .about(owner)
        .with("collection", id.0)
        .with("reason", reason.as_str());
    audit::record(tx, &event).await?;
    let title = format!("“{name}” was taken off Discover");
    let message = format!(
        "An administrator has made it private, which has ended its links. The reason: {}",
        reason.as_str()
    );
    let details = Details {
        message: &message,
        link: &format!("/collections/{}", id.0),
    };
    let kind = NotificationKind::System;
    Ok(admin_people::tell(tx, owner, kind, &title, Some(details)).await?)
}
