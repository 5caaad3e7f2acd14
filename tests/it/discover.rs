//! The discover page: what it shows, to whom, and while it is switched on.

use deal_brain::pages::discover::actions::CopyDiscovered;
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::{App, ORIGIN, Person},
};

const DISCOVER: &str = "/api/v1/discover";

async fn switch(pool: &PgPool, on: bool) {
    sqlx::query("update application_switch set enabled = $1 where name = 'PUBLIC_COLLECTIONS'")
        .bind(on)
        .execute(pool)
        .await
        .unwrap();
}

/// An application whose discover page is open.
async fn open(pool: PgPool) -> App {
    switch(&pool, true).await;
    App::new(pool)
}

async fn made(person: &Person<'_>, name: &str, visibility: &str) -> i64 {
    collection(person, json!({ "name": name, "visibility": visibility })).await
}

/// A public collection of one offer, with what is private about both.
async fn filled(person: &Person<'_>, name: &str, title: &str) -> i64 {
    let id = made(person, name, "public").await;
    let listing = offer(person, title).await;
    person
        .post(
            &format!("/api/v1/collections/{id}/items"),
            json!({ "listing_id": listing, "notes": "too loud", "status": "rejected" }),
        )
        .await
        .expect(201);
    id
}

/// The names on a page, in its order, and where the next one begins.
async fn page(person: &Person<'_>, query: &str) -> (Vec<String>, Option<String>) {
    let page = person
        .get(&format!("{DISCOVER}{query}"))
        .await
        .expect(200)
        .json();
    let names = page["items"].as_array().unwrap().iter();
    (
        names
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect(),
        page["next_cursor"].as_str().map(str::to_owned),
    )
}

async fn names(person: &Person<'_>, query: &str) -> Vec<String> {
    page(person, query).await.0
}

#[sqlx::test]
async fn what_is_public_is_shown_to_everybody_the_newest_first_and_nothing_else(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let old = made(&ada, "Open shelf", "public").await;
    let hidden = [
        made(&ada, "Secret shelf", "private").await,
        made(&ada, "Hinted shelf", "unlisted").await,
    ];
    let new = made(&ben, "Newer shelf", "public").await;
    for person in [&ada, &ben] {
        assert_eq!(names(person, "").await, ["Newer shelf", "Open shelf"]);
        for id in [old, new] {
            person.get(&format!("{DISCOVER}/{id}")).await.expect(200);
            person.visit(&format!("/discover/{id}")).await.expect(200);
        }
        // Not even their owner sees them here.
        for id in hidden {
            person.get(&format!("{DISCOVER}/{id}")).await.expect(404);
            for end in ["", "/copy"] {
                person
                    .visit(&format!("/discover/{id}{end}"))
                    .await
                    .expect(404);
            }
        }
    }
    let page = ben.visit("/discover").await.expect(200).text;
    assert!(page.contains("Open shelf") && page.contains("Newer shelf"));
    assert!(!page.contains("Secret shelf") && !page.contains("Hinted shelf"));

    ada.patch(
        &format!("/api/v1/collections/{old}"),
        json!({ "visibility": "private" }),
    )
    .await
    .expect(200);
    assert_eq!(names(&ben, "").await, ["Newer shelf"]);
    ben.get(&format!("{DISCOVER}/{old}")).await.expect(404);
}

#[sqlx::test]
async fn what_a_deactivated_person_has_made_public_is_not_shown(pool: PgPool) {
    let app = open(pool.clone()).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = made(&ada, "Left behind", "public").await;
    assert_eq!(names(&ben, "").await, ["Left behind"]);
    sqlx::query("update app_user set is_active = false where id = $1")
        .bind(app.row_of(&ada).await.id.0)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(names(&ben, "").await, Vec::<String>::new());
    assert_eq!(names(&ben, "?q=left").await, Vec::<String>::new());
    ben.get(&format!("{DISCOVER}/{id}")).await.expect(404);
    ben.visit(&format!("/discover/{id}")).await.expect(404);
}

#[sqlx::test]
async fn switched_off_it_is_as_if_there_were_no_such_page(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = made(&ada, "Quiet desk PC", "public").await;
    let doors = [String::new(), format!("/{id}"), format!("/{id}/copy")];
    let link = r#"href="/discover""#;
    for (on, status) in [(false, 404), (true, 200), (false, 404)] {
        switch(&pool, on).await;
        ben.get(DISCOVER).await.expect(status);
        ben.get(&format!("{DISCOVER}/{id}")).await.expect(status);
        for door in &doors {
            let page = ben.visit(&format!("/discover{door}")).await.expect(status);
            assert_eq!(page.text.contains("Quiet desk PC"), on, "{door}");
        }
        let elsewhere = ben.visit("/dashboard").await.expect(200);
        assert_eq!(elsewhere.text.contains(link), on);
    }
    let form = format!("id={id}&name=");
    ben.submit(CopyDiscovered::PATH, ORIGIN, &form)
        .await
        .expect(404);
}

#[sqlx::test]
async fn it_is_searched_by_beginnings_of_words_of_names_and_descriptions(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    for (name, description) in [
        ("Proxmox-node", "Three i5-8500T, SSD/HDD"),
        ("Quiet desk PC", "No fans; Äpfel"),
    ] {
        collection(
            &ada,
            json!({ "name": name, "description": description, "visibility": "public" }),
        )
        .await;
    }
    made(&ada, "Quiet and private", "private").await;
    for (search, found) in [
        ("quiet", &["Quiet desk PC"][..]),
        ("QUI+des", &["Quiet desk PC"]),
        ("node", &["Proxmox-node"]),
        ("hdd", &["Proxmox-node"]),
        ("i5-85", &["Proxmox-node"]),
        ("%C3%A4pf", &["Quiet desk PC"]),
        ("quiet+node", &[]),
        ("uiet", &[]),
        ("private", &[]),
        // Marks alone ask nothing.
        ("%27%3A*+%7C+%26+%21", &["Quiet desk PC", "Proxmox-node"]),
    ] {
        assert_eq!(
            names(&ben, &format!("?q={search}")).await,
            found,
            "{search}"
        );
    }
    let page = ben.visit("/discover?q=quiet").await.expect(200).text;
    assert!(page.contains("Quiet desk PC") && !page.contains("Proxmox-node"));
    let page = ben.visit("/discover?q=zither").await.expect(200).text;
    assert!(page.contains("Nothing matches"));
}

