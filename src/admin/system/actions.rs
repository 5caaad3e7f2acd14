//! What the page about the system asks the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;

use crate::{domain::admin::System, error::Error};

/// Counters, the four measures and the last thirty days.
#[server(prefix = "/fn/admin", client = ClerkClient)]
pub async fn get_system() -> Result<System, Error> {
    let db = crate::serverfn::database()?;
    let mut tx = crate::serverfn::begin_admin().await?;
    crate::service::admin::system::overview(&db, &mut tx, crate::serverfn::now()).await
}
