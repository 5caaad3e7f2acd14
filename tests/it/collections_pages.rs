//! Collections, by the forms of their pages, as they work while no script has arrived.

use axum::http::Method;
use deal_brain::pages::collections::actions::{
    AddToCollection, ArchiveBought, ChangeCollection, ChangeItem, CreateCollection,
    DeleteCollection, MakeCollectionLink, MoveItem, RemoveItem, RevokeCollectionLink,
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::{App, ORIGIN, Person},
};

/// A collection of these offers: its number, and its items'.
async fn filled(person: &Person<'_>, titles: &[&str]) -> (i64, Vec<i64>) {
    let id = collection(person, json!({ "name": "Proxmox node" })).await;
    let mut items = Vec::new();
    for title in titles {
        let listing = offer(person, title).await;
        let added = person
            .post(
                &format!("/api/v1/collections/{id}/items"),
                json!({ "listing_id": listing }),
            )
            .await
            .expect(201);
        items.push(added.json()["id"].as_i64().unwrap());
    }
    (id, items)
}

async fn items(person: &Person<'_>, id: i64) -> Vec<Value> {
    let listed = person
        .get(&format!("/api/v1/collections/{id}/items"))
        .await
        .expect(200)
        .json();
    listed["items"].as_array().unwrap().clone()
}

async fn titles(person: &Person<'_>, id: i64) -> Vec<String> {
    items(person, id)
        .await
        .iter()
        .map(|item| item["listing"]["title"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test]
async fn a_collection_is_made_and_taken_away_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let empty = ada.visit("/collections").await.expect(200);
    assert!(empty.text.contains("No collections yet"));
    let form =
        "collection[name]=Quiet+desk+PC&collection[description]=&collection[visibility]=private";
    let made = ada
        .send_form(CreateCollection::PATH, "/collections", form)
        .await
        .expect(302);
    let address = made.header("location").unwrap().to_owned();
    let page = ada.visit(&address).await.expect(200);
    assert!(page.text.contains("Quiet desk PC") && page.text.contains("No offers in here yet"));
    let listed = ada.visit("/collections").await.expect(200);
    assert!(listed.text.contains(&format!(r#"href="{address}""#)));
    assert!(listed.text.contains("1 of 10 collections in use."));

    let id = address.rsplit('/').next().unwrap();
    let (ben, form) = (app.newcomer(), format!("id={id}"));
    ben.visit(&address).await.expect(404);
    ben.submit(DeleteCollection::PATH, ORIGIN, &form)
        .await
        .expect(404);
    let gone = ada
        .send_form(DeleteCollection::PATH, &address, &form)
        .await
        .expect(302);
    assert_eq!(gone.header("location"), Some("/collections"));
    ada.visit(&address).await.expect(404);
}

#[sqlx::test]
async fn what_was_wrong_with_a_form_is_told_on_its_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let refused = ada
        .send_form(CreateCollection::PATH, "/collections", "collection[name]=")
        .await
        .expect(302);
    let back = refused.header("location").unwrap();
    let page = ada.visit(back.strip_prefix(ORIGIN).unwrap_or(back)).await;
    assert!(page.text.contains("The name must not be empty."), "{back}");

    let (id, items) = filled(&ada, &["a"]).await;
    let page = format!("/collections/{id}");
    let form = format!("collection={id}&id={}&item[status]=maybe", items[0]);
    let refused = ada
        .send_form(ChangeItem::PATH, &page, &form)
        .await
        .expect(302);
    let back = refused.header("location").unwrap();
    let page = ada.visit(back.strip_prefix(ORIGIN).unwrap_or(back)).await;
    assert!(page.text.contains("That was not done"));
}

#[sqlx::test]
async fn decisions_and_notes_are_kept_and_shown_to_the_owner_alone(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, there) = filled(&ada, &["a", "b"]).await;
    let page = format!("/collections/{id}");
    let form = format!("collection={id}&id={}", there[0]);
    for (person, status) in [(&ben, 404), (&ada, 200)] {
        let decided = format!("{form}&item[status]=shortlisted");
        person
            .submit(ChangeItem::PATH, ORIGIN, &decided)
            .await
            .expect(status);
        let noted = format!("{form}&item[notes]=ask+for+the+adapter");
        person
            .submit(ChangeItem::PATH, ORIGIN, &noted)
            .await
            .expect(status);
    }
    assert_eq!(items(&ada, id).await[0]["status"], "shortlisted");
    ben.visit(&page).await.expect(404);
    let shown = ada.visit(&page).await.expect(200);
    assert!(shown.text.contains("ask for the adapter"));
    let narrowed = ada
        .visit(&format!("{page}?status=undecided"))
        .await
        .expect(200);
    assert!(!narrowed.text.contains("ask for the adapter"));
    // A note that was changed since is not overwritten.
    let stale = format!("{form}&item[notes]=older&item[if_updated_at]=2020-01-01T00:00:00Z");
    let refused = ada.submit(ChangeItem::PATH, ORIGIN, &stale).await;
    assert_eq!(refused.expect(409).error_code(), "conflict");
}

/// A field that is sent without anything was emptied; one that is not sent stays as it is.
#[sqlx::test]
async fn a_note_and_a_description_are_taken_away_by_emptying_them(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, there) = filled(&ada, &["a"]).await;
    let item = format!("collection={id}&id={}", there[0]);
    let about = format!("id={id}&collection[name]=Desk");
    for [note, description] in [["ask+first", "quiet+ones"], ["", ""]] {
        for (path, body) in [
            (ChangeItem::PATH, format!("{item}&item[notes]={note}")),
            (ChangeItem::PATH, format!("{item}&item[status]=rejected")),
            (
                ChangeCollection::PATH,
                format!("{about}&collection[description]={description}"),
            ),
            (ChangeCollection::PATH, about.clone()),
        ] {
            ada.submit(path, ORIGIN, &body).await.expect(200);
        }
        let page = ada
            .visit(&format!("/collections/{id}"))
            .await
            .expect(200)
            .text;
        let is_kept = !note.is_empty();
        assert_eq!(page.contains("ask first"), is_kept);
        assert_eq!(page.contains("quiet ones"), is_kept);
    }
    let unnamed = format!("id={id}&collection[name]=");
    ada.submit(ChangeCollection::PATH, ORIGIN, &unnamed)
        .await
        .expect(422);
}

#[sqlx::test]
async fn the_form_of_a_collection_refuses_what_was_decided_on_an_older_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, _) = filled(&ada, &["a"]).await;
    let page = ada.visit(&format!("/collections/{id}")).await.expect(200);
    assert_eq!(page.text.matches("collection[if_updated_at]").count(), 2);
    let renamed =
        format!("id={id}&collection[name]=older&collection[if_updated_at]=2020-01-01T00:00:00Z");
    // Nobody has changed it since it was made.
    ada.submit(ChangeCollection::PATH, ORIGIN, &renamed)
        .await
        .expect(200);
    let refused = ada.submit(ChangeCollection::PATH, ORIGIN, &renamed).await;
    assert_eq!(refused.expect(409).error_code(), "conflict");
}

