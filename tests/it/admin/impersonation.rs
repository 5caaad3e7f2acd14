//! Somebody acts as another: they see what that one sees, some acts are closed to them, and what they do
//! is kept under both names.

use axum::http::Method;
use deal_brain::{
    api,
    auth::CurrentUser,
    domain::audit::{AuditEvent, AuditKind},
    pages::listings::actions::ActOnOffers,
    server::{FORBIDDEN_FNS, FORBIDDEN_ROUTES},
    service,
};
use leptos::server_fn::{ServerFn, axum::server_fn_paths};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::{Answer, App, ORIGIN, Person};

const SUPPORT: &str = "user_support";

/// The same person, as somebody else acts as them.
fn acted<'a>(person: &Person<'a>) -> Person<'a> {
    person
        .clone()
        .claiming(&json!({"act": {"sub": SUPPORT}, "fva": [1, -1]}))
}

#[sqlx::test]
async fn every_page_says_so(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    for page in ["/dashboard", "/listings", "/settings/preferences"] {
        let own = ada.visit(page).await.expect(200).text;
        let acted = acted(&ada).visit(page).await.expect(200).text;
        assert!(
            !own.contains("You act as") && acted.contains("You act as"),
            "{page}"
        );
    }
}

#[sqlx::test]
async fn what_must_stay_in_a_persons_own_hands_is_refused(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, _) = somebody(&app).await;
    let support = acted(&ada);
    support.get("/api/v1/users/me").await.expect(200);
    support
        .post("/api/v1/listings", json!({"title": "typed for Ada"}))
        .await
        .expect(201);
    for (method, route) in &FORBIDDEN_ROUTES {
        let path = route.replace("{}", "1");
        let refused = support
            .send_text(method.clone(), &path, "{}".into())
            .await
            .expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{method} {path}");
    }
    ada.get("/api/v1/users/me/export").await.expect(200);
    let mut walked = 0;
    for (path, _) in server_fn_paths().filter(|(path, _)| {
        FORBIDDEN_FNS
            .iter()
            .any(|name| path.starts_with(&format!("/fn/{name}")))
    }) {
        let refused = support.submit(path, ORIGIN, "").await.expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{path}");
        walked += 1;
    }
    assert_eq!(walked, FORBIDDEN_FNS.len());
}

#[sqlx::test]
async fn what_is_made_in_anothers_name_is_not_for_strangers(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    let made = |visibility: &str| json!({"name": visibility, "visibility": visibility});
    for visibility in ["unlisted", "public"] {
        let refused = acted(&ada)
            .post("/api/v1/collections", made(visibility))
            .await
            .expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{visibility}");
        ada.post("/api/v1/collections", made(visibility))
            .await
            .expect(201);
    }
    acted(&ada)
        .post("/api/v1/collections", made("private"))
        .await
        .expect(201);
}

/// An act, as a request.
type Act = (Method, String, Value);

fn act(method: Method, path: impl Into<String>, body: Value) -> Act {
    (method, path.into(), body)
}

async fn made(person: &Person<'_>, path: &str, body: Value) -> Value {
    person.post(path, body).await.expect(201).json()["id"].clone()
}

async fn attempt(person: &Person<'_>, (method, path, body): &Act) -> Answer {
    person
        .send_text(method.clone(), path, body.to_string())
        .await
}

/// All that can be done to an offer and to a collection that it is in, in an order in which each can.
async fn changes(owner: &Person<'_>, visibility: &str) -> Vec<Act> {
    let offer = made(owner, "/api/v1/listings", json!({"title": visibility})).await;
    let other = made(owner, "/api/v1/listings", json!({"title": "another"})).await;
    let shelf = json!({"name": visibility, "visibility": visibility});
    let shelf = made(owner, "/api/v1/collections", shelf).await;
    let collection = format!("/api/v1/collections/{shelf}");
    let items = format!("{collection}/items");
    let item = made(owner, &items, json!({"listing_id": offer})).await;
    let item = format!("{items}/{item}");
    let ruleset = json!({"name": format!("rules of {visibility}")});
    let ruleset = made(owner, "/api/v1/rulesets", ruleset).await;
    let ruleset = format!("/api/v1/rulesets/{ruleset}");
    let weights = json!({"name": visibility, "is_default": true, "weights": {"cpu_mark_multi": 1}});
    let offer = format!("/api/v1/listings/{offer}");
    let address = json!({"listing_url": "https://elsewhere.example"});
    vec![
        act(Method::PATCH, &offer, address),
        act(
            Method::POST,
            format!("{offer}/price"),
            json!({"price_usd": "1"}),
        ),
        act(Method::POST, format!("{offer}/archive"), json!({})),
        act(Method::PATCH, &ruleset, json!({"is_active": false})),
        act(Method::DELETE, ruleset, json!({})),
        act(Method::POST, "/api/v1/profiles", weights),
        act(Method::POST, items, json!({"listing_id": other})),
        act(Method::PATCH, &item, json!({"status": "rejected"})),
        act(Method::PATCH, &item, json!({"position": 2})),
        act(Method::DELETE, item, json!({})),
        act(Method::DELETE, collection, json!({})),
        act(Method::DELETE, offer, json!({})),
    ]
}

