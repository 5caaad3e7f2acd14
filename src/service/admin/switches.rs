//! What administrators switch on and off for everybody.

use crate::{
    db::{AdminTx, switches},
    domain::{
        admin::ApplicationSwitch,
        audit::{AuditEvent, AuditKind},
    },
    error::Error,
    service::audit,
};

/// All switches, by name.
///
/// # Errors
/// When the database cannot be asked.
pub async fn list(tx: &mut AdminTx) -> Result<Vec<ApplicationSwitch>, Error> {
    Ok(switches::all(tx).await?)
}

/// Switches, and keeps who did it. One that is so already stays so, and nothing is kept.
///
/// # Errors
/// [`Error::NotFound`] when there is no such switch.
pub async fn set(tx: &mut AdminTx, name: &str, on: bool) -> Result<ApplicationSwitch, Error> {
    let before = list(tx)
        .await?
        .into_iter()
        .find(|it| it.name == name)
        .ok_or(Error::NotFound)?;
    if before.enabled != on {
        switches::set(tx, name, on).await?;
        let event = AuditEvent::new(AuditKind::SwitchChanged)
            .by(tx.user())
            .with("switch", name)
            .with("on", on);
        audit::record(tx, &event).await?;
    }
    Ok(ApplicationSwitch {
        enabled: on,
        ..before
    })
}
