//! What the page about the system asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;

use crate::{
    domain::admin::{ApplicationSwitch, System},
    error::Error,
};

/// Health, counters, the four measures, the last thirty days, and what is on or off for everybody.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn get_system() -> Result<System, Error> {
    let db = crate::serverfn::database()?;
    let health = crate::service::health::look(&db, crate::serverfn::trust_in_clerk()?).await;
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::admin::system::overview(&db, &mut tx, health, crate::serverfn::now()).await
}

/// Switches something on or off for everybody; tells what it is now.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn set_switch(
    /// What the switch is called.
    name: String,
    /// Whether it is to be on.
    on: bool,
) -> Result<ApplicationSwitch, Error> {
    let mut tx = crate::serverfn::begin_admin().await?;
    let switch = crate::service::admin::switches::set(&mut tx, &name, on).await?;
    tx.commit().await?;
    Ok(switch)
}
