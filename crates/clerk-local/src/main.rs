//! Runs the stand-in for Clerk alone.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use clerk_local::{Config, StandIn, WebhookEndpoint, personas};
use tracing_subscriber::EnvFilter;

/// A local stand-in for Clerk, to which the real clerk-js signs in.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// What to listen on; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:3001")]
    addr: SocketAddr,
    /// Where browsers reach the stand-in itself [default: http://localhost:<port>].
    #[arg(long)]
    public_url: Option<String>,
    /// The application's origin.
    #[arg(long, default_value = "http://localhost:3000")]
    app_origin: String,
    /// The path under which the application proxies the Frontend API.
    #[arg(long, default_value = "/__clerk")]
    proxy_path: String,
    /// Where keys, accounts and pictures are kept.
    #[arg(long, default_value = ".local/clerk")]
    data_dir: PathBuf,
    /// Holds clerk-js/dist and ui/dist.
    #[arg(long, default_value = ".local/vendor")]
    bundles_dir: PathBuf,
    /// The application's webhook endpoint, e.g. http://localhost:3000/api/webhooks/clerk.
    #[arg(long)]
    webhook_url: Option<String>,
    /// Signs webhooks, whsec_… [default: made once, kept with the other secrets].
    #[arg(long, env = "CLERK_WEBHOOK_SIGNING_SECRET", hide_env_values = true)]
    webhook_secret: Option<String>,
    /// Divides the delays of Svix's retry schedule.
    #[arg(long, default_value_t = 1)]
    webhook_retry_speedup: u32,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).init();
    let arguments = Arguments::parse();
    let signing_secret = arguments.webhook_secret;
    let webhooks = arguments.webhook_url.map(|url| WebhookEndpoint {
        url,
        signing_secret,
        retry_speedup: arguments.webhook_retry_speedup,
    });
    let stand_in = StandIn::start(Config {
        addr: arguments.addr,
        public_url: arguments.public_url,
        app_origin: arguments.app_origin,
        proxy_path: arguments.proxy_path,
        data_dir: arguments.data_dir.clone(),
        bundles_dir: arguments.bundles_dir,
        webhooks,
    })
    .await?;
    introduce(&stand_in, &arguments.data_dir);
    tokio::signal::ctrl_c().await?;
    stand_in.stop().await;
    Ok(())
}

/// Says what a person needs. The secret key stays in its file.
fn introduce(stand_in: &StandIn, data_dir: &std::path::Path) {
    println!("Stand-in for Clerk at {}", stand_in.url());
    println!("  publishable key  {}", stand_in.publishable_key());
    println!(
        "  secrets          {}",
        data_dir.join("instance.json").display()
    );
    println!("  mail codes       {}/mail", stand_in.url());
    for persona in personas() {
        println!(
            "  {:<16} {}  password {}",
            format!("{} {}", persona.first_name, persona.last_name),
            persona.email,
            persona.password
        );
    }
}
