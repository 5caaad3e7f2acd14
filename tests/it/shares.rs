//! Offers that one person sends to another.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};

use crate::{
    collections::offer,
    support::{Answer, App, Person},
};

async fn id(person: &Person<'_>) -> i64 {
    let me = person.get("/api/v1/users/me").await.expect(200).json();
    me["id"].as_i64().unwrap()
}

async fn send(from: &Person<'_>, to: &Person<'_>, listing: i64) -> Value {
    let body =
        json!({ "recipient": id(to).await, "listing_id": listing, "message": "for your rack?" });
    from.post("/api/v1/user-shares", body)
        .await
        .expect(201)
        .json()
}

async fn remove(person: &Person<'_>, path: &str) -> Answer {
    person.send_text(Method::DELETE, path, String::new()).await
}

async fn news(person: &Person<'_>) -> Vec<String> {
    person.get("/api/v1/notifications").await.expect(200).json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["type"].as_str().unwrap().to_owned())
        .collect()
}

async fn run(pool: &PgPool, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test]
async fn an_offer_is_sent_opened_and_saved(pool: PgPool) {
    let app = App::new(pool);
    let ada = app
        .newcomer()
        .claiming(&json!({ "first_name": "Ada", "last_name": "Ash" }));
    let ben = app.newcomer().claiming(&json!({ "first_name": "Ben" }));
    let share = send(&ada, &ben, offer(&ada, "Beelink SER5").await).await;
    assert_eq!(
        (&share["state"], &share["is_mine"], &share["with"]["name"]),
        (&json!("new"), &json!(true), &json!("Ben"))
    );
    assert_eq!(news(&ben).await, ["share_received"]);
    let received = ben.get("/api/v1/user-shares").await.expect(200).json();
    let first = &received["items"][0];
    assert_eq!(
        (
            &first["with"]["name"],
            &first["message"],
            &first["listing"]["title"]
        ),
        (
            &json!("Ada Ash"),
            &json!("for your rack?"),
            &json!("Beelink SER5")
        )
    );

    let path = format!("/api/v1/user-shares/{}", share["id"]);
    // The sender's look opens nothing.
    assert_eq!(ada.get(&path).await.expect(200).json()["state"], "new");
    assert_eq!(ben.get(&path).await.expect(200).json()["state"], "seen");
    let unread = ben.get("/api/v1/notifications/unread-count").await.json();
    assert_eq!(unread, json!({ "count": 0 }));

    let item = ben
        .post(&format!("{path}/import"), json!({}))
        .await
        .expect(201);
    assert_eq!(item.json()["listing"]["title"], "Beelink SER5");
    assert!(!item.text.contains("only mine"));
    assert_eq!(news(&ada).await, ["share_imported"]);
    let sent = ada.get("/api/v1/user-shares?box=out").await.json();
    assert_eq!(sent["items"][0]["state"], "saved");
    let again = ben
        .post(&format!("{path}/import"), json!({}))
        .await
        .expect(409);
    assert_eq!(again.error_code(), "duplicate");
    // Only its recipient saves.
    ada.post(&format!("{path}/import"), json!({}))
        .await
        .expect(404);
}

#[sqlx::test]
async fn a_share_tells_what_the_machine_has_or_lacks_and_no_attribute_of_the_senders_own(
    pool: PgPool,
) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = offer(&ada, "Beelink SER5").await;
    let attrs = json!({ "lan_2_5g": true, "missing_adapter": true, "dealer": "old friend" });
    ada.patch(
        &format!("/api/v1/listings/{listing}"),
        json!({ "attrs": attrs }),
    )
    .await
    .expect(200);
    let share = send(&ada, &ben, listing).await;
    let flags = json!(["lan_2_5g", "missing_adapter"]);
    assert_eq!(share["listing"]["flags"], flags);
    let path = format!("/api/v1/user-shares/{}", share["id"]);
    let received = ben.get("/api/v1/user-shares").await.expect(200);
    let sent = ada.get("/api/v1/user-shares?box=out").await.expect(200);
    for listed in [&received, &sent] {
        assert_eq!(listed.json()["items"][0]["listing"]["flags"], flags);
    }
    let opened = ben.get(&path).await.expect(200);
    assert_eq!(opened.json()["listing"]["flags"], flags);
    let page = ben
        .visit(&format!("/inbox/{}", share["id"]))
        .await
        .expect(200);
    assert!(page.text.contains("2.5 GbE network, Power adapter missing"));
    for answer in [&received, &opened, &page] {
        assert!(!answer.text.contains("old friend"), "{}", answer.text);
    }
}

