//! Somebody acts as another: they see what that one sees, some acts are closed to them, and what they do
//! is kept under both names.

use axum::http::Method;
use deal_brain::{
    api,
    auth::CurrentUser,
    domain::audit::{AuditEvent, AuditKind},
    server::{FORBIDDEN_FNS, FORBIDDEN_ROUTES},
    service,
};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::{App, ORIGIN, Person};

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
    assert!(walked > 0);
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

#[sqlx::test]
async fn what_strangers_see_gets_no_more_in_anothers_name(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    let offer = ada
        .post("/api/v1/listings", json!({"title": "only hers"}))
        .await
        .expect(201)
        .json()["id"]
        .clone();
    for (visibility, status) in [("private", 201), ("unlisted", 403), ("public", 403)] {
        let made = json!({"name": visibility, "visibility": visibility});
        let made = ada.post("/api/v1/collections", made).await.expect(201);
        let items = format!("/api/v1/collections/{}/items", made.json()["id"]);
        let item = json!({"listing_id": offer});
        let answer = acted(&ada).post(&items, item.clone()).await;
        let answer = answer.expect(status);
        if status == 403 {
            assert_eq!(answer.error_code(), "impersonating", "{visibility}");
            ada.post(&items, item).await.expect(201);
        }
    }
}

/// What can be done to an offer, and to a collection that it is in: method, path and body.
async fn changes(owner: &Person<'_>, visibility: &str) -> Vec<(Method, String, Value)> {
    let made = async |path: &str, body: Value| owner.post(path, body).await.expect(201).json();
    let offer = made("/api/v1/listings", json!({"title": visibility})).await["id"].clone();
    let shelf = json!({"name": visibility, "visibility": visibility});
    let shelf = made("/api/v1/collections", shelf).await["id"].clone();
    let collection = format!("/api/v1/collections/{shelf}");
    let item =
        made(&format!("{collection}/items"), json!({"listing_id": offer})).await["id"].clone();
    let item = format!("{collection}/items/{item}");
    let offer = format!("/api/v1/listings/{offer}");
    let address = json!({"listing_url": "https://elsewhere.example"});
    vec![
        (Method::PATCH, offer.clone(), address),
        (
            Method::POST,
            format!("{offer}/price"),
            json!({"price_usd": "1"}),
        ),
        (Method::POST, format!("{offer}/archive"), json!({})),
        (Method::PATCH, item.clone(), json!({"status": "rejected"})),
        (Method::DELETE, item, json!({})),
        (Method::DELETE, collection, json!({})),
        (Method::DELETE, offer, json!({})),
    ]
}

#[sqlx::test]
async fn what_others_see_stays_as_it_is_in_anothers_name(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let support = acted(&ada);
    for (method, path, body) in changes(&ada, "private").await {
        let done = support.send_text(method, &path, body.to_string()).await;
        assert!(done.status.is_success(), "{path}: {done:?}");
    }
    for (method, path, body) in changes(&ada, "unlisted").await {
        let refused = support.send_text(method.clone(), &path, body.to_string());
        let refused = refused.await.expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{method} {path}");
    }
}

#[sqlx::test]
async fn links_and_shares_are_the_persons_own(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = async |person: &Person<'_>| person.get("/api/v1/users/me").await.json()["id"].clone();
    let offer = async |person: &Person<'_>| {
        let made = person.post("/api/v1/listings", json!({"title": "x"})).await;
        made.expect(201).json()["id"].clone()
    };
    let hers = offer(&ada).await;
    let link = format!("/api/v1/listings/{hers}/links");
    let link = ada.post(&link, json!({})).await.expect(201).json()["id"].clone();
    let share = json!({"recipient": id(&ada).await, "listing_id": offer(&ben).await});
    let share = ben.post("/api/v1/user-shares", share).await.expect(201);
    let share = format!("/api/v1/user-shares/{}", share.json()["id"]);
    let support = acted(&ada);

    // Support sees it, and the sender does not take that for the person's look.
    support.get(&share).await.expect(200);
    assert_eq!(
        ben.get(&share).await.expect(200).json()["viewed_at"],
        Value::Null
    );
    let acts = [
        (
            Method::PATCH,
            format!("/api/v1/listings/{hers}"),
            json!({"title": "not hers"}),
        ),
        (
            Method::DELETE,
            format!("/api/v1/listing-links/{link}"),
            json!({}),
        ),
        (Method::POST, format!("{share}/import"), json!({})),
        (Method::DELETE, share.clone(), json!({})),
        (
            Method::POST,
            "/api/v1/cpus".to_owned(),
            json!({"name": "For everybody"}),
        ),
    ];
    for (method, path, body) in acts {
        let refused = support.send_text(method.clone(), &path, body.to_string());
        let refused = refused.await.expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{method} {path}");
    }
    ada.get(&share).await.expect(200);
    assert_ne!(
        ben.get(&share).await.expect(200).json()["viewed_at"],
        Value::Null
    );
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
    for (path, _) in server_fn_paths().filter(|(path, _)| path.starts_with("/fn/admin/")) {
        let refused = support.submit(path, ORIGIN, "").await.expect(403);
        assert_eq!(refused.error_code(), "impersonating", "{path}");
    }
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
