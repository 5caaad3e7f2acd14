//! Offers, through the interface for programs and through pages.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, ORIGIN};

#[sqlx::test]
async fn an_offer_is_kept_and_listed(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let created = ada
        .post(
            "/api/v1/listings",
            json!({"title": "Beelink SER5", "price_usd": "239", "condition": "new"}),
        )
        .await
        .expect(201)
        .json();
    assert_eq!(created["price_usd"], "239.00");

    let listed = ada.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(listed["items"], json!([created]));
    assert_eq!(listed["total"], 1);
    assert!(
        ada.visit("/listings")
            .await
            .expect(200)
            .text
            .contains("Beelink SER5")
    );
    assert!(
        ada.visit("/dashboard")
            .await
            .expect(200)
            .text
            .contains("Beelink SER5")
    );
}

#[sqlx::test]
async fn what_one_person_keeps_another_never_sees(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    ada.post("/api/v1/listings", json!({"title": "Ada's secret find"}))
        .await
        .expect(201);

    assert_eq!(
        ben.get("/api/v1/listings").await.expect(200).json(),
        nothing()
    );
    for page in ["/dashboard", "/listings"] {
        assert!(
            !ben.visit(page)
                .await
                .expect(200)
                .text
                .contains("secret find")
        );
    }
}

#[sqlx::test]
async fn a_wrong_field_is_named(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for (body, field) in [
        (json!({}), "title"),
        (json!({"title": " "}), "title"),
        (json!({"title": "x".repeat(256)}), "title"),
        (json!({"title": "a\u{0}b"}), "title"),
        (json!({"title": "x", "price_usd": "-1"}), "price_usd"),
        (json!({"title": "x", "price_usd": "1.005"}), "price_usd"),
        (json!({"title": "x", "price_usd": 12}), "price_usd"),
        (json!({"title": "x", "price_usd": "1e400"}), "price_usd"),
        (json!({"title": "x", "condition": "broken"}), "condition"),
        (
            json!({"title": "x", "listing_url": "ftp://example.com"}),
            "listing_url",
        ),
        (json!({"title": "x", "user_id": 1}), "user_id"),
        (json!({"title": "x", "cpu_id": 987_654}), "cpu_id"),
        (json!({"title": "x", "gpu_id": 987_654}), "gpu_id"),
        (json!({"title": "x", "profile_id": 987_654}), "profile_id"),
        (json!({"title": "x", "cpu": "No such\u{0} CPU"}), "cpu"),
        (json!({"title": "x", "ram_gb": "many"}), "ram_gb"),
        (json!({"title": "x", "ram_gb": 1e30}), "ram_gb"),
        (
            json!({"title": "x", "attrs": {"usb4": "perhaps"}}),
            "attrs.usb4",
        ),
    ] {
        let answer = ada.post("/api/v1/listings", body.clone()).await.expect(422);
        assert_eq!(answer.error_code(), "validation");
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{body}: {}",
            answer.text
        );
    }
    assert_eq!(ada.get("/api/v1/listings").await.json(), nothing());
}

#[sqlx::test]
async fn a_body_that_is_no_json_is_bad_input(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for body in ["", "{", "[]", "null", "{\"title\":\"x\"} trailing", "\u{0}"] {
        let answer = ada
            .send_text(Method::POST, "/api/v1/listings", body.to_owned())
            .await;
        assert_eq!(answer.status, 422, "{body:?}: {answer:?}");
    }
    let large = json!({"title": "x", "notes": "y".repeat(300 * 1024)}).to_string();
    let answer = ada
        .send_text(Method::POST, "/api/v1/listings", large)
        .await
        .expect(413);
    assert_eq!(answer.error_code(), "too_large");
}

#[sqlx::test]
async fn a_form_of_our_own_page_keeps_an_offer_by_cookie(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let path = add_listing();
    let body = "listing%5Btitle%5D=From+a+form&listing%5Bprice_usd%5D=";
    ada.submit(&path, ORIGIN, body).await.expect(200);
    assert!(ada.visit("/listings").await.text.contains("From a form"));
}

#[sqlx::test]
async fn a_form_of_another_site_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let answer = ada
        .submit(
            &add_listing(),
            "https://evil.example",
            "listing%5Btitle%5D=x",
        )
        .await;
    assert_eq!(answer.expect(403).error_code(), "cross_site");
    assert_eq!(ada.get("/api/v1/listings").await.json(), nothing());
}

#[sqlx::test]
async fn a_server_function_answers_the_same_errors_as_the_interface(pool: PgPool) {
    let app = App::new(pool);
    let path = add_listing();
    let nobody = app
        .anybody()
        .submit(&path, ORIGIN, "listing%5Btitle%5D=x")
        .await
        .expect(401);
    assert_eq!(nobody.error_code(), "unauthenticated");
    let empty = app
        .newcomer()
        .submit(&path, ORIGIN, "listing%5Btitle%5D=")
        .await
        .expect(422);
    assert!(empty.json()["error"]["fields"].get("title").is_some());
    let unreadable = app
        .newcomer()
        .submit(&path, ORIGIN, "nonsense")
        .await
        .expect(422);
    assert_eq!(unreadable.error_code(), "validation");
    let unknown = app
        .newcomer()
        .submit("/fn/no_such_function", ORIGIN, "")
        .await
        .expect(404);
    assert_eq!(unknown.error_code(), "not_found");
}

/// An empty list.
fn nothing() -> Value {
    json!({"items": [], "total": 0, "next_cursor": null})
}

fn add_listing() -> String {
    use deal_brain::pages::listings::actions::AddListing;
    use leptos::server_fn::ServerFn;
    AddListing::PATH.to_owned()
}
