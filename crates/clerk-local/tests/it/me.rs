//! What the profile component calls.

use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::browser::{Browser, PASSWORD};
use crate::world::{ORIGIN, World};

const EVE: &str = "eve+clerk_test@example.com";

async fn eve(world: &World) -> Browser<'_> {
    let mut browser = Browser::new(world);
    browser.sign_up(EVE).await;
    browser
}

#[tokio::test]
async fn a_name_is_changed_and_removed() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let form = [("first_name", " Eve "), ("last_name", "Eastwood")];
    let reply = browser.call("PATCH", "/v1/me", &form).await;
    assert_eq!(reply.response()["first_name"], "Eve");
    let user = &reply.body["client"]["sessions"][0]["user"];
    assert_eq!(user["last_name"], "Eastwood");
    let before = user["updated_at"].as_i64().unwrap();
    let reply = browser.call("PATCH", "/v1/me", &[("last_name", "")]).await;
    assert!(reply.response()["last_name"].is_null());
    assert!(reply.response()["updated_at"].as_i64().unwrap() > before);
}

#[tokio::test]
async fn metadata_is_merged() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let path = "/v1/me/metadata";
    let first = [("unsafe_metadata", r#"{"a":1,"b":{"c":1,"d":1}}"#)];
    browser.call("PATCH", path, &first).await.response();
    let second = [("unsafe_metadata", r#"{"a":null,"b":{"d":2}}"#)];
    let reply = browser.call("PATCH", path, &second).await;
    let expected = serde_json::json!({ "b": { "c": 1, "d": 2 } });
    assert_eq!(reply.response()["unsafe_metadata"], expected);
}

#[tokio::test]
async fn addresses_are_added_verified_made_primary_and_removed() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let first = browser.get("/v1/me").await.response()["primary_email_address_id"].clone();
    let path = "/v1/me/email_addresses";
    let taken = [("email_address", "ada+clerk_test@example.com")];
    assert_eq!(
        browser.post(path, &taken).await.error().0,
        "form_identifier_exists"
    );
    // clerk-js writes a slash at the end.
    let new = [("email_address", "two+clerk_test@example.com")];
    let added = browser.post("/v1/me/email_addresses/", &new).await;
    let id = added.id().to_owned();
    assert!(added.response()["verification"].is_null());
    let primary = [("primary_email_address_id", id.as_str())];
    assert_eq!(browser.call("PATCH", "/v1/me", &primary).await.status, 422);
    let code = [("strategy", "email_code"), ("code", "424242")];
    browser
        .post(&format!("{path}/{id}/prepare_verification"), &code)
        .await
        .response();
    let verified = browser
        .post(&format!("{path}/{id}/attempt_verification"), &code)
        .await;
    assert_eq!(verified.response()["verification"]["status"], "verified");
    let reply = browser.call("PATCH", "/v1/me", &primary).await;
    assert_eq!(reply.response()["primary_email_address_id"], id.as_str());
    let old = format!("{path}/{}", first.as_str().unwrap());
    let removed = browser.call("DELETE", &old, &[]).await;
    assert_eq!(removed.response()["deleted"], true);
    let last = browser.call("DELETE", &format!("{path}/{id}"), &[]).await;
    assert_eq!(last.error().0, "last_identification_deletion_failed");
    let mut other = Browser::new(&world);
    assert_eq!(
        other.sign_in(EVE, PASSWORD).await.error().0,
        "form_identifier_not_found"
    );
    other
        .sign_in("two+clerk_test@example.com", PASSWORD)
        .await
        .response();
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let mut other = Browser::new(&world);
    other.sign_in(EVE, PASSWORD).await.response();
    let path = "/v1/me/change_password";
    let wrong = [
        ("current_password", "nope"),
        ("new_password", "eight-grey-herons"),
    ];
    let reply = browser.post(path, &wrong).await;
    assert_eq!(
        reply.error(),
        ("form_password_validation_failed", "current_password")
    );
    let common = [
        ("current_password", PASSWORD),
        ("new_password", "password123"),
    ];
    assert_eq!(
        browser.post(path, &common).await.error(),
        ("form_password_pwned", "new_password")
    );
    let right = [
        ("current_password", PASSWORD),
        ("new_password", "eight-grey-herons"),
        ("sign_out_of_other_sessions", "true"),
    ];
    browser.post(path, &right).await.response();
    assert!(browser.is_signed_in().await);
    assert!(!other.is_signed_in().await);
    other.sign_in(EVE, "eight-grey-herons").await.response();
}

#[tokio::test]
async fn devices_are_listed_and_revoked() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let mut other = Browser::new(&world);
    other.sign_in(EVE, PASSWORD).await.response();
    let list = browser.get("/v1/me/sessions/active").await.body;
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    let activity = &list[0]["latest_activity"];
    assert_eq!(activity["browser_name"], "Chrome");
    assert_eq!(activity["ip_address"], "203.0.113.9");
    assert!(list[0]["user"].is_null());
    let id = other.session_id().await;
    let revoke = format!("/v1/me/sessions/{id}/revoke");
    let reply = browser.post(&revoke, &[]).await;
    assert_eq!(reply.response()["status"], "revoked");
    assert!(reply.response()["latest_activity"].is_object());
    assert!(!other.is_signed_in().await);
    let mut ada = Browser::new(&world);
    ada.sign_in_as_ada().await;
    let mine = browser.session_id().await;
    let foreign = ada
        .post(&format!("/v1/me/sessions/{mine}/revoke"), &[])
        .await;
    assert_eq!(foreign.status, 404);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_account_is_connected_and_disconnected() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let back = format!("{ORIGIN}/user");
    let form = [
        ("strategy", "oauth_github"),
        ("redirect_url", back.as_str()),
    ];
    let path = "/v1/me/external_accounts";
    for (choice, status) in [("persona:ben", "failed"), ("new", "verified")] {
        let begun = browser.post(path, &form).await;
        let url = &begun.response()["verification"]["external_verification_redirect_url"];
        let url: reqwest::Url = url.as_str().unwrap().parse().unwrap();
        let state = url
            .query_pairs()
            .find(|(name, _)| name == "state")
            .unwrap()
            .1
            .into_owned();
        let consent = [
            ("state", state.as_str()),
            ("choice", choice),
            ("email", "eve@work.example"),
        ];
        let answer = world
            .http
            .post(world.url(url.path()))
            .form(&consent)
            .send()
            .await
            .unwrap();
        let callback = answer.headers()["location"].to_str().unwrap();
        let callback = callback.strip_prefix(&format!("{ORIGIN}/__clerk")).unwrap();
        assert_eq!(browser.get(callback).await.location(), back);
        let user = browser.get("/v1/me").await.response().clone();
        let accounts = user["external_accounts"].as_array().unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!(accounts[0]["verification"]["status"], status);
    }
    let user = browser.get("/v1/me").await.response().clone();
    let id = user["external_accounts"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    browser
        .call("DELETE", &format!("{path}/{id}"), &[])
        .await
        .response();
    let user = browser.get("/v1/me").await.response().clone();
    assert_eq!(user["external_accounts"], serde_json::json!([]));
}

#[tokio::test]
async fn a_picture_is_shown_and_only_pictures_are_taken() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let png: &[u8] = b"\x89PNG\r\n\x1a\nrest";
    let upload = |browser: &Browser<'_>, content: &'static [u8]| {
        browser
            .request(Method::POST, "/v1/me/profile_image")
            .header("origin", ORIGIN)
            .multipart(Form::new().part("file", Part::bytes(content)))
    };
    let request = upload(&browser, b"<svg onload='alert(1)'/>");
    assert_eq!(
        browser.send(request).await.error(),
        ("form_param_format_invalid", "file")
    );
    let request = upload(&browser, png);
    browser.send(request).await.response();
    let user = browser.get("/v1/me").await.response().clone();
    assert_eq!(user["has_image"], true);
    let url = user["image_url"].as_str().unwrap();
    let path = url
        .strip_prefix(&format!("{ORIGIN}/__clerk"))
        .unwrap()
        .to_owned();
    let image = browser.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(image.headers()["content-type"], "image/png");
    assert_eq!(image.bytes().await.unwrap(), png);
    browser
        .call("DELETE", "/v1/me/profile_image", &[])
        .await
        .response();
    assert_eq!(browser.get("/v1/me").await.response()["has_image"], false);
    assert_eq!(
        browser
            .request(Method::GET, &path)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn an_avatar_has_initials() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let url = browser.session().await["user"]["image_url"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = url.strip_prefix(&format!("{ORIGIN}/__clerk")).unwrap();
    let image = browser.request(Method::GET, path).send().await.unwrap();
    assert_eq!(image.headers()["content-type"], "image/svg+xml");
    assert!(image.text().await.unwrap().contains(">AA</text>"));
}

#[tokio::test]
async fn a_deleted_account_is_gone_everywhere() {
    let world = World::new().await;
    let mut browser = eve(&world).await;
    let mut other = Browser::new(&world);
    other.sign_in(EVE, PASSWORD).await.response();
    let id = browser.get("/v1/me").await.id().to_owned();
    let reply = browser.call("DELETE", "/v1/me", &[]).await;
    assert_eq!(reply.response()["deleted"], true);
    assert_eq!(reply.response()["id"], id.as_str());
    assert_eq!(browser.cookies["__client_uat"], "0");
    assert!(!other.is_signed_in().await);
    assert_eq!(
        world
            .server(Method::GET, &format!("/v1/users/{id}"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn nobody_is_nobody() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    for path in ["/v1/me", "/v1/me/sessions/active", "/v1/me/email_addresses"] {
        let reply = browser.get(path).await;
        assert_eq!(
            (reply.status, reply.error().0),
            (401, "authentication_invalid"),
            "{path}"
        );
    }
}
