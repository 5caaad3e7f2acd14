//! Collections, through the interface for programs.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, App, Person};

pub async fn offer(person: &Person<'_>, title: &str) -> i64 {
    let created = person
        .post(
            "/api/v1/listings",
            json!({ "title": title, "notes": "only mine" }),
        )
        .await
        .expect(201);
    created.json()["id"].as_i64().unwrap()
}

pub async fn collection(person: &Person<'_>, body: Value) -> i64 {
    let created = person.post("/api/v1/collections", body).await.expect(201);
    created.json()["id"].as_i64().unwrap()
}

/// A collection of `titles`, with the ids of its items.
async fn filled(person: &Person<'_>, titles: &[&str]) -> (i64, Vec<i64>) {
    let id = collection(person, json!({ "name": "Proxmox node" })).await;
    let mut items = Vec::new();
    for title in titles {
        let listing = offer(person, title).await;
        let added = person
            .post(&items_of(id), json!({ "listing_id": listing }))
            .await
            .expect(201);
        items.push(added.json()["id"].as_i64().unwrap());
    }
    (id, items)
}

fn items_of(collection: i64) -> String {
    format!("/api/v1/collections/{collection}/items")
}

async fn change(person: &Person<'_>, path: &str, body: Value) -> Answer {
    person
        .send_text(Method::PATCH, path, body.to_string())
        .await
}

async fn remove(person: &Person<'_>, path: &str) -> Answer {
    person.send_text(Method::DELETE, path, String::new()).await
}

/// Titles and places, in order.
async fn order(person: &Person<'_>, collection: i64) -> Vec<(String, i64)> {
    let listed = person.get(&items_of(collection)).await.expect(200).json();
    listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            (
                item["listing"]["title"].as_str().unwrap().to_owned(),
                item["position"].as_i64().unwrap(),
            )
        })
        .collect()
}

fn placed(titles: &[&str]) -> Vec<(String, i64)> {
    (0..)
        .zip(titles)
        .map(|(place, title)| ((*title).to_owned(), place))
        .collect()
}

#[sqlx::test]
async fn a_collection_is_made_changed_and_taken_away(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let made = ada
        .post("/api/v1/collections", json!({ "name": " Proxmox node " }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&made["name"], &made["visibility"], &made["shows_status"]),
        (&json!("Proxmox node"), &json!("private"), &json!(false))
    );
    let path = format!("/api/v1/collections/{}", made["id"]);

    let changed = change(
        &ada,
        &path,
        json!({ "description": "For the rack", "visibility": "unlisted" }),
    )
    .await
    .expect(200)
    .json();
    assert_eq!(
        (
            &changed["name"],
            &changed["description"],
            &changed["visibility"]
        ),
        (
            &json!("Proxmox node"),
            &json!("For the rack"),
            &json!("unlisted")
        )
    );
    assert_eq!(ada.get(&path).await.expect(200).json(), changed);
    assert_eq!(
        ada.get("/api/v1/collections").await.json(),
        json!({ "items": [changed] })
    );

    remove(&ada, &path).await.expect(204);
    ada.get(&path).await.expect(404);
    remove(&ada, &path).await.expect(404);
}

#[sqlx::test]
async fn whether_decisions_are_shown_is_the_owners_to_say(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let body = json!({ "name": "open", "visibility": "unlisted", "shows_status": true });
    let path = format!("/api/v1/collections/{}", collection(&ada, body).await);
    let shows = async || ada.get(&path).await.expect(200).json()["shows_status"].clone();
    assert_eq!(shows().await, json!(true));

    let hidden = json!({ "shows_status": false });
    change(&ben, &path, hidden.clone()).await.expect(404);
    // What is not named stays.
    change(&ada, &path, json!({ "name": "still open" }))
        .await
        .expect(200);
    assert_eq!(shows().await, json!(true));
    let seen = ada.get(&path).await.json()["updated_at"].clone();
    let changed = change(&ada, &path, hidden).await.expect(200).json();
    assert_eq!(
        (&changed["shows_status"], &changed["visibility"]),
        (&json!(false), &json!("unlisted"))
    );
    assert_eq!(shows().await, json!(false));
    // It is among what is not overwritten unseen.
    let stale = json!({ "shows_status": true, "if_updated_at": seen });
    let stale = change(&ada, &path, stale).await.expect(409);
    assert_eq!(stale.error_code(), "conflict");
}

