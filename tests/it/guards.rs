//! No door without a declared guard: every route, page and server function is walked, and tried
//! by nobody.

use axum::http::Method;
use deal_brain::{
    api,
    auth::Access,
    server::{self, PUBLIC_SERVER_FNS},
};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::json;
use sqlx::PgPool;
use url::form_urlencoded;

use crate::{
    collections::{collection, offer},
    support::{App, ORIGIN},
    valuation::ruleset,
};

/// What anybody may call. This list should only ever shrink.
const PUBLIC_ROUTES: [&str; 7] = [
    "/health",
    "/health/live",
    READY,
    "/api/openapi.json",
    "/api/v1/deals/{id}/{token}",
    "/api/v1/public/collections/{token}",
    WEBHOOKS,
];
/// Says no here: tests log in as a superuser.
const READY: &str = "/health/ready";
/// Anybody may call it, and only what Clerk has signed is listened to.
const WEBHOOKS: &str = "/api/webhooks/clerk";
const PUBLIC_PAGES: [&str; 8] = [
    "/",
    "/sign-in",
    "/sign-in/{*step}",
    "/sign-up",
    "/sign-up/{*step}",
    "/sign-out",
    "/deals/{id}/{token}",
    "/c/{token}",
];

#[sqlx::test]
async fn nobody_gets_through_a_route_for_people(pool: PgPool) {
    let app = App::new(pool);
    let mut refused = 0;
    for route in api::routes() {
        let public = PUBLIC_ROUTES.contains(&&*route.path);
        assert_eq!(route.access == Access::Public, public, "{}", route.path);
        let answer = app
            .anybody()
            .send_text(route.method.clone(), &route.path, "{}".into())
            .await;
        if public {
            // What the path names is not there.
            let status = match &*route.path {
                WEBHOOKS => 400,
                READY => 503,
                path if path.contains('{') => 404,
                _ => 200,
            };
            assert_eq!(answer.status, status, "{}", route.path);
        } else {
            let refusal = answer.expect(401);
            assert_eq!(refusal.error_code(), "unauthenticated", "{}", route.path);
            assert_eq!(refusal.header("www-authenticate"), Some("Bearer"));
            refused += 1;
        }
    }
    assert!(refused > 90, "{refused} routes");
}

#[sqlx::test]
async fn nobody_learns_which_methods_a_route_has(pool: PgPool) {
    let app = App::new(pool);
    for (person, status) in [(app.anybody(), 401), (app.newcomer(), 405)] {
        let answer = person
            .send_text(Method::DELETE, "/api/v1/listings", String::new())
            .await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
}

#[sqlx::test]
async fn an_address_of_the_interface_that_does_not_exist_is_no_ones_business(pool: PgPool) {
    let app = App::new(pool);
    for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/listings"] {
        assert_eq!(
            app.anybody().get(path).await.expect(401).error_code(),
            "unauthenticated"
        );
        assert_eq!(
            app.newcomer().get(path).await.expect(404).error_code(),
            "not_found"
        );
    }
}

#[sqlx::test]
async fn every_page_has_a_declared_guard_and_keeps_strangers_out(pool: PgPool) {
    let app = App::new(pool);
    let pages = server::page_paths();
    assert!(pages.len() >= PUBLIC_PAGES.len());
    for page in pages {
        let access = server::access(&page);
        assert!(access.is_some(), "{page} has no declared guard");
        assert_eq!(
            access == Some(Access::Public),
            PUBLIC_PAGES.contains(&page.as_str()),
            "{page}"
        );
        if access != Some(Access::Public) {
            let answer = app.anybody().visit(&page).await.expect(303);
            let back: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
            assert_eq!(
                answer.header("location"),
                Some(&*format!("/sign-in?redirect_url={back}"))
            );
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{page}");
        }
    }
}

#[sqlx::test]
async fn no_access_has_an_address_of_its_own_with_ways_on(pool: PgPool) {
    let app = App::new(pool);
    for reader in [app.anybody(), app.newcomer()] {
        let page = reader.visit("/unauthorized").await.expect(403).text;
        for text in ["No access", "href=\"/dashboard\"", "href=\"/sign-out\""] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!page.contains("<script"));
    }
}