#[sqlx::test]
async fn its_pages_follow_one_another_whatever_is_changed_meanwhile(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let mut ids = Vec::new();
    for name in ["one", "two", "three", "four", "five"] {
        ids.push(made(&ada, name, "public").await);
    }
    let (first, cursor) = page(&ben, "?limit=2").await;
    assert_eq!(first, ["five", "four"]);
    // The one that the cursor stands on becomes the newest, and the one before is gone.
    let touched = format!("/api/v1/collections/{}", ids[3]);
    ada.patch(&touched, json!({ "description": "changed" }))
        .await
        .expect(200);
    ada.patch(
        &format!("/api/v1/collections/{}", ids[4]),
        json!({ "visibility": "private" }),
    )
    .await
    .expect(200);
    let next = format!("?limit=2&cursor={}", cursor.unwrap());
    let (second, cursor) = page(&ben, &next).await;
    assert_eq!(second, ["three", "two"]);
    let next = format!("?limit=2&cursor={}", cursor.unwrap());
    assert_eq!(page(&ben, &next).await, (vec!["one".to_owned()], None));
    assert_eq!(
        page(&ben, "?limit=4").await.1,
        None,
        "a full page that is the last has no next one"
    );

    // The page says the same as the interface.
    let shown = ben.visit(&format!("/discover{next}")).await.expect(200);
    assert!(shown.text.contains(">one<") && shown.text.contains("First page"));
    for wrong in ["?cursor=7", "?cursor=x.y", "?limit=0", "?limit=201"] {
        ben.get(&format!("{DISCOVER}{wrong}")).await.expect(422);
    }
    ben.visit("/discover?cursor=7").await.expect(422);
}

#[sqlx::test]
async fn a_collection_is_shown_without_notes_and_decisions(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    ada.patch("/api/v1/users/me", json!({ "display_name": "Countess" }))
        .await
        .expect(200);
    let id = filled(&ada, "Quiet desk PC", "Beelink SER5").await;
    let path = format!("/discover/{id}");
    let seen = ben.get(&format!("/api/v1{path}")).await.expect(200);
    assert_eq!(seen.json()["listings"][0]["title"], "Beelink SER5");
    let (listed, page) = (
        ben.visit("/discover").await.expect(200),
        ben.visit(&path).await.expect(200),
    );
    assert!(listed.text.contains("collected by Countess"));
    for told in ["Quiet desk PC", "Countess", "Beelink SER5"] {
        assert!(page.text.contains(told), "{told}");
    }
    for private in ["too loud", "ejected", "only mine"] {
        for answer in [&seen, &listed, &page] {
            assert!(!answer.text.contains(private), "{private}");
        }
    }
    // Others may copy it; its owner is led to the original.
    let copy = format!(r#"href="{path}/copy""#);
    let original = format!(r#"href="/collections/{id}""#);
    assert!(page.text.contains(&copy) && !page.text.contains(&original));
    let own = ada.visit(&path).await.expect(200).text;
    assert!(own.contains(&original) && !own.contains(&copy));
}

#[sqlx::test]
async fn what_was_decided_is_shown_where_the_owner_says_so_and_never_the_notes(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = filled(&ada, "Quiet desk PC", "Beelink SER5").await;
    ada.patch(
        &format!("/api/v1/collections/{id}"),
        json!({ "shows_status": true }),
    )
    .await
    .expect(200);
    let seen = ben.get(&format!("{DISCOVER}/{id}")).await.expect(200);
    assert_eq!(seen.json()["listings"][0]["status"], "rejected");
    let page = ben.visit(&format!("/discover/{id}")).await.expect(200);
    assert!(page.text.contains("Decision") && page.text.contains("Rejected"));
    for answer in [&seen, &page] {
        assert!(!answer.text.contains("too loud"), "{}", answer.text);
    }
}

#[sqlx::test]
async fn a_collection_is_copied_by_a_form(pool: PgPool) {
    let app = open(pool).await;
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let id = filled(&ada, "Quiet desk PC", "Beelink SER5").await;
    let page = format!("/discover/{id}/copy");
    let shown = ben.visit(&page).await.expect(200).text;
    assert!(shown.contains("Copy of Quiet desk PC"));
    let form = format!("id={id}&name=Mine+now");
    let copied = ben
        .send_form(CopyDiscovered::PATH, &page, &form)
        .await
        .expect(302);
    let address = copied.header("location").unwrap();
    let shelf = ben.visit(address).await.expect(200).text;
    assert!(shelf.contains("Mine now") && shelf.contains("Beelink SER5"));
    assert!(!shelf.contains("too loud"));
    // The copy is private.
    ada.visit(address).await.expect(404);
    assert_eq!(names(&ben, "").await, ["Quiet desk PC"]);
    let long = format!("id={id}&name={}", "x".repeat(101));
    let refused = ben.submit(CopyDiscovered::PATH, ORIGIN, &long).await;
    let fields: Value = refused.expect(422).json()["error"]["fields"].clone();
    assert!(fields["name"].is_string());
}