#[sqlx::test]
async fn a_person_is_found_by_their_exact_name_or_address_only(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let ben = app
        .newcomer()
        .claiming(&json!({ "email": "ben@example.com", "first_name": "Ben" }));
    let number = id(&ben).await;
    run(
        &pool,
        format!("update app_user set username = 'ben' where id = {number}"),
    )
    .await;
    for handle in ["ben", "ben@example.com", "BEN@example.com"] {
        let found = ada
            .get(&format!("/api/v1/users/lookup?q={handle}"))
            .await
            .expect(200);
        assert_eq!(
            found.json(),
            json!({ "id": number, "display_name": "Ben", "avatar_url": null })
        );
    }
    let nobody = ada
        .get("/api/v1/users/lookup?q=nobody")
        .await
        .expect(404)
        .text;
    for handle in ["be", "ben@example", "%25", "", "%00"] {
        let answer = ada
            .get(&format!("/api/v1/users/lookup?q={handle}"))
            .await
            .expect(404);
        assert_eq!(answer.text, nobody, "{handle}");
    }
    run(
        &pool,
        format!("update app_user set is_active = false where id = {number}"),
    )
    .await;
    ada.get("/api/v1/users/lookup?q=ben").await.expect(404);
}

#[sqlx::test]
async fn looking_for_people_ends_after_twenty_an_hour_found_or_not(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "a").await;
    for _ in 0..10 {
        ada.get("/api/v1/users/lookup?q=nobody").await.expect(404);
        let body = json!({ "recipient": "nobody", "listing_id": listing });
        ada.post("/api/v1/user-shares", body).await.expect(404);
    }
    for _ in 0..2 {
        let refused = ada.get("/api/v1/users/lookup?q=nobody").await.expect(429);
        assert_eq!(refused.error_code(), "rate_limited");
    }
    // Somebody else may.
    app.newcomer()
        .get("/api/v1/users/lookup?q=nobody")
        .await
        .expect(404);
    run(
        &pool,
        "update person_lookup set looked_up_at = looked_up_at - interval '1 hour'".into(),
    )
    .await;
    ada.get("/api/v1/users/lookup?q=nobody").await.expect(404);
}

#[sqlx::test]
async fn ten_shares_an_hour_however_many_are_sent_at_once(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let body = json!({ "recipient": id(&ben).await, "listing_id": offer(&ada, "a").await });
    let asked = (0..13).map(|_| ada.post("/api/v1/user-shares", body.clone()));
    let answers = futures_util::future::join_all(asked).await;
    let sent = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status == 429).count();
    assert_eq!((sent, refused), (10, 3));
}

#[sqlx::test]
async fn what_cannot_be_sent_is_refused(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben, cleo) = (app.newcomer(), app.newcomer(), app.newcomer());
    let listing = offer(&ada, "Ada's").await;
    let to = |recipient: Value| json!({ "recipient": recipient, "listing_id": listing });
    let oneself = ada
        .post("/api/v1/user-shares", to(json!(id(&ada).await)))
        .await
        .expect(422);
    assert!(oneself.json()["error"]["fields"]["recipient"].is_string());
    ada.post("/api/v1/user-shares", to(json!(999_999)))
        .await
        .expect(404);
    // Nor may who has received it pass it on.
    send(&ada, &ben, listing).await;
    ben.post("/api/v1/user-shares", to(json!(id(&cleo).await)))
        .await
        .expect(404);
    let mut long = to(json!(id(&ben).await));
    long["message"] = json!("x".repeat(501));
    let long = ada.post("/api/v1/user-shares", long).await.expect(422);
    assert!(long.json()["error"]["fields"]["message"].is_string());
    for body in [json!({}), to(json!(null)), to(json!(true))] {
        ada.post("/api/v1/user-shares", body).await.expect(422);
    }
}

#[sqlx::test]
async fn only_sender_and_recipient_know_of_a_share(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben, cleo) = (app.newcomer(), app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, offer(&ada, "between us").await).await;
    let path = format!("/api/v1/user-shares/{}", share["id"]);
    let missing = cleo
        .get("/api/v1/user-shares/999999")
        .await
        .expect(404)
        .text;
    assert_eq!(cleo.get(&path).await.expect(404).text, missing);
    cleo.post(&format!("{path}/import"), json!({}))
        .await
        .expect(404);
    remove(&cleo, &path).await.expect(404);
    for which in ["in", "out"] {
        let listed = cleo.get(&format!("/api/v1/user-shares?box={which}")).await;
        assert_eq!(listed.expect(200).json(), json!({ "items": [] }));
    }
}

