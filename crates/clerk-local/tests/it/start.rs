//! Starting, stopping and what can be wrong.

use std::net::SocketAddr;

use clerk_local::{Error, StandIn};

use crate::world::{World, config, dist, failure, unpack_bundles};

#[tokio::test]
async fn a_taken_port_is_named() {
    let world = World::new().await;
    let port = world.stand_in.url().rsplit(':').next().unwrap();
    let addr: SocketAddr = format!("127.0.0.1:{port}").parse().unwrap();
    let dir = tempfile::tempdir().unwrap();
    unpack_bundles(dir.path());
    let error = failure(clerk_local::Config {
        addr,
        ..config(dir.path())
    })
    .await;
    assert!(matches!(error, Error::Bind { .. }));
    assert!(error.to_string().contains(&addr.to_string()));
    assert!(!dir.path().join("data").exists(), "nothing was made");
}

#[tokio::test]
async fn missing_bundles_are_named() {
    let dir = tempfile::tempdir().unwrap();
    unpack_bundles(dir.path());
    std::fs::remove_file(dist(dir.path(), "ui").join("ui.browser.js")).unwrap();
    let error = failure(config(dir.path())).await;
    assert!(matches!(error, Error::Bundles(_)));
    assert!(error.to_string().contains("ui.browser.js"), "{error}");
}

#[tokio::test]
async fn a_damaged_snapshot_is_not_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    unpack_bundles(dir.path());
    std::fs::create_dir_all(dir.path().join("data")).unwrap();
    let state = dir.path().join("data/state.json");
    std::fs::write(&state, "{\"users\":").unwrap();
    let error = failure(config(dir.path())).await;
    assert!(matches!(error, Error::Store(_)));
    assert!(error.to_string().contains("state.json"), "{error}");
    assert_eq!(std::fs::read_to_string(&state).unwrap(), "{\"users\":");
}

#[tokio::test]
async fn stopping_frees_the_port() {
    let dir = tempfile::tempdir().unwrap();
    unpack_bundles(dir.path());
    let stand_in = StandIn::start(config(dir.path())).await.unwrap();
    let port = stand_in.url().rsplit(':').next().unwrap().to_owned();
    let addr: SocketAddr = format!("127.0.0.1:{port}").parse().unwrap();
    stand_in.stop().await;
    let again = StandIn::start(clerk_local::Config {
        addr,
        ..config(dir.path())
    })
    .await
    .unwrap();
    assert!(again.url().ends_with(&port));
}

#[tokio::test]
async fn the_keys_are_those_of_a_production_instance() {
    let world = World::new().await;
    let stand_in = &world.stand_in;
    assert_eq!(
        stand_in.publishable_key(),
        "pk_live_Y2xlcmsuZGVhbC1icmFpbi5sb2NhbGhvc3Qk"
    );
    assert!(stand_in.secret_key().starts_with("sk_live_"));
    assert!(stand_in.webhook_signing_secret().starts_with("whsec_"));
    assert_eq!(stand_in.issuer(), "http://localhost:3000/__clerk");
    let debug = format!("{stand_in:?}");
    assert!(!debug.contains("sk_live_") && !debug.contains("whsec_"));
}