#[sqlx::test]
async fn an_item_takes_the_place_of_another_even_across_gaps(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, there) = filled(&ada, &["a", "b", "c", "d"]).await;
    // A gap, where b was.
    let b = items(&ada, id).await[1]["listing"]["id"].clone();
    ada.send_text(Method::DELETE, &format!("/api/v1/listings/{b}"), "".into())
        .await
        .expect(204);
    let swap =
        |from: usize, to: usize| format!("collection={id}&id={}&to={}", there[from], there[to]);
    ben.submit(MoveItem::PATH, ORIGIN, &swap(3, 2))
        .await
        .expect(404);
    ada.submit(MoveItem::PATH, ORIGIN, &swap(3, 2))
        .await
        .expect(200);
    assert_eq!(titles(&ada, id).await, ["a", "d", "c"]);
    ada.submit(MoveItem::PATH, ORIGIN, &swap(0, 2))
        .await
        .expect(200);
    assert_eq!(titles(&ada, id).await, ["d", "c", "a"]);
    ada.submit(MoveItem::PATH, ORIGIN, &swap(1, 2))
        .await
        .expect(404);
    let (other, elsewhere) = filled(&ada, &["z"]).await;
    let foreign = format!("collection={id}&id={}&to={}", there[0], elsewhere[0]);
    ada.submit(MoveItem::PATH, ORIGIN, &foreign)
        .await
        .expect(404);
    assert_eq!(titles(&ada, other).await, ["z"]);
}

#[sqlx::test]
async fn an_offer_goes_out_of_a_collection_and_stays(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, there) = filled(&ada, &["a", "b"]).await;
    let form = format!("collection={id}&id={}", there[0]);
    ben.submit(RemoveItem::PATH, ORIGIN, &form)
        .await
        .expect(404);
    ada.submit(RemoveItem::PATH, ORIGIN, &form)
        .await
        .expect(200);
    assert_eq!(titles(&ada, id).await, ["b"]);
    let listed = ada.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(listed["total"], 2);
}

#[sqlx::test]
async fn what_is_bought_can_be_archived_from_the_collection(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, there) = filled(&ada, &["a"]).await;
    let page = format!("/collections/{id}");
    let before = ada.visit(&page).await.expect(200);
    assert!(!before.text.contains("Archive offer"));
    let form = format!("collection={id}&id={}&item[status]=bought", there[0]);
    ada.submit(ChangeItem::PATH, ORIGIN, &form)
        .await
        .expect(200);
    let bought = ada.visit(&page).await.expect(200);
    assert!(bought.text.contains("Archive offer"));
    let listing = items(&ada, id).await[0]["listing"]["id"].clone();
    let form = format!("listing={listing}");
    ben.submit(ArchiveBought::PATH, ORIGIN, &form)
        .await
        .expect(404);
    ada.submit(ArchiveBought::PATH, ORIGIN, &form)
        .await
        .expect(200);
    let after = ada.visit(&page).await.expect(200);
    assert!(!after.text.contains("Archive offer") && after.text.contains("Archived"));
}