#[sqlx::test]
async fn what_others_see_stays_as_it_is_in_anothers_name(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let support = acted(&ada);
    for act in changes(&ada, "private").await {
        let done = attempt(&support, &act).await;
        assert!(done.status.is_success(), "{act:?}: {done:?}");
    }
    for act in changes(&ada, "unlisted").await {
        let refused = attempt(&support, &act).await;
        assert_eq!(refused.status, 403, "{act:?}: {refused:?}");
        assert_eq!(refused.error_code(), "impersonating", "{act:?}");
    }
}

#[sqlx::test]
async fn an_offer_stays_as_it_is_for_as_long_as_others_see_it(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let support = acted(&ada);
    let offer = made(&ada, "/api/v1/listings", json!({"title": "seen"})).await;
    let path = format!("/api/v1/listings/{offer}");
    // By itself, with others, and by rules for all.
    let is_open = async || {
        let alone = support.patch(&path, json!({"seller": "somebody"})).await;
        let ticked = format!("offers%5B%5D={offer}&act=restore");
        let together = support.submit(ActOnOffers::PATH, ORIGIN, &ticked).await;
        let samples = support.send_text(Method::DELETE, "/api/v1/listings/sample", String::new());
        let answers = [alone.status, together.status, samples.await.status];
        assert!(
            answers
                .iter()
                .all(|it| it.is_success() == alone.status.is_success())
        );
        alone.status.is_success()
    };
    assert!(is_open().await);

    let ben_id = ben.get("/api/v1/users/me").await.json()["id"].clone();
    let share = json!({"recipient": ben_id, "listing_id": offer});
    made(&ada, "/api/v1/user-shares", share).await;
    assert!(!is_open().await);
    sqlx::query("update user_share set shared_at = now() - interval '61 days', expires_at = now() - interval '31 days'")
        .execute(&pool)
        .await
        .unwrap();
    assert!(is_open().await);

    let link = made(&ada, &format!("{path}/links"), json!({})).await;
    assert!(!is_open().await);
    let link = act(
        Method::DELETE,
        format!("/api/v1/listing-links/{link}"),
        json!({}),
    );
    attempt(&ada, &link).await.expect(204);
    assert!(is_open().await);

    let shelf = json!({"name": "shown", "visibility": "unlisted"});
    let shelf = made(&ada, "/api/v1/collections", shelf).await;
    let shelf = format!("/api/v1/collections/{shelf}");
    made(
        &ada,
        &format!("{shelf}/items"),
        json!({"listing_id": offer}),
    )
    .await;
    assert!(!is_open().await);
    ada.patch(&shelf, json!({"visibility": "private"}))
        .await
        .expect(200);
    assert!(is_open().await);
}

