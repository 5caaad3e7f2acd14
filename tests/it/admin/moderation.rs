//! A public collection is taken off the discover page.

use deal_brain::pages::discover::actions::WithdrawCollection;
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{administrator, kept_about, somebody};
use crate::{
    collections::{collection, offer},
    support::{Answer, App, ORIGIN, Person},
};

const DISCOVER: &str = "/api/v1/discover";

async fn open_discover(admin: &Person<'_>) {
    let switch = "/api/v1/admin/switches/PUBLIC_COLLECTIONS";
    admin
        .patch(switch, json!({"enabled": true}))
        .await
        .expect(200);
}

/// A collection of one offer.
async fn shelf(person: &Person<'_>, visibility: &str) -> i64 {
    let wanted = json!({"name": "Noisy shelf", "visibility": visibility});
    let id = collection(person, wanted).await;
    let listing = offer(person, "Beelink SER5").await;
    person
        .post(
            &format!("/api/v1/collections/{id}/items"),
            json!({"listing_id": listing}),
        )
        .await
        .expect(201);
    id
}

async fn withdraw(person: &Person<'_>, id: i64, body: Value) -> Answer {
    let path = format!("/api/v1/admin/collections/{id}/withdraw");
    person.post(&path, body).await
}

/// How many collections somebody finds on the discover page.
async fn listed(person: &Person<'_>) -> usize {
    let page = person.get(DISCOVER).await.expect(200).json();
    page["items"].as_array().unwrap().len()
}

async fn visibility(owner: &Person<'_>, id: i64) -> Value {
    let path = format!("/api/v1/collections/{id}");
    owner.get(&path).await.expect(200).json()["visibility"].clone()
}

#[sqlx::test]
async fn what_is_withdrawn_is_its_owners_alone_and_they_are_told_why(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (ada, ada_id) = somebody(&app).await;
    let (ben, _) = somebody(&app).await;
    open_discover(&iris).await;
    let id = shelf(&ada, "public").await;
    let own = format!("/api/v1/collections/{id}");
    let link = ada.post(&format!("{own}/links"), json!({})).await;
    let link = link.expect(201).json()["url"].as_str().unwrap().to_owned();
    let link = link.strip_prefix(ORIGIN).unwrap();
    app.anybody().visit(link).await.expect(200);
    assert_eq!(listed(&ben).await, 1);
    let read = ada.get(&own).await.expect(200).json();

    withdraw(&iris, id, json!({"reason": " an advertisement "}))
        .await
        .expect(204);

    for person in [&ben, &iris, &ada] {
        assert_eq!(listed(person).await, 0);
        person.get(&format!("{DISCOVER}/{id}")).await.expect(404);
        person.visit(&format!("/discover/{id}")).await.expect(404);
    }
    app.anybody().visit(link).await.expect(404);
    assert_eq!(visibility(&ada, id).await, "private");
    let items = ada.get(&format!("{own}/items")).await.expect(200).json();
    assert_eq!(items["items"][0]["listing"]["title"], "Beelink SER5");

    let detail = json!({"collection": id, "reason": "an advertisement"});
    assert_eq!(
        kept_about(&pool, ada_id).await,
        [("collection_withdrawn".to_owned(), Some(iris_id), detail)]
    );
    let told = ada.get("/api/v1/notifications").await.expect(200).json();
    let news = &told["items"][0];
    assert_eq!(news["type"], "system");
    assert_eq!(news["title"], "“Noisy shelf” was taken off Discover");
    assert_eq!(news["link"], format!("/collections/{id}"));
    let message = news["message"].as_str().unwrap();
    assert!(message.ends_with("The reason: an advertisement"), "{news}");

    // What the owner was about to say of it when they did not know yet is refused.
    let late = json!({"visibility": "public", "if_updated_at": read["updated_at"]});
    let refused = ada.patch(&own, late).await.expect(409);
    assert_eq!(refused.error_code(), "conflict");
    assert_eq!(visibility(&ada, id).await, "private");
}

#[sqlx::test]
async fn nobody_but_an_administrator_withdraws_anything(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ada, _) = somebody(&app).await;
    let (ben, _) = somebody(&app).await;
    open_discover(&iris).await;
    let id = shelf(&ada, "public").await;
    for person in [&ada, &ben] {
        let refused = withdraw(person, id, json!({"reason": "envy"})).await;
        assert_eq!(refused.expect(403).error_code(), "forbidden_role");
        let form = format!("id={id}&reason=envy");
        let refused = person
            .submit(WithdrawCollection::PATH, ORIGIN, &form)
            .await
            .expect(403);
        assert_eq!(refused.error_code(), "forbidden_role");
    }
    assert_eq!(visibility(&ada, id).await, "public");
}

#[sqlx::test]
async fn what_is_not_public_is_not_there_to_be_withdrawn(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ada, ada_id) = somebody(&app).await;
    for kind in ["private", "unlisted"] {
        let id = shelf(&ada, kind).await;
        let answer = withdraw(&iris, id, json!({"reason": "a test"})).await;
        assert_eq!(answer.expect(404).error_code(), "not_found", "{kind}");
        assert_eq!(visibility(&ada, id).await, kind);
    }
    for id in [0, -1, 999_999] {
        withdraw(&iris, id, json!({"reason": "a test"}))
            .await
            .expect(404);
    }
    assert_eq!(kept_about(&pool, ada_id).await, []);
}

#[sqlx::test]
async fn nothing_is_withdrawn_without_a_reason(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ada, ada_id) = somebody(&app).await;
    let id = shelf(&ada, "public").await;
    for reason in [String::new(), " \n".to_owned(), "x".repeat(201)] {
        let refused = withdraw(&iris, id, json!({ "reason": reason })).await;
        let fields = refused.expect(422).json()["error"]["fields"].clone();
        assert!(fields["reason"].is_string(), "{fields}");
    }
    withdraw(&iris, id, json!({})).await.expect(422);
    assert_eq!(visibility(&ada, id).await, "public");
    assert_eq!(kept_about(&pool, ada_id).await, []);
}

#[sqlx::test]
async fn only_an_administrator_sees_the_form_and_not_on_their_own(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ada, _) = somebody(&app).await;
    let (ben, _) = somebody(&app).await;
    open_discover(&iris).await;
    let of_adas = format!("/discover/{}", shelf(&ada, "public").await);
    let of_iris = format!("/discover/{}", shelf(&iris, "public").await);
    let told = "/discover?withdrawn=1";
    for (person, page, sees) in [
        (&iris, &*of_adas, true),
        (&iris, &*of_iris, false),
        (&ada, &*of_adas, false),
        (&ben, &*of_adas, false),
        (&iris, told, true),
        (&iris, "/discover", false),
        (&ben, told, false),
    ] {
        let shown = person.visit(page).await.expect(200).markup();
        let is_there = shown.contains("Moderation") || shown.contains("is off Discover");
        assert_eq!(is_there, sees, "{page}: {shown}");
    }
}
