//! An application that shows every answer of this crate over HTTP, for comparison with Clerk's own
//! SDKs: `reference CONFIG.json`. The file names the address to listen on, the keys and whatever
//! else of Clerk's configuration is to be set; the routes are in `reference/routes.rs`.

#[path = "reference/config.rs"]
mod config;
#[path = "reference/routes.rs"]
mod routes;

use std::error::Error;

use config::Settings;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: reference CONFIG.json")?;
    let settings: Settings = serde_json::from_slice(&std::fs::read(path)?)?;
    let listener = TcpListener::bind(&settings.listen).await?;
    axum::serve(listener, routes::router(&settings)).await?;
    Ok(())
}