#[sqlx::test]
async fn an_expired_share_is_gone_for_its_recipient_and_for_nobody_else(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben, cleo) = (app.newcomer(), app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, offer(&ada, "too late").await).await;
    run(
        &pool,
        "update user_share set shared_at = now() - interval '31 days', expires_at = now() - interval '1 day'".into(),
    )
    .await;
    let path = format!("/api/v1/user-shares/{}", share["id"]);
    assert_eq!(ben.get(&path).await.expect(410).error_code(), "gone");
    ben.post(&format!("{path}/import"), json!({}))
        .await
        .expect(410);
    cleo.get(&path).await.expect(404);
    assert_eq!(ada.get(&path).await.expect(200).json()["state"], "expired");
    let inbox = ben.get("/api/v1/user-shares").await.expect(200);
    assert_eq!(inbox.json()["items"][0]["state"], "expired");
    assert!(!inbox.text.contains("too late"), "{}", inbox.text);
}

#[sqlx::test]
async fn a_share_that_was_taken_back_was_never_there(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, offer(&ada, "a mistake").await).await;
    let path = format!("/api/v1/user-shares/{}", share["id"]);
    remove(&ada, &path).await.expect(204);
    ben.get(&path).await.expect(404);
    ben.post(&format!("{path}/import"), json!({}))
        .await
        .expect(404);
    assert_eq!(
        ben.get("/api/v1/user-shares").await.json(),
        json!({ "items": [] })
    );
    assert_eq!(ada.get(&path).await.json()["state"], "revoked");
}

#[sqlx::test]
async fn what_its_recipient_dismisses_is_out_of_sight_for_them_alone(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, offer(&ada, "not for me").await).await;
    let path = format!("/api/v1/user-shares/{}", share["id"]);
    remove(&ben, &path).await.expect(204);
    assert_eq!(
        ben.get("/api/v1/user-shares").await.json(),
        json!({ "items": [] })
    );
    let sent = ada.get("/api/v1/user-shares?box=out").await.json();
    assert_eq!(sent["items"][0]["state"], "new");
}

#[sqlx::test]
async fn a_state_is_looked_for_before_a_page_is_cut(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    // The oldest is the only one that was opened.
    let opened = send(&ada, &ben, offer(&ada, "opened").await).await;
    ben.get(&format!("/api/v1/user-shares/{}", opened["id"]))
        .await
        .expect(200);
    for title in ["newer", "newest"] {
        send(&ada, &ben, offer(&ada, title).await).await;
    }
    for (person, which) in [(&ben, "in"), (&ada, "out")] {
        let path = format!("/api/v1/user-shares?box={which}&limit=1");
        let seen = person.get(&format!("{path}&state=seen")).await.expect(200);
        let seen = seen.json();
        assert_eq!(seen["items"][0]["id"], opened["id"], "{which}");
        assert_eq!(seen["next_cursor"], Value::Null, "{which}");
        let new = person.get(&format!("{path}&state=new")).await.expect(200);
        let new = new.json();
        assert_eq!(new["items"].as_array().unwrap().len(), 1, "{which}");
        assert!(new["next_cursor"].is_string(), "{which}");
    }
}

#[sqlx::test]
async fn every_state_is_found_by_its_name(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let mut numbers = Vec::new();
    for title in ["new", "seen", "saved", "expired", "revoked"] {
        let share = send(&ada, &ben, offer(&ada, title).await).await;
        numbers.push(share["id"].as_i64().unwrap());
    }
    run(
        &pool,
        format!(
            "update user_share set viewed_at = now() where id = {};
             update user_share set imported_at = now() where id = {};
             update user_share set shared_at = now() - interval '31 days', expires_at = now() - interval '1 day'
              where id = {};
             update user_share set revoked_at = now() where id = {};",
            numbers[1], numbers[2], numbers[3], numbers[4]
        ),
    )
    .await;
    for (state, number) in ["new", "seen", "saved", "expired", "revoked"]
        .into_iter()
        .zip(&numbers)
    {
        let path = format!("/api/v1/user-shares?box=out&state={state}");
        let found = ada.get(&path).await.expect(200).json();
        let found = found["items"].as_array().unwrap();
        assert_eq!(found.len(), 1, "{state}");
        assert_eq!(
            (&found[0]["id"], &found[0]["state"]),
            (&json!(number), &json!(state))
        );
    }
    let received = ben
        .get("/api/v1/user-shares?state=expired")
        .await
        .expect(200)
        .json();
    assert_eq!(received["items"][0]["id"], numbers[3]);
    let revoked = ben
        .get("/api/v1/user-shares?state=revoked")
        .await
        .expect(200)
        .json();
    assert_eq!(revoked, json!({ "items": [] }));
}
