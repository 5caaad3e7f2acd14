//! Who asks too often for what costs much is held back, and nobody else.

use deal_brain::{
    api::{self, Pace, Route},
    auth::Access,
    server::COSTLY_FNS,
    state::RateLimits,
};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::json;
use sqlx::PgPool;

use crate::support::{self, Answer, App, ORIGIN};

/// The application that admits a person to costly doors, and a place to links, so often.
fn app(pool: PgPool, costly: u32, looks: u32) -> App {
    let mut state = support::state(pool, |clerk| clerk);
    state.rate_limits = RateLimits::new(costly, looks);
    App::of(state)
}

#[track_caller]
fn assert_held_back(answer: &Answer) {
    assert_eq!(answer.status, 429, "{answer:?}");
    assert_eq!(answer.header("retry-after"), Some("60"));
}

const PREVIEW: &str = "/api/v1/listings/preview";

#[sqlx::test]
async fn a_person_who_asks_too_often_is_told_when_to_come_again(pool: PgPool) {
    let app = app(pool, 2, 0);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    for _ in 0..2 {
        ada.post(PREVIEW, json!({})).await.expect(200);
    }
    let refused = ada.post(PREVIEW, json!({})).await;
    assert_held_back(&refused);
    assert_eq!(refused.error_code(), "rate_limited");
    ben.post(PREVIEW, json!({})).await.expect(200);
    ada.get("/api/v1/listings").await.expect(200);
}

#[sqlx::test]
async fn all_costly_doors_count_together(pool: PgPool) {
    let app = app(pool, 1, 0);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me/export").await.expect(200);
    let routes: Vec<Route> = api::routes()
        .into_iter()
        .filter(|route| route.pace == Some(Pace::Person))
        .collect();
    assert!(routes.len() > 30, "only {}", routes.len());
    for route in routes {
        let path = route.path.replace(['{', '}'], "");
        assert_held_back(&ada.send_text(route.method, &path, "{}".into()).await);
    }
    let functions: Vec<&str> = server_fn_paths()
        .map(|(path, _)| path)
        .filter(|path| is_costly(path))
        .collect();
    assert_eq!(functions.len(), COSTLY_FNS.len(), "{functions:?}");
    for path in functions {
        assert_held_back(&ada.submit(path, ORIGIN, "").await);
    }
}

/// Who is refused at the door itself does not use up what they may do.
#[sqlx::test]
async fn nobody_is_held_back_for_a_stranger(pool: PgPool) {
    let app = app(pool, 1, 0);
    for _ in 0..3 {
        app.anybody().post(PREVIEW, json!({})).await.expect(401);
    }
    app.newcomer().post(PREVIEW, json!({})).await.expect(200);
}

#[sqlx::test]
async fn an_address_looks_behind_links_only_so_often(pool: PgPool) {
    let app = app(pool, 0, 2);
    let token = "x".repeat(43);
    let doors = [
        format!("/api/v1/deals/1/{token}"),
        format!("/api/v1/public/collections/{token}"),
        format!("/deals/1/{token}"),
        format!("/c/{token}"),
    ];
    for path in &doors[..2] {
        app.anybody().get(path).await.expect(404);
    }
    for path in &doors {
        assert_held_back(&app.anybody().get(path).await);
    }
    app.anybody().get("/health").await.expect(200);
}

fn is_costly(path: &str) -> bool {
    COSTLY_FNS
        .iter()
        .any(|name| path.starts_with(&format!("/fn/{name}")))
}

/// A name that no function has holds nobody back.
#[test]
fn what_costs_much_exists() {
    for name in COSTLY_FNS {
        let exists = server_fn_paths().any(|(path, _)| path.starts_with(&format!("/fn/{name}")));
        assert!(exists, "{name}");
    }
}

/// What is counted by person is behind a person's guard, and what shows links is counted by place.
#[test]
fn each_door_counts_whom_it_can_know() {
    let routes = api::routes();
    let of_places = routes.iter().filter(|it| it.pace == Some(Pace::Place));
    assert!(of_places.count() >= 2);
    for route in &routes {
        match route.pace {
            Some(Pace::Person) => assert_ne!(route.access, Access::Public, "{}", route.path),
            Some(Pace::Place) => assert_eq!(route.access, Access::Public, "{}", route.path),
            None => assert!(
                route.access != Access::Public || !route.path.contains("{token}"),
                "{} is for whoever has a link",
                route.path
            ),
        }
    }
    let previews = routes.iter().filter(|it| it.path.ends_with("/preview"));
    assert!(previews.clone().count() >= 3);
    for preview in previews {
        assert_eq!(preview.pace, Some(Pace::Person), "{}", preview.path);
    }
}