#[sqlx::test]
async fn a_page_that_does_not_exist_asks_a_stranger_to_sign_in(pool: PgPool) {
    let app = App::new(pool);
    app.anybody().visit("/no/such/page").await.expect(303);
    app.newcomer().visit("/no/such/page").await.expect(404);
}

#[sqlx::test]
async fn nobody_gets_through_to_a_server_function(pool: PgPool) {
    let app = App::new(pool);
    let mut walked = 0;
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path} could be called by a link");
        assert!(!PUBLIC_SERVER_FNS.contains(&path));
        let answer = app.anybody().submit(path, ORIGIN, "").await.expect(401);
        assert_eq!(answer.error_code(), "unauthenticated", "{path}");
        walked += 1;
    }
    assert!(walked > 30, "{walked} functions");
}

/// For an administrator, who may see them all; of what is not there, nothing is kept either.
#[sqlx::test]
async fn private_pages_are_kept_by_no_cache(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = app.newcomer().claiming(&json!({"fva": [1, -1]}));
    let listing = offer(&iris, "Beelink SER5").await;
    let shelf = collection(&iris, json!({ "name": "Quiet desk PC" })).await;
    let (rules, _) = ruleset(&iris, "Mine").await;
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    let mut shown = 0;
    for page in server::page_paths() {
        if server::access(&page) == Some(Access::Public) {
            continue;
        }
        let path = page
            .replace("/listings/{id}", &format!("/listings/{listing}"))
            .replace("/collections/{id}", &format!("/collections/{shelf}"))
            .replace("{ruleset}", &rules.to_string())
            .replace("{*step}", "security")
            .replace("{token}", &"x".repeat(43))
            .replace("{id}", "1")
            .replace("{rule}", "1");
        assert!(!path.contains('{'), "{path}");
        let answer = iris.visit(&path).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        if answer.status == 200 {
            let policy = answer.header("content-security-policy").unwrap();
            assert!(policy.contains("frame-ancestors 'none'"), "{path}");
            shown += 1;
        }
    }
    assert!(shown > 30, "{shown} pages");
}

/// Once, a page behind a link was kept for a day, and outlived the link.
#[sqlx::test]
async fn what_a_link_shows_is_kept_by_no_cache(pool: PgPool) {
    let app = App::new(pool);
    let (ada, anybody) = (app.newcomer(), app.anybody());
    let listing = offer(&ada, "Beelink SER5").await;
    let unlisted = json!({ "name": "Quiet desk PC", "visibility": "unlisted" });
    let shelf = collection(&ada, unlisted).await;
    for (of, links) in [
        (format!("/api/v1/listings/{listing}"), "listing-links"),
        (format!("/api/v1/collections/{shelf}"), "collections/links"),
    ] {
        let made = ada.post(&format!("{of}/links"), json!({})).await;
        let made = made.expect(201).json();
        let page = made["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        let interface = format!("/api/v1{}", page.replace("/c/", "/public/collections/"));
        for status in [200, 404] {
            for answer in [anybody.visit(page).await, anybody.get(&interface).await] {
                let answer = answer.expect(status);
                assert_eq!(answer.header("cache-control"), Some("no-store"), "{page}");
            }
            // The second time it has ended.
            if status == 200 {
                let link = format!("/api/v1/{links}/{}", made["id"]);
                ada.send_text(Method::DELETE, &link, String::new())
                    .await
                    .expect(204);
            }
        }
    }
}

#[sqlx::test]
async fn a_signed_in_visitor_of_an_entrance_is_taken_inside(pool: PgPool) {
    let app = App::new(pool);
    for (entrance, inside) in [
        ("/", "/dashboard"),
        ("/sign-in", "/dashboard"),
        ("/sign-up", "/dashboard"),
        ("/sign-in?redirect_url=%2Flistings", "/listings"),
        (
            "/sign-in?redirect_url=https%3A%2F%2Fevil.example",
            "/dashboard",
        ),
    ] {
        let answer = app.newcomer().visit(entrance).await.expect(303);
        assert_eq!(answer.header("location"), Some(inside), "{entrance}");
        app.anybody().visit(entrance).await.expect(200);
    }
}

#[sqlx::test]
async fn the_landing_page_loads_no_script(pool: PgPool) {
    let app = App::new(pool);
    let landing = app.anybody().visit("/").await.expect(200);
    assert!(!landing.text.contains("<script"), "{}", landing.text);
}