#[sqlx::test]
async fn wrong_fields_of_collections_and_items_are_named(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, items) = filled(&ada, &["one"]).await;
    let own = format!("/api/v1/collections/{id}");
    let item = format!("{}/{}", items_of(id), items[0]);
    for (method, path, body, field) in [
        (Method::POST, "/api/v1/collections", json!({}), "name"),
        (
            Method::POST,
            "/api/v1/collections",
            json!({ "name": "x", "visibility": "secret" }),
            "visibility",
        ),
        (
            Method::PATCH,
            &*own,
            json!({ "name": "x".repeat(101) }),
            "name",
        ),
        (
            Method::PATCH,
            &own,
            json!({ "description": "x".repeat(1001) }),
            "description",
        ),
        (Method::PATCH, &own, json!({ "user_id": 1 }), "user_id"),
        (
            Method::PATCH,
            &own,
            json!({ "shows_status": "sometimes" }),
            "shows_status",
        ),
        (Method::PATCH, &item, json!({ "status": "maybe" }), "status"),
        (
            Method::PATCH,
            &item,
            json!({ "notes": "x".repeat(501) }),
            "notes",
        ),
        (Method::PATCH, &item, json!({ "position": -1 }), "position"),
        (
            Method::GET,
            "/api/v1/collections?limit=0",
            json!({}),
            "limit",
        ),
        (
            Method::GET,
            "/api/v1/collections?cursor=x",
            json!({}),
            "cursor",
        ),
        (
            Method::GET,
            &format!("{own}/items?status=maybe"),
            json!({}),
            "status",
        ),
    ] {
        let answer = ada
            .send_text(method, path, body.to_string())
            .await
            .expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{path} {body}: {}",
            answer.text
        );
    }
}

#[sqlx::test]
async fn an_offer_stands_in_a_collection_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = filled(&ada, &[]).await;
    let listing = offer(&ada, "once").await;
    ada.post(&items_of(id), json!({ "listing_id": listing }))
        .await
        .expect(201);
    let again = ada
        .post(&items_of(id), json!({ "listing_id": listing }))
        .await
        .expect(409);
    assert_eq!(again.error_code(), "duplicate");
    assert_eq!(order(&ada, id).await, placed(&["once"]));
}

#[sqlx::test]
async fn what_is_anothers_goes_into_no_collection_and_comes_out_of_none(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (of_ada, items) = filled(&ada, &["Ada's"]).await;
    let (of_ben, _) = filled(&ben, &[]).await;
    let adas = ada.get(&items_of(of_ada)).await.json()["items"][0]["listing"]["id"].clone();

    let foreign = ben
        .post(&items_of(of_ben), json!({ "listing_id": adas }))
        .await
        .expect(404);
    let missing = ben
        .post(&items_of(of_ben), json!({ "listing_id": 999_999 }))
        .await
        .expect(404);
    assert_eq!(foreign.text, missing.text);
    ben.get(&items_of(of_ada)).await.expect(404);
    let item = format!("{}/{}", items_of(of_ada), items[0]);
    change(&ben, &item, json!({ "status": "bought" }))
        .await
        .expect(404);
    remove(&ben, &item).await.expect(404);
    // Nor by way of a collection of one's own.
    let crooked = format!("{}/{}", items_of(of_ben), items[0]);
    change(&ben, &crooked, json!({ "status": "bought" }))
        .await
        .expect(404);
    remove(&ben, &crooked).await.expect(404);
    assert_eq!(order(&ada, of_ada).await, placed(&["Ada's"]));
}

#[sqlx::test]
async fn what_is_decided_and_noted_is_counted_filtered_and_guarded(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, items) = filled(&ada, &["a", "b", "c"]).await;
    let first = format!("{}/{}", items_of(id), items[0]);
    let decided = change(
        &ada,
        &first,
        json!({ "status": "shortlisted", "notes": "quiet?" }),
    )
    .await
    .expect(200)
    .json();
    assert_eq!(
        (&decided["status"], &decided["notes"]),
        (&json!("shortlisted"), &json!("quiet?"))
    );
    let counts = ada.get(&format!("/api/v1/collections/{id}")).await.json()["counts"].clone();
    assert_eq!(
        counts,
        json!({ "undecided": 2, "shortlisted": 1, "rejected": 0, "bought": 0 })
    );
    let shortlist = ada
        .get(&format!("{}?status=shortlisted", items_of(id)))
        .await
        .json();
    assert_eq!(shortlist, json!({ "items": [decided] }));

    let as_read = decided["updated_at"].clone();
    change(
        &ada,
        &first,
        json!({ "notes": "yes", "if_updated_at": as_read }),
    )
    .await
    .expect(200);
    let stale = change(
        &ada,
        &first,
        json!({ "notes": "no", "if_updated_at": as_read }),
    )
    .await
    .expect(409);
    assert_eq!(stale.error_code(), "conflict");
    assert_eq!(
        ada.get(&items_of(id)).await.json()["items"][0]["notes"],
        "yes"
    );
}

