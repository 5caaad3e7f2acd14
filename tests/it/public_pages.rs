//! What public links show to who follows them in a browser.

use axum::http::Method;
use deal_brain::pages::{
    collections::actions::{ChangeCollection, ChangeSharing},
    keep::actions::{CopyCollection, SaveDeal},
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};
use url::form_urlencoded;

use crate::{
    collections::collection,
    support::{App, ORIGIN, Person},
};

/// A new link: its number, and the path that it leads to.
async fn link(person: &Person<'_>, of: &str) -> (i64, String) {
    let made = person
        .post(&format!("{of}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let path = made["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
    (made["id"].as_i64().unwrap(), path.to_owned())
}

async fn priced(person: &Person<'_>, title: &str) -> i64 {
    let body = json!({ "title": title, "price_usd": "309.00", "ram_gb": 32, "notes": "only mine",
                       "listing_url": "https://shop.example.com/o/1",
                       "attrs": { "missing_adapter": true, "wifi": false, "dealer": "old friend" } });
    let made = person.post("/api/v1/listings", body).await.expect(201);
    made.json()["id"].as_i64().unwrap()
}

/// An unlisted collection with an offer, and the path of a link to it.
async fn shown(person: &Person<'_>) -> (i64, String) {
    let id = collection(
        person,
        json!({ "name": "Quiet desk PC", "description": "No fans", "visibility": "unlisted" }),
    )
    .await;
    let listing = priced(person, "Beelink SER5").await;
    person
        .post(
            &format!("/api/v1/collections/{id}/items"),
            json!({ "listing_id": listing, "notes": "too loud", "status": "rejected" }),
        )
        .await
        .expect(201);
    let (_, path) = link(person, &format!("/api/v1/collections/{id}")).await;
    (id, path)
}

async fn looks(person: &Person<'_>, of: &str) -> Value {
    person.get(&format!("{of}/links")).await.expect(200).json()["items"][0]["view_count"].clone()
}

#[sqlx::test]
async fn figures_are_written_as_whoever_looks_reads_them(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = priced(&ada, "Beelink SER5").await;
    let (_, path) = link(&ada, &format!("/api/v1/listings/{listing}")).await;
    let chosen = json!({"preferences": {"numbers": "1.234,50", "currency": "symbol"}});
    ben.patch("/api/v1/users/me", chosen).await.expect(200);

    let bens = ben.visit(&path).await.expect(200).text;
    assert!(bens.contains(r#"content="$"#), "{bens}");
    assert!(bens.contains("adjusted, 309,00 asked.") && !bens.contains("309.00"));
    for other in [&ada, &app.anybody()] {
        let shown = other.visit(&path).await.expect(200).text;
        assert!(shown.contains("309.00"), "{shown}");
    }
}

#[sqlx::test]
async fn an_offer_is_shown_to_anybody_without_a_script_and_without_what_is_private(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let listing = priced(&ada, "Beelink SER5 <MAX>").await;
    let (_, path) = link(&ada, &format!("/api/v1/listings/{listing}")).await;

    let page = app.anybody().visit(&path).await.expect(200);
    assert!(
        page.text
            .contains("<title>Beelink SER5 &lt;MAX&gt; · Deal Brain</title>")
    );
    assert!(page.text.contains("309.00") && page.text.contains("32\u{a0}GB"));
    assert!(page.text.contains(&format!(r#"href="{path}/save""#)));
    assert!(!page.text.contains("<script"));
    assert!(page.text.contains("It has, or lacks") && page.text.contains("Power adapter missing"));
    for private in [
        "only mine",
        "user_id",
        "ruleset",
        "Wi-Fi",
        "dealer",
        "old friend",
    ] {
        assert!(!page.text.contains(private), "{private}");
    }
    for tag in ["og:title", "og:description", "og:url", "og:image"] {
        assert!(page.text.contains(tag), "{tag}");
    }
    assert!(page.text.contains(&format!(r#"content="{ORIGIN}{path}""#)));
    assert!(
        page.text
            .contains(r#"<meta name="robots" content="noindex""#)
    );
    assert_eq!(page.header("x-robots-tag"), Some("noindex"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
}

#[sqlx::test]
async fn a_collection_is_shown_without_notes_and_decisions(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.patch("/api/v1/users/me", json!({ "display_name": "Countess" }))
        .await
        .expect(200);
    let (_, path) = shown(&ada).await;
    let page = app.anybody().visit(&path).await.expect(200);
    for told in ["Quiet desk PC", "No fans", "Countess", "Beelink SER5"] {
        assert!(page.text.contains(told), "{told}");
    }
    for private in ["too loud", "ejected", "Decision", "only mine", "<script"] {
        assert!(!page.text.contains(private), "{private}");
    }
    assert!(page.text.contains(&format!(r#"href="{path}/copy""#)));
    assert_eq!(page.header("x-robots-tag"), Some("noindex"));
}

#[sqlx::test]
async fn what_was_decided_is_shown_while_the_owner_says_so_and_the_notes_never(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, path) = shown(&ada).await;
    let desk = format!("/collections/{id}");
    for (ticked, is_shown) in [("&collection[shows_status]=on", true), ("", false)] {
        let form = format!("id={id}&collection[visibility]=unlisted{ticked}");
        ben.submit(ChangeSharing::PATH, ORIGIN, &form)
            .await
            .expect(404);
        ada.send_form(ChangeSharing::PATH, &desk, &form)
            .await
            .expect(302);
        let page = app.anybody().visit(&path).await.expect(200).text;
        for word in ["Decision", "Rejected"] {
            assert_eq!(page.contains(word), is_shown, "{word} with {form}");
        }
        assert!(!page.contains("too loud") && !page.contains("only mine"));
        // The form says how it stands.
        let desk = ada.visit(&desk).await.expect(200).markup();
        let (_, shown_box) = desk.split_once(r#"id="shows_status""#).unwrap();
        let (shown_box, _) = shown_box.split_once('>').unwrap();
        assert_eq!(shown_box.contains("checked"), is_shown, "{shown_box}");
    }
}

#[sqlx::test]
async fn a_look_at_a_page_counts_unless_it_is_the_owners(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let of_listing = format!("/api/v1/listings/{}", priced(&ada, "a").await);
    let (_, deal) = link(&ada, &of_listing).await;
    let (id, shelf) = shown(&ada).await;
    for person in [app.anybody(), app.newcomer(), ada.clone()] {
        person.visit(&deal).await.expect(200);
        person.visit(&shelf).await.expect(200);
    }
    assert_eq!(looks(&ada, &of_listing).await, 2);
    assert_eq!(looks(&ada, &format!("/api/v1/collections/{id}")).await, 2);
    // To look at what one is about to save is no other look.
    app.newcomer()
        .visit(&format!("{deal}/save"))
        .await
        .expect(200);
    assert_eq!(looks(&ada, &of_listing).await, 2);
}

#[sqlx::test]
async fn a_dead_link_is_the_same_page_whatever_the_reason(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let run = |sql: String| {
        let pool = pool.clone();
        async move {
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&pool)
                .await
                .unwrap();
        }
    };
    let listing = priced(&ada, "a").await;
    let other = priced(&ada, "b").await;
    let of_listing = format!("/api/v1/listings/{listing}");
    let never = format!("/deals/{listing}/{}", "x".repeat(43));
    let dead = app.anybody().visit(&never).await.expect(404);
    assert!(!dead.text.contains("<script"));
    assert_eq!(dead.header("x-robots-tag"), Some("noindex"));

    let (revoked_id, revoked) = link(&ada, &of_listing).await;
    ada.send_text(
        Method::DELETE,
        &format!("/api/v1/listing-links/{revoked_id}"),
        String::new(),
    )
    .await
    .expect(204);
    let (expired_id, expired) = link(&ada, &of_listing).await;
    run(format!(
        "update listing_share set expires_at = now() - interval '1 second' where id = {expired_id}"
    ))
    .await;
    let (_, of_other) = link(&ada, &format!("/api/v1/listings/{other}")).await;
    let crossed = of_other.replace(&format!("/{other}/"), &format!("/{listing}/"));
    let (id, shelf) = shown(&ada).await;
    ada.submit(
        ChangeCollection::PATH,
        ORIGIN,
        &format!("id={id}&collection[visibility]=private"),
    )
    .await
    .expect(200);
    for path in [
        &revoked,
        &expired,
        &crossed,
        &shelf,
        "/c/nonsense",
        "/deals/x/y",
        "/deals/99999999999999999999/y",
        "/c/%ff",
    ] {
        let page = app.anybody().visit(path).await.expect(404);
        assert_eq!(page.text, dead.text, "{path}");
    }
    run("update app_user set is_active = false".into()).await;
    let page = app.anybody().visit(&of_other).await.expect(404);
    assert_eq!(page.text, dead.text);
}

#[sqlx::test]
async fn who_wants_to_keep_what_a_link_shows_signs_in_and_comes_back(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let listing = priced(&ada, "a").await;
    let (_, deal) = link(&ada, &format!("/api/v1/listings/{listing}")).await;
    let (_, shelf) = shown(&ada).await;
    for path in [format!("{deal}/save"), format!("{shelf}/copy")] {
        let sent = app.anybody().visit(&path).await.expect(303);
        let back: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        assert_eq!(
            sent.header("location"),
            Some(&*format!("/sign-in?redirect_url={back}"))
        );
        app.newcomer().visit(&path).await.expect(200);
    }
    for gone in ["/deals/1/nothing/save", "/c/nothing/copy"] {
        app.newcomer().visit(gone).await.expect(404);
    }
}

#[sqlx::test]
async fn an_offer_behind_a_link_is_saved_once_by_a_form(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = priced(&ada, "Beelink SER5").await;
    let (_, path) = link(&ada, &format!("/api/v1/listings/{listing}")).await;
    let token = path.rsplit('/').next().unwrap();
    let form = format!("listing={listing}&token={token}&collection=");
    let page = format!("{path}/save");

    let saved = ben
        .send_form(SaveDeal::PATH, &page, &form)
        .await
        .expect(302);
    let shelf = saved.header("location").unwrap();
    let shelf = ben.visit(shelf).await.expect(200);
    assert!(shelf.text.contains("Beelink SER5") && shelf.text.contains("My Deals"));
    assert!(!shelf.text.contains("only mine"));
    let again = ben.visit(&page).await.expect(200);
    assert!(again.text.contains("You keep this offer already"));
    let refused = ben.submit(SaveDeal::PATH, ORIGIN, &form).await.expect(409);
    assert_eq!(refused.error_code(), "duplicate");
    // From a page of another site, nothing is saved.
    let refused = ben
        .submit(SaveDeal::PATH, "https://evil.example", &form)
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "cross_site");
    // A foreign collection is none to save in.
    let foreign = collection(&ada, json!({ "name": "Ada's" })).await;
    let cyd = app.newcomer();
    let into = format!("listing={listing}&token={token}&collection={foreign}");
    cyd.submit(SaveDeal::PATH, ORIGIN, &into).await.expect(404);
}

#[sqlx::test]
async fn a_collection_behind_a_link_is_copied_by_a_form(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (_, path) = shown(&ada).await;
    let token = path.rsplit('/').next().unwrap();
    let page = format!("{path}/copy");
    let shown = ben.visit(&page).await.expect(200);
    assert!(shown.text.contains("Copy of Quiet desk PC"));
    let form = format!("token={token}&name=Mine+now");
    let copied = ben
        .send_form(CopyCollection::PATH, &page, &form)
        .await
        .expect(302);
    let shelf = ben
        .visit(copied.header("location").unwrap())
        .await
        .expect(200);
    assert!(shelf.text.contains("Mine now") && shelf.text.contains("Beelink SER5"));
    assert!(!shelf.text.contains("too loud"));
    // Nobody else sees the copy.
    ada.visit(copied.header("location").unwrap())
        .await
        .expect(404);
}
