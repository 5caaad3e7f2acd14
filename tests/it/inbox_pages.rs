//! The inbox, by its pages and their forms.

use deal_brain::pages::inbox::actions::{
    DeleteNews, EndShare, GetUnread, ReadAllNews, ReadNews, SaveShare,
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::offer,
    support::{App, ORIGIN, Person},
};

pub async fn send(from: &Person<'_>, to: &Person<'_>, title: &str) -> i64 {
    let me = to.get("/api/v1/users/me").await.expect(200).json();
    let body = json!({ "recipient": me["id"], "listing_id": offer(from, title).await,
                       "message": "for your rack?" });
    let sent = from.post("/api/v1/user-shares", body).await.expect(201);
    sent.json()["id"].as_i64().unwrap()
}

async fn unread(person: &Person<'_>) -> Value {
    let answer = person.submit(GetUnread::PATH, ORIGIN, "").await;
    answer.expect(200).json()["news"].clone()
}

#[sqlx::test]
async fn an_offer_that_was_sent_waits_in_the_inbox_and_is_seen_when_it_is_opened(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (
        app.newcomer().claiming(&json!({ "first_name": "Ada" })),
        app.newcomer(),
    );
    let empty = ben.visit("/inbox").await.expect(200);
    assert!(empty.text.contains("Nothing shared with you yet"));
    let share = send(&ada, &ben, "Beelink SER5").await;
    let page = format!("/inbox/{share}");

    assert_eq!(unread(&ben).await, 1);
    let waiting = ben.visit("/inbox").await.expect(200);
    for told in ["Ada", "Beelink SER5", "for your rack?", "New", &page] {
        assert!(waiting.text.contains(told), "{told}");
    }
    let anywhere = ben.visit("/settings/data").await.expect(200);
    assert!(anywhere.text.contains("class=\"rail__count\">1"));
    // The sender's look opens nothing, and a stranger has none.
    ada.visit(&page).await.expect(200);
    app.newcomer().visit(&page).await.expect(404);
    assert_eq!(unread(&ben).await, 1);

    let opened = ben.visit(&page).await.expect(200);
    assert!(opened.text.contains("Save offer") && !opened.text.contains("only mine"));
    assert_eq!(unread(&ben).await, 0);
    let seen = ben.visit("/inbox").await.expect(200);
    assert!(seen.text.contains("Seen") && !seen.text.contains("rail__count"));
    let sent = ada.visit("/inbox?tab=sent").await.expect(200);
    assert!(sent.text.contains("Seen") && sent.text.contains("Take back"));
}

#[sqlx::test]
async fn a_share_is_saved_by_a_form_and_its_sender_is_told(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (
        app.newcomer(),
        app.newcomer().claiming(&json!({ "first_name": "Ben" })),
    );
    let share = send(&ada, &ben, "Beelink SER5").await;
    let form = format!("id={share}&collection=");
    ada.submit(SaveShare::PATH, ORIGIN, &form).await.expect(404);
    let saved = ben
        .send_form(SaveShare::PATH, "/inbox", &form)
        .await
        .expect(302);
    let shelf = ben
        .visit(saved.header("location").unwrap())
        .await
        .expect(200);
    assert!(shelf.text.contains("Beelink SER5") && shelf.text.contains("My Deals"));
    let told = ada.visit("/inbox?tab=notifications").await.expect(200);
    assert!(told.text.contains("Ben saved the offer you sent"));
    let again = ben.visit(&format!("/inbox/{share}")).await.expect(200);
    assert!(again.text.contains("You keep this offer"));
    // A double click makes one copy and no empty collection.
    ben.submit(SaveShare::PATH, ORIGIN, &form).await.expect(409);
    let shelves = ben.get("/api/v1/collections").await.json();
    assert_eq!(shelves["items"].as_array().unwrap().len(), 1);
}

#[sqlx::test]
async fn a_share_is_dismissed_by_who_received_it_and_taken_back_by_who_sent_it(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let dismissed = send(&ada, &ben, "a").await;
    let taken_back = send(&ada, &ben, "b").await;
    app.newcomer()
        .submit(EndShare::PATH, ORIGIN, &format!("id={dismissed}"))
        .await
        .expect(404);
    let gone = ben
        .send_form(
            EndShare::PATH,
            &format!("/inbox/{dismissed}"),
            &format!("id={dismissed}&then=/inbox"),
        )
        .await
        .expect(302);
    assert_eq!(gone.header("location"), Some("/inbox"));
    // Nobody is sent elsewhere.
    let stays = ada
        .send_form(
            EndShare::PATH,
            "/inbox?tab=sent",
            &format!("id={taken_back}&then=//evil.example"),
        )
        .await
        .expect(302);
    assert!(!stays.header("location").unwrap().contains("evil"));
    let received = ben.visit("/inbox").await.expect(200);
    assert!(received.text.contains("Nothing shared with you yet"));
    let sent = ada.visit("/inbox?tab=sent").await.expect(200);
    assert!(sent.text.contains("Revoked"));
}

#[sqlx::test]
async fn notifications_are_read_and_deleted_by_their_owner_alone(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    for title in ["a", "b", "c"] {
        send(&ada, &ben, title).await;
    }
    let all = ben.get("/api/v1/notifications").await.expect(200).json();
    let id = all["items"][0]["id"].clone();
    let form = format!("id={id}");
    ada.submit(ReadNews::PATH, ORIGIN, &form).await.expect(404);
    ada.submit(DeleteNews::PATH, ORIGIN, &form)
        .await
        .expect(404);
    ben.submit(ReadNews::PATH, ORIGIN, &form).await.expect(200);
    assert_eq!(unread(&ben).await, 2);
    let page = ben.visit("/inbox?tab=notifications").await.expect(200);
    let (first, last) = (page.text.find("Unread (2)"), page.text.find("Earlier"));
    assert!(
        first.is_some() && first < last,
        "what is unread comes first"
    );
    ben.submit(ReadAllNews::PATH, ORIGIN, "").await.expect(200);
    assert_eq!(unread(&ben).await, 0);
    ben.submit(DeleteNews::PATH, ORIGIN, &form)
        .await
        .expect(200);
    ben.submit(DeleteNews::PATH, ORIGIN, &form)
        .await
        .expect(404);
}
