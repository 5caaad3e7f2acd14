//! What is told of a form that is refused, also before its function runs, and where.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use deal_brain::{
    admin::system::actions::SetSwitch,
    error::{Error, Refusal},
    pages::{
        listings::{actions::LoadSamples, offer::actions::NotePrice},
        rules::actions::SwitchRules,
        settings::actions::SavePreferences,
    },
    state::RateLimits,
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;
use url::form_urlencoded;

use super::{FORM, Sent, administrator, form, markup::Form, onwards, page, refused, send_by_hand};
use crate::{
    collections::offer,
    support::{self, Answer, App, ORIGIN, Person, now},
    valuation::ruleset,
};

#[sqlx::test]
async fn a_switch_that_was_not_switched_says_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let sent = Sent {
        on: "/admin/system",
        action: SetSwitch::PATH,
        fields: &[("name", "NO_SUCH_SWITCH")],
        ..FORM
    };
    refused(&iris, &sent, "Nothing was switched").await;

    let ada = app.newcomer();
    let (set, _) = ruleset(&ada, "Mine").await;
    let set_page = format!("/rules/{set}");
    for on in ["/rules", set_page.as_str()] {
        let sent = Sent {
            on,
            action: SwitchRules::PATH,
            fields: &[("id", "999999")],
            ..FORM
        };
        let shown = refused(&ada, &sent, "Nothing was switched").await;
        assert_eq!(shown.matches("Nothing was switched").count(), 1, "{shown}");
        let quiet = page(&ada, on).await;
        assert!(!quiet.contains("Nothing was switched"), "{quiet}");
    }
}

/// The application that admits a person to a costly door once in a minute.
fn hurried(pool: PgPool) -> App {
    let mut state = support::state(pool, |clerk| clerk);
    state.rate_limits = RateLimits::new(1, 0);
    App::of(state)
}

#[sqlx::test]
async fn who_sends_a_form_too_often_is_told_on_its_page(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let hurried = hurried(pool);
    let ada = ada.at(&hurried);
    let first = Sent {
        on: &on,
        action: NotePrice::PATH,
        fields: &[("price[price_usd]", "289.50"), ("price[note]", "by phone")],
        leads: &on,
        tells: "289.50",
        ..FORM
    };
    send_by_hand(&ada, &first).await;
    let second = Sent {
        fields: &[("price[price_usd]", "279"), ("price[note]", "by letter")],
        ..first
    };
    let why = Error::RateLimited.to_string();
    let back = Form::of(refused(&ada, &second, &why).await, NotePrice::PATH, "");
    assert_eq!(back.field("price[price_usd]"), Some("279"));
    assert_eq!(back.field("price[note]"), Some("by letter"));
    // With a script the page itself has to be told.
    let by_script = ada.submit(NotePrice::PATH, ORIGIN, &back.body()).await;
    assert_eq!(by_script.expect(429).error_code(), "rate_limited");
}

#[sqlx::test]
async fn who_acts_as_somebody_is_told_on_the_page_what_is_not_theirs_to_do(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let support = ada.claiming(&json!({"act": {"sub": "user_support"}, "fva": [1, -1]}));
    let sent = Sent {
        on: "/settings/preferences",
        action: SavePreferences::PATH,
        fields: &[("preferences[budget_usd]", "275")],
        ..FORM
    };
    let why = Error::Forbidden(Refusal::Impersonation).to_string();
    let shown = refused(&support, &sent, &why).await;
    assert!(shown.contains("Your preferences were not saved"), "{shown}");
    let back = Form::of(shown, SavePreferences::PATH, "");
    assert_eq!(back.field("preferences[budget_usd]"), Some("275"));
}

#[sqlx::test]
async fn who_was_kept_out_meanwhile_is_told_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let note = form(&ada, &on, NotePrice::PATH, "").await;
    sqlx::query("update app_user set is_active = false where clerk_id = $1")
        .bind(&ada.clerk_id)
        .execute(&pool)
        .await
        .unwrap();
    let back = onwards(&ada.send_form(NotePrice::PATH, &on, &note.body()).await);
    let told = ada.visit(&back).await.expect(403);
    let why = Error::Forbidden(Refusal::AccountDeactivated).to_string();
    assert!(told.markup().contains(&why), "{told:?}");
}

#[sqlx::test]
async fn who_has_signed_out_meanwhile_is_asked_to_sign_in_and_comes_back(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let on = format!("/listings/{}", offer(&ada, "Beelink SER5").await);
    let note = form(&ada, &on, NotePrice::PATH, "").await;
    let session = format!("sess_of_{}", ada.clerk_id);
    app.state.ended_sessions.remember(&session);
    let back = onwards(&ada.send_form(NotePrice::PATH, &on, &note.body()).await);
    let redirect: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("redirect_url", &on)
        .finish();
    assert_eq!(back, format!("/sign-in?{redirect}"));
}

#[sqlx::test]
async fn who_is_no_administrator_any_more_is_told_so(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let on = "/admin/system";
    let switch = form(&iris, on, SetSwitch::PATH, "").await;
    sqlx::query("update app_user set role = 'user' where clerk_id = $1")
        .bind(&iris.clerk_id)
        .execute(&pool)
        .await
        .unwrap();
    let back = onwards(&iris.send_form(SetSwitch::PATH, on, &switch.body()).await);
    let told = iris.visit(&back).await.expect(403);
    let why = Error::Forbidden(Refusal::Role).to_string();
    assert!(told.markup().contains(&why), "{told:?}");
}

/// A form that says it is of another page than one of ours, or of none.
async fn send_from(app: &App, person: &Person<'_>, function: &str, page: Option<&str>) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(function)
        .header(header::HOST, "deals.example.com")
        .header(header::ORIGIN, ORIGIN)
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(
            header::COOKIE,
            format!("__session={}; __client_uat={}", person.token(), now() - 60),
        );
    if let Some(page) = page {
        request = request.header(header::REFERER, page);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

#[sqlx::test]
async fn a_refused_form_of_no_page_of_ours_is_answered_by_a_page(pool: PgPool) {
    let app = hurried(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    send_from(&app, &ada, LoadSamples::PATH, None).await;
    for from in [
        None,
        Some("https://evil.example/listings"),
        Some("https://deals.example.com.evil.example/"),
        Some("/listings"),
    ] {
        let answer = send_from(&app, &ada, LoadSamples::PATH, from).await;
        assert_eq!(answer.header("location"), None, "{from:?}");
        let answer = answer.expect(429);
        let kind = answer.header("content-type").unwrap();
        assert!(kind.starts_with("text/html"), "{from:?}: {kind}");
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.text.contains("Wait a minute, then try again."));
    }
}

#[sqlx::test]
async fn a_form_of_a_page_that_is_out_of_date_is_answered_by_a_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let answer = ada.send_form("/fn/note_price1", "/listings", "id=1").await;
    let kind = answer.header("content-type").unwrap();
    assert!(kind.starts_with("text/html"), "{kind}");
    assert!(answer.expect(404).text.contains("Nothing here"));
    let by_script = ada.submit("/fn/note_price1", ORIGIN, "id=1").await;
    assert_eq!(by_script.expect(404).error_code(), "not_found");
}