#[sqlx::test]
async fn a_move_leaves_no_gap_and_no_double_place(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, items) = filled(&ada, &["a", "b", "c", "d"]).await;
    let item = |index: usize| format!("{}/{}", items_of(id), items[index]);
    for (index, position, expected) in [
        (3, 0, ["d", "a", "b", "c"]),
        (3, 2, ["a", "b", "d", "c"]),
        (0, 99, ["b", "d", "c", "a"]),
        (2, 2, ["b", "d", "c", "a"]),
    ] {
        let moved = change(&ada, &item(index), json!({ "position": position }))
            .await
            .expect(200);
        assert!(moved.json()["position"].as_i64().unwrap() < 4);
        assert_eq!(
            order(&ada, id).await,
            placed(&expected),
            "{index} to {position}"
        );
    }
    remove(&ada, &item(3)).await.expect(204);
    assert_eq!(order(&ada, id).await, placed(&["b", "c", "a"]));
}

#[sqlx::test]
async fn an_offer_is_put_in_where_it_is_asked_for(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = filled(&ada, &["a", "b"]).await;
    for (title, position, stands) in [("first", 0, 0), ("last", 99, 3)] {
        let listing = offer(&ada, title).await;
        let body = json!({ "listing_id": listing, "position": position });
        let made = ada.post(&items_of(id), body).await.expect(201).json();
        assert_eq!(made["position"], stands, "{title}");
    }
    assert_eq!(order(&ada, id).await, placed(&["first", "a", "b", "last"]));
}

#[sqlx::test]
async fn moves_at_the_same_time_leave_every_place_taken_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let titles: Vec<String> = (0..8).map(|number| number.to_string()).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let (id, items) = filled(&ada, &titles).await;
    let moves = items.iter().enumerate().map(|(index, item)| {
        let path = format!("{}/{item}", items_of(id));
        let ada = &ada;
        async move {
            change(ada, &path, json!({ "position": (index * 5) % 8 }))
                .await
                .expect(200)
        }
    });
    futures_util::future::join_all(moves).await;
    let places: Vec<i64> = order(&ada, id)
        .await
        .into_iter()
        .map(|(_, place)| place)
        .collect();
    assert_eq!(places, (0..8).collect::<Vec<_>>());
}

#[sqlx::test]
async fn long_lists_come_in_parts(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = filled(&ada, &["a", "b", "c"]).await;
    for path in [items_of(id), "/api/v1/collections".to_owned()] {
        if path == "/api/v1/collections" {
            for name in ["two", "three"] {
                collection(&ada, json!({ "name": name })).await;
            }
        }
        let whole = ada.get(&path).await.expect(200).json();
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let part = ada
                .get(&format!("{path}?limit=1{cursor}"))
                .await
                .expect(200)
                .json();
            seen.extend(part["items"].as_array().unwrap().clone());
            match part["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(
            (seen.len(), json!(seen)),
            (3, whole["items"].clone()),
            "{path}"
        );
    }
}

#[sqlx::test]
async fn a_name_that_has_changed_since_is_not_overwritten(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, items) = filled(&ada, &["a", "b"]).await;
    let path = format!("/api/v1/collections/{id}");
    let seen = ada.get(&path).await.expect(200).json()["updated_at"].clone();

    // What happens in it is no conflict with a name.
    let decided = json!({ "status": "shortlisted" });
    change(&ada, &format!("{path}/items/{}", items[0]), decided)
        .await
        .expect(200);
    let renamed = json!({ "name": "Quiet desk PC", "if_updated_at": seen });
    let renamed = change(&ada, &path, renamed).await.expect(200).json();
    assert_ne!(renamed["updated_at"], seen);

    let stale = json!({ "name": "older", "if_updated_at": seen });
    let stale = change(&ada, &path, stale).await.expect(409);
    assert_eq!(stale.error_code(), "conflict");
    let now = ada.get(&path).await.expect(200).json();
    assert_eq!(now["name"], "Quiet desk PC");
    let fresh = json!({ "visibility": "unlisted", "if_updated_at": now["updated_at"] });
    change(&ada, &path, fresh).await.expect(200);
    // Who does not say what they have seen is not asked.
    change(&ada, &path, json!({ "name": "plain" }))
        .await
        .expect(200);
}
