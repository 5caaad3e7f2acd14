//! What people choose about themselves is kept, checked, and never lost to another tab.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{App, ORIGIN};

const ME: &str = "/api/v1/users/me";

fn form(seen: &str, more: &str) -> String {
    format!(
        "preferences[display_name]=Countess&preferences[scoring_profile_id]=&preferences[ruleset_id]=\
         &preferences[budget_usd]=350&preferences[theme]=dark&preferences[numbers]=1.234%2C50\
         &preferences[currency]=symbol&preferences[price_drop]=on&preferences[seen]={seen}{more}"
    )
}

#[sqlx::test]
async fn what_is_changed_is_kept_and_the_rest_stays(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let before = ada.get(ME).await.expect(200).json();
    assert_eq!(before["preferences"]["budget_usd"], "400.00");

    let change =
        json!({"preferences": {"budget_usd": "250.5", "notifications": {"price_drop": false}}});
    let answer = ada.patch(ME, change).await.expect(200).json();
    assert_eq!(answer["preferences"]["budget_usd"], "250.50");

    let name = json!({"display_name": " Countess "});
    ada.patch(ME, name).await.expect(200);
    let after = ada.get(ME).await.expect(200).json();
    assert_eq!(after["display_name"], "Countess");
    assert_eq!(after["preferences"]["budget_usd"], "250.50");
    assert_eq!(
        after["preferences"]["notifications"],
        json!({"price_drop": false, "share_received": true, "share_imported": true})
    );
    assert_eq!(
        after["preferences"]["theme"],
        before["preferences"]["theme"]
    );
}

#[sqlx::test]
async fn what_is_not_a_setting_is_refused_and_changes_nothing(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let before = ada.get(ME).await.expect(200).json();
    for change in [
        json!({"role": "admin"}),
        json!({"display_name": "Root", "plan": "enterprise"}),
        json!({"email": "ada@example.com"}),
        json!({"clerk_id": "user_other"}),
        json!({"is_active": false}),
        json!({"preferences": {"font": "serif"}}),
        json!({"preferences": {"theme": "sepia"}}),
        json!({"preferences": {"budget_usd": "-1"}}),
        json!({"preferences": {"budget_usd": 400}}),
        json!({"preferences": {"notifications": {"weather": true}}}),
        json!({"preferences": []}),
        json!([]),
    ] {
        let refusal = ada.patch(ME, change.clone()).await.expect(422);
        assert_eq!(refusal.error_code(), "validation", "{change}");
    }
    assert_eq!(ada.get(ME).await.expect(200).json(), before);
}

#[sqlx::test]
async fn only_profiles_and_rulesets_that_one_may_use_can_be_chosen(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = |me: Value| me["id"].as_i64().unwrap();
    let ada_id = id(ada.get(ME).await.expect(200).json());
    let (ruleset, profile): (i64, i64) = sqlx::query_as(
        "with r as (insert into valuation_ruleset (user_id, name) values ($1, 'Hers') returning id)
            , p as (insert into profile (user_id, name) values ($1, 'Hers') returning id)
         select r.id, p.id from r, p",
    )
    .bind(ada_id)
    .fetch_one(&pool)
    .await
    .unwrap();

    let choice = json!({"preferences": {"ruleset_id": ruleset, "scoring_profile_id": profile}});
    ada.patch(ME, choice.clone()).await.expect(200);
    let refusal = ben.patch(ME, choice).await.expect(422).json();
    let fields = &refusal["error"]["fields"];
    assert!(fields["ruleset_id"].is_string() && fields["scoring_profile_id"].is_string());
    ben.patch(ME, json!({"preferences": {"ruleset_id": 987_654}}))
        .await
        .expect(422);

    // What was chosen and has gone does not stand in the way of other changes.
    sqlx::query("delete from valuation_ruleset where id = $1")
        .bind(ruleset)
        .execute(&pool)
        .await
        .unwrap();
    ada.patch(ME, json!({"preferences": {"theme": "dark"}}))
        .await
        .expect(200);
}

#[sqlx::test]
async fn a_change_made_from_an_old_state_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let answer = ada.get(ME).await.expect(200);
    let seen = answer.header("etag").unwrap().to_owned();

    let dark = json!({"preferences": {"theme": "dark"}});
    let changed = ada.patch_if(ME, &seen, dark).await.expect(200);
    assert_ne!(changed.header("etag").unwrap(), seen);

    let light = json!({"preferences": {"theme": "light"}});
    let refusal = ada.patch_if(ME, &seen, light.clone()).await.expect(409);
    assert_eq!(refusal.error_code(), "conflict");
    let now = ada.get(ME).await.expect(200);
    assert_eq!(now.json()["preferences"]["theme"], "dark");

    let seen = now.header("etag").unwrap().to_owned();
    ada.patch_if(ME, &seen, light.clone()).await.expect(200);
    ada.patch_if(ME, "*", light).await.expect(200);
}

#[sqlx::test]
async fn of_two_changes_from_the_same_state_one_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let seen = ada.get(ME).await.expect(200);
    let seen = seen.header("etag").unwrap();
    let change = |theme: &str| json!({"preferences": {"theme": theme}});
    let (one, other) = tokio::join!(
        ada.patch_if(ME, seen, change("dark")),
        ada.patch_if(ME, seen, change("light")),
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[sqlx::test]
async fn the_form_saves_the_same_and_the_page_shows_it(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let seen = ada.get(ME).await.expect(200);
    let seen = seen.header("etag").unwrap().trim_matches('"').to_owned();
    let save = save_preferences();

    ada.submit(&save, ORIGIN, &form(&seen, ""))
        .await
        .expect(200);
    let me = ada.get(ME).await.expect(200).json();
    assert_eq!(me["display_name"], "Countess");
    assert_eq!(me["preferences"]["currency"], "symbol");
    assert_eq!(me["preferences"]["notifications"]["share_received"], false);

    let page = ada.visit("/settings/preferences").await.expect(200);
    assert!(page.text.contains(r#"data-theme="dark""#), "{page:?}");
    assert!(page.text.contains(r#"value="350.00""#));

    let refusal = ada
        .submit(&save, ORIGIN, &form(&seen, ""))
        .await
        .expect(409);
    assert_eq!(refusal.error_code(), "conflict");
    let refusal = ada
        .submit(&save, ORIGIN, &form(&seen, "").replace("=350", "=plenty"))
        .await
        .expect(422);
    assert!(refusal.json()["error"]["fields"]["budget_usd"].is_string());
}

#[sqlx::test]
async fn a_strangers_settings_cannot_be_reached(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let change = json!({"display_name": "Countess"});
    ada.patch(ME, change.clone()).await.expect(200);
    assert_eq!(
        ben.get(ME).await.expect(200).json()["display_name"],
        json!(null)
    );
    let nobody = app.anybody();
    let refusal = nobody
        .send_text(Method::PATCH, ME, change.to_string())
        .await
        .expect(401);
    assert_eq!(refusal.error_code(), "unauthenticated");
}

/// The server function's address, which ends in a hash of where it stands in the source.
fn save_preferences() -> String {
    leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.to_owned())
        .find(|path| path.starts_with("/fn/save_preferences"))
        .unwrap()
}
