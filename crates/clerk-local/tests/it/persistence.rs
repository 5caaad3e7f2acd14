//! Accounts outlive the process.

use reqwest::Method;

use crate::browser::{Browser, PASSWORD};
use crate::world::World;

#[tokio::test]
async fn accounts_and_sessions_survive_a_kill() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_up("eve+clerk_test@example.com").await;
    let session = browser.session_id().await;
    let cookies = browser.cookies.clone();
    let secret = world.stand_in.secret_key().to_owned();

    let world = world.kill_and_restart().await;
    assert_eq!(world.stand_in.secret_key(), secret);
    let mut browser = Browser::new(&world);
    browser.cookies = cookies;
    assert_eq!(browser.session_id().await, session);
    let path = format!("/v1/client/sessions/{session}/tokens");
    assert_eq!(browser.post(&path, &[]).await.status, 200);
    let mut other = Browser::new(&world);
    other
        .sign_in("eve+clerk_test@example.com", PASSWORD)
        .await
        .response();
    let (_, users) = world.server(Method::GET, "/v1/users").await;
    assert_eq!(
        users.as_array().unwrap().len(),
        clerk_local::personas().len() + 1
    );
}

#[tokio::test]
async fn secrets_and_accounts_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::new().await;
    for file in ["instance.json", "state.json"] {
        let path = world.path().join("data").join(file);
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let state = std::fs::read_to_string(world.path().join("data/state.json")).unwrap();
    assert!(
        !state.contains("twelve-quiet-otters"),
        "passwords are hashed"
    );
}
