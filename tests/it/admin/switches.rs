//! What administrators switch on and off for everybody.

use deal_brain::admin::system::actions::SetSwitch;
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::{App, ORIGIN};

const DISCOVER: &str = "/api/v1/admin/switches/PUBLIC_COLLECTIONS";

/// Who switched what to which, the oldest first.
async fn kept(pool: &PgPool) -> Vec<(Option<i64>, Value)> {
    sqlx::query_as(
        "select actor_id, detail from audit_event where kind = 'switch_changed' order by id",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

#[sqlx::test]
async fn a_switch_is_on_for_everybody_and_who_did_it_is_kept(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ada, _) = somebody(&app).await;
    let listed = iris.get("/api/v1/admin/switches").await.expect(200).json();
    let states: Vec<(&str, bool)> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["name"].as_str().unwrap(),
                it["enabled"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        states,
        [("LEGACY_ROWS_VISIBLE", true), ("PUBLIC_COLLECTIONS", false)]
    );

    ada.get("/api/v1/discover").await.expect(404);
    // The second time it is so already, and nothing is kept of that.
    for _ in 0..2 {
        let switched = iris.patch(DISCOVER, json!({"enabled": true})).await;
        assert_eq!(switched.expect(200).json()["enabled"], true);
    }
    ada.get("/api/v1/discover").await.expect(200);
    iris.patch(DISCOVER, json!({"enabled": false}))
        .await
        .expect(200);
    ada.get("/api/v1/discover").await.expect(404);
    let switched = |on: bool| {
        (
            Some(iris_id),
            json!({"switch": "PUBLIC_COLLECTIONS", "on": on}),
        )
    };
    assert_eq!(kept(&pool).await, [switched(true), switched(false)]);
}

#[sqlx::test]
async fn a_switch_that_there_is_not_cannot_be_switched(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    for name in ["NO_SUCH_SWITCH", "public_collections", "%00"] {
        let path = format!("/api/v1/admin/switches/{name}");
        let refused = iris.patch(&path, json!({"enabled": true})).await;
        assert_eq!(refused.expect(404).error_code(), "not_found", "{name}");
    }
    iris.patch(DISCOVER, json!({"enabled": "perhaps"}))
        .await
        .expect(422);
    assert!(kept(&pool).await.is_empty());
}

#[sqlx::test]
async fn a_form_switches(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let page = iris.visit("/admin/system").await.expect(200).text;
    assert!(page.contains("Public collections are listed on the discover page."));
    let form = "name=PUBLIC_COLLECTIONS&on=true";
    let back = iris
        .send_form(SetSwitch::PATH, "/admin/system", form)
        .await
        .expect(302);
    assert!(back.header("location").unwrap().ends_with("/admin/system"));
    iris.get("/api/v1/discover").await.expect(200);
    assert_eq!(kept(&pool).await.len(), 1);
    assert_eq!(kept(&pool).await[0].0, Some(iris_id));

    let (ada, _) = somebody(&app).await;
    ada.submit(SetSwitch::PATH, ORIGIN, form).await.expect(403);
}