#[sqlx::test]
async fn links_and_shares_are_the_persons_own(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let support = acted(&ada);
    let id = async |person: &Person<'_>| person.get("/api/v1/users/me").await.json()["id"].clone();
    let (ada_id, ben_id) = (id(&ada).await, id(&ben).await);
    let hers = made(&ada, "/api/v1/listings", json!({"title": "hers"})).await;
    let his = made(&ben, "/api/v1/listings", json!({"title": "his"})).await;
    let links = format!("/api/v1/listings/{hers}/links");
    let link = made(&ada, &links, json!({})).await;
    let shelf = json!({"name": "shown", "visibility": "unlisted"});
    let shelf = made(&ada, "/api/v1/collections", shelf).await;
    let shelf = format!("/api/v1/collections/{shelf}");
    let shelf_links = format!("{shelf}/links");
    let shelf_link = made(&ada, &shelf_links, json!({})).await;
    let share = json!({"recipient": ada_id, "listing_id": his});
    let share = made(&ben, "/api/v1/user-shares", share).await;
    let share = format!("/api/v1/user-shares/{share}");
    let send = json!({"recipient": ben_id, "listing_id": hers});

    // Support sees it, and the sender does not take that for the person's look.
    support.get(&share).await.expect(200);
    let seen = ben.get(&share).await.expect(200).json();
    assert_eq!(seen["viewed_at"], Value::Null);
    for act in [
        act(Method::POST, links, json!({})),
        act(
            Method::DELETE,
            format!("/api/v1/listing-links/{link}"),
            json!({}),
        ),
        act(Method::POST, shelf_links, json!({})),
        act(
            Method::DELETE,
            format!("/api/v1/collections/links/{shelf_link}"),
            json!({}),
        ),
        act(Method::PATCH, shelf, json!({"visibility": "private"})),
        act(Method::POST, "/api/v1/user-shares", send),
        act(Method::POST, format!("{share}/import"), json!({})),
        act(Method::DELETE, share.clone(), json!({})),
        act(
            Method::POST,
            "/api/v1/cpus",
            json!({"name": "For everybody"}),
        ),
        act(
            Method::POST,
            "/api/v1/gpus",
            json!({"name": "For everybody"}),
        ),
    ] {
        let refused = attempt(&support, &act).await;
        assert_eq!(refused.status, 403, "{act:?}: {refused:?}");
        assert_eq!(refused.error_code(), "impersonating", "{act:?}");
    }
    ada.get(&share).await.expect(200);
    let seen = ben.get(&share).await.expect(200).json();
    assert_ne!(seen["viewed_at"], Value::Null);
}

/// A forbidden route that does not exist forbids nothing.
#[test]
fn what_is_forbidden_exists() {
    let routes = api::routes();
    for (method, forbidden) in &FORBIDDEN_ROUTES {
        let exists = routes.iter().any(|route| {
            let path = route.path.replace("{id}", "{}");
            route.method == *method && path == *forbidden
        });
        assert!(exists, "{method} {forbidden}");
    }
    for name in FORBIDDEN_FNS {
        let exists = server_fn_paths().any(|(path, _)| path.starts_with(&format!("/fn/{name}")));
        assert!(exists, "{name}");
    }
}

#[sqlx::test]
async fn nobody_is_an_administrator_in_anothers_name(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, id) = administrator(&app, &pool).await;
    let (_, other) = somebody(&app).await;
    let support = acted(&iris);
    for path in ["/api/v1/admin/users", "/api/v1/admin/audit/export.csv"] {
        assert_eq!(
            support.get(path).await.expect(403).error_code(),
            "impersonating"
        );
    }
    let path = format!("/api/v1/admin/users/{other}/role");
    let refused = support
        .send_text(Method::PATCH, &path, r#"{"role":"admin"}"#.into())
        .await;
    assert_eq!(refused.expect(403).error_code(), "impersonating");
    let mut walked = 0;
    for (path, _) in server_fn_paths().filter(|(path, _)| path.starts_with("/fn/admin/")) {
        let refused = support.submit(path, ORIGIN, "").await.expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{path}");
        walked += 1;
    }
    assert!(walked > 15, "only {walked}");
    support.visit("/admin/people").await.expect(403);
    let dashboard = support.visit("/dashboard").await.expect(200).text;
    assert!(!dashboard.contains("href=\"/admin"));
    iris.get("/api/v1/admin/users").await.expect(200);
    app.state.audit.flush().await;
    let refusal: Value = sqlx::query_scalar(
        "select detail from audit_event where kind = 'auth_failed' and detail ->> 'code' = 'impersonating' limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let clerk_id: String = sqlx::query_scalar("select clerk_id from app_user where id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(
        (&refusal["impersonator"], &refusal["clerk_id"]),
        (&json!(SUPPORT), &json!(clerk_id))
    );
}

#[sqlx::test]
async fn what_is_done_is_kept_under_both_names(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, id) = somebody(&app).await;
    for person in [ada.clone(), acted(&ada)] {
        let current = app.enter::<CurrentUser>(&person).await.unwrap();
        let mut tx = current.begin(&app.state.db).await.unwrap();
        let event = AuditEvent::new(AuditKind::SettingsChanged)
            .by(current.user().id)
            .with("n", 1);
        service::audit::record(&mut tx, &event).await.unwrap();
        tx.commit().await.unwrap();
    }
    let kept: Vec<(Option<i64>, Value)> = sqlx::query_as(
        "select actor_id, detail from audit_event where kind = 'settings_changed' order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(
        kept,
        [
            (Some(id), json!({"n": 1})),
            (Some(id), json!({"n": 1, "impersonator": SUPPORT}))
        ]
    );
}
