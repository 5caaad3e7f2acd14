//! Whether the server can do its work.

use crate::{
    db::Db,
    domain::health::{Health, Trust},
};

/// How the server fares, for whoever asks: operators by an address, administrators on a page.
pub async fn look(db: &Db, trust: Trust) -> Health {
    let has_database = is_up(db).await;
    let is_fit = matches!(db.login_role().await, Ok(role) if role.unfit().is_none());
    let told = |is_well: bool, otherwise: &str| {
        let word = if is_well { Health::OK } else { otherwise };
        word.to_owned()
    };
    let mut health = Health {
        status: "degraded".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        database: told(has_database, "missing"),
        rls_role: told(is_fit, "unfit"),
        clerk_keys: trust.clerk_keys.to_owned(),
        jwks: told(!trust.last_fetch_failed, "unreachable"),
        webhook_secret: told(trust.has_webhook_secret, "missing"),
        missing: missing_settings(trust),
    };
    if has_database && is_fit && health.has_keys() && health.missing.is_empty() {
        health.status = Health::HEALTHY.to_owned();
    }
    health
}

async fn is_up(db: &Db) -> bool {
    match db.as_anon().await {
        Ok(mut tx) => tx.ping().await.is_ok(),
        Err(_) => false,
    }
}

/// What was left out that the server can start without.
fn missing_settings(trust: Trust) -> Vec<String> {
    [("CLERK_WEBHOOK_SIGNING_SECRET", trust.has_webhook_secret)]
        .into_iter()
        .filter(|(_, is_set)| !is_set)
        .map(|(name, _)| name.to_owned())
        .collect()
}
