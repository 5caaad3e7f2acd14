//! The vendor's scripts.

use reqwest::Method;

use crate::browser::Browser;
use crate::world::{World, locked_version};

#[tokio::test]
async fn every_version_segment_means_the_one_copy() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let exact = locked_version("ui");
    for (version, caching) in [
        ("1", "public, max-age=300"),
        ("latest", "public, max-age=300"),
        (exact, "public, max-age=31536000, immutable"),
    ] {
        let path = format!("/npm/@clerk/ui@{version}/dist/ui.browser.js");
        let response = browser.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["cache-control"], caching);
        assert_eq!(
            response.headers()["content-type"],
            "text/javascript; charset=utf-8"
        );
        let tag = response.headers()["etag"].clone();
        assert_eq!(response.text().await.unwrap(), "// ui.browser.js");
        let again = browser
            .request(Method::GET, &path)
            .header("if-none-match", tag);
        assert_eq!(again.send().await.unwrap().status(), 304);
    }
}

#[tokio::test]
async fn nothing_else_is_served() {
    let world = World::new().await;
    std::fs::write(world.path().join("vendor/secret.js"), "secret").unwrap();
    let browser = Browser::new(&world);
    for path in [
        "/npm/@clerk/ui@1/dist/..%2f..%2fsecret.js",
        "/npm/@clerk/ui@1/dist/%2e%2e%2fui.browser.js",
        "/npm/@clerk/ui@1/dist/missing.js",
        "/npm/@clerk/ui@1/dist/package.json",
        "/npm/@clerk/backend@1/dist/index.js",
        "/npm/@clerk/ui/dist/ui.browser.js",
    ] {
        let response = browser.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
    }
}