#[sqlx::test]
async fn offers_are_put_into_a_collection_or_into_a_new_one(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (a, b) = (offer(&ada, "a").await, offer(&ada, "b").await);
    let page = format!("/collections/add?listing={a}&listing={b}");
    let asked = ada.visit(&page).await.expect(200);
    assert!(asked.text.contains("2 offers") && asked.text.contains("My Deals"));
    let form = format!("listing={a},{b}&collection=new&name=Both");
    let added = ada
        .send_form(AddToCollection::PATH, &page, &form)
        .await
        .expect(302);
    let address = added.header("location").unwrap();
    let id: i64 = address.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(titles(&ada, id).await, ["a", "b"]);

    // What is in there stays as it is; what is new comes last.
    let c = offer(&ada, "c").await;
    let more = format!("listing={c},{a}&collection={id}");
    ada.submit(AddToCollection::PATH, ORIGIN, &more)
        .await
        .expect(200);
    assert_eq!(titles(&ada, id).await, ["a", "b", "c"]);
    let again = ada
        .visit(&format!("/collections/add?listing={a},{b}"))
        .await
        .expect(200);
    assert!(again.text.contains("All of them are in there already."));

    // Neither into another's collection nor another's offer, and then none of them.
    ben.submit(AddToCollection::PATH, ORIGIN, &more)
        .await
        .expect(404);
    let own = collection(&ben, json!({ "name": "Ben's" })).await;
    let d = offer(&ben, "d").await;
    let mixed = format!("listing={d},{a}&collection={own}");
    ben.submit(AddToCollection::PATH, ORIGIN, &mixed)
        .await
        .expect(404);
    assert_eq!(titles(&ben, own).await, Vec::<String>::new());
    for wrong in ["collection=new&name=x", "listing=7&collection="] {
        ada.submit(AddToCollection::PATH, ORIGIN, wrong)
            .await
            .expect(422);
    }
    let many = (1..=101).map(|id| id.to_string()).collect::<Vec<_>>();
    let many = format!("listing={}&collection={id}", many.join(","));
    ada.submit(AddToCollection::PATH, ORIGIN, &many)
        .await
        .expect(422);
}

#[sqlx::test]
async fn a_link_made_without_a_script_is_shown_on_the_next_page_and_on_no_other(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, _) = filled(&ada, &["a"]).await;
    let page = format!("/collections/{id}");
    let form = format!("collection={id}&expires_in_days=30");
    let private = ada.submit(MakeCollectionLink::PATH, ORIGIN, &form).await;
    assert_eq!(private.expect(409).error_code(), "collection_private");
    ada.patch(
        &format!("/api/v1{page}"),
        json!({ "visibility": "unlisted" }),
    )
    .await
    .expect(200);
    ben.submit(MakeCollectionLink::PATH, ORIGIN, &form)
        .await
        .expect(404);

    let made = ada
        .send_form(MakeCollectionLink::PATH, &page, &form)
        .await
        .expect(302);
    let cookie = made.header("set-cookie").unwrap().to_owned();
    for guard in [
        "HttpOnly",
        "SameSite=Strict",
        "Secure",
        &format!("Path={page};"),
    ] {
        assert!(cookie.contains(guard), "{guard}: {cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    let secret = pair.split_once('=').unwrap().1;
    let next = ada.visit_with(&page, pair).await.expect(200);
    assert!(next.text.contains(&format!("{ORIGIN}/c/{secret}")));
    assert!(next.header("set-cookie").unwrap().contains("Max-Age=0"));
    let later = ada.visit(&page).await.expect(200);
    assert!(!later.text.contains(secret));
    app.anybody()
        .visit(&format!("/c/{secret}"))
        .await
        .expect(200);

    let links = format!("/api/v1{page}/links");
    let link = ada.get(&links).await.json()["items"][0]["id"].clone();
    let end = format!("id={link}");
    ben.submit(RevokeCollectionLink::PATH, ORIGIN, &end)
        .await
        .expect(404);
    ada.submit(RevokeCollectionLink::PATH, ORIGIN, &end)
        .await
        .expect(200);
    app.anybody()
        .visit(&format!("/c/{secret}"))
        .await
        .expect(404);
    // With a script, the answer says it, and nothing else does.
    let answer = ada
        .submit(MakeCollectionLink::PATH, ORIGIN, &form)
        .await
        .expect(200);
    assert!(answer.json()["url"].as_str().unwrap().starts_with(ORIGIN));
    assert_eq!(answer.header("set-cookie"), None);
}
