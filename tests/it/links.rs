//! Public links: what they show, to whom, and when they end.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::{App, ORIGIN, Person},
};

async fn remove(person: &Person<'_>, path: &str) {
    person
        .send_text(Method::DELETE, path, String::new())
        .await
        .expect(204);
}

/// A link to an offer: its number, and where the interface shows what is behind it.
async fn deal_link(person: &Person<'_>, listing: i64) -> (i64, String) {
    let made = person
        .post(&format!("/api/v1/listings/{listing}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let url = made["url"].as_str().unwrap();
    let path = url.strip_prefix(ORIGIN).unwrap();
    (made["id"].as_i64().unwrap(), format!("/api/v1{path}"))
}

/// An unlisted collection with these offers, its number, and the secret of a link to it.
async fn shown(person: &Person<'_>, titles: &[&str]) -> (i64, String) {
    let id = collection(
        person,
        json!({ "name": "Quiet desk PC", "visibility": "unlisted" }),
    )
    .await;
    for title in titles {
        let listing = offer(person, title).await;
        person
            .post(
                &format!("/api/v1/collections/{id}/items"),
                json!({ "listing_id": listing, "notes": "too loud", "status": "rejected" }),
            )
            .await
            .expect(201);
    }
    let made = person
        .post(&format!("/api/v1/collections/{id}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let secret = made["url"].as_str().unwrap().rsplit('/').next().unwrap();
    (id, secret.to_owned())
}

fn public(secret: &str) -> String {
    format!("/api/v1/public/collections/{secret}")
}

#[sqlx::test]
async fn a_link_shows_an_offer_to_anybody_and_nothing_private(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let attrs = json!({ "usb4": true, "missing_adapter": true, "dealer": "old friend" });
    ada.patch(
        &format!("/api/v1/listings/{listing}"),
        json!({ "attrs": attrs }),
    )
    .await
    .expect(200);
    let (_, path) = deal_link(&ada, listing).await;

    let seen = app.anybody().get(&path).await.expect(200);
    assert_eq!(seen.json()["title"], "Beelink SER5");
    assert_eq!(seen.json()["flags"], json!(["usb4", "missing_adapter"]));
    for private in [
        "only mine",
        "attrs",
        "dealer",
        "old friend",
        "notes",
        "user_id",
        "email",
        "ruleset",
        "valuation",
    ] {
        assert!(!seen.text.contains(private), "{private} in {}", seen.text);
    }
    app.newcomer().get(&path).await.expect(200);
}

#[sqlx::test]
async fn what_makes_a_link_work_is_kept_nowhere(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let (_, path) = deal_link(&ada, listing).await;
    let secret = path.rsplit('/').next().unwrap();
    assert_eq!(secret.len(), 43);

    let row: String = sqlx::query_scalar("select s::text from listing_share s")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(!row.contains(secret));
    let listed = ada
        .get(&format!("/api/v1/listings/{listing}/links"))
        .await
        .expect(200);
    assert!(!listed.text.contains(secret));
    assert_eq!(listed.json()["items"][0]["prefix"], secret[..6]);
}

#[sqlx::test]
async fn a_look_counts_unless_it_is_the_owners(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let (_, path) = deal_link(&ada, listing).await;
    let (id, secret) = shown(&ada, &["a"]).await;
    for person in [app.anybody(), app.newcomer(), ada.clone()] {
        person.get(&path).await.expect(200);
        person.get(&public(&secret)).await.expect(200);
    }
    for links in [
        format!("/api/v1/listings/{listing}/links"),
        format!("/api/v1/collections/{id}/links"),
    ] {
        let link = ada.get(&links).await.expect(200).json()["items"][0].clone();
        assert_eq!(
            (&link["view_count"], &link["is_live"]),
            (&json!(2), &json!(true))
        );
    }
}

#[sqlx::test]
async fn who_holds_a_link_is_told_how_often_it_was_looked_at(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let (_, path) = deal_link(&ada, listing).await;
    let (_, another) = deal_link(&ada, listing).await;
    for (person, views) in [
        (ada.clone(), 0),
        (app.anybody(), 1),
        (app.newcomer(), 2),
        (ada.clone(), 2),
    ] {
        let seen = person.get(&path).await.expect(200).json();
        assert_eq!(seen["view_count"], views);
    }
    let seen = app.anybody().get(&another).await.expect(200).json();
    assert_eq!(seen["view_count"], 1, "each link has a count of its own");
    // Nothing else tells it.
    let (_, secret) = shown(&ada, &["a"]).await;
    let shelf = app.anybody().get(&public(&secret)).await.expect(200);
    assert!(!shelf.text.contains("view_count"), "{}", shelf.text);
}

/// The same words for every reason that a link leads nowhere.
#[sqlx::test]
async fn a_dead_link_does_not_tell_why(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let other = offer(&ada, "another").await;
    let never_was = format!("/api/v1/deals/{listing}/{}", "x".repeat(43));
    let missing = app.anybody().get(&never_was).await.expect(404).text;

    let (_, of_another) = deal_link(&ada, other).await;
    let crossed = of_another.replace(&format!("/{other}/"), &format!("/{listing}/"));
    let (revoked_id, revoked) = deal_link(&ada, listing).await;
    remove(&ada, &format!("/api/v1/listing-links/{revoked_id}")).await;
    let (expired_id, expired) = deal_link(&ada, listing).await;
    sqlx::query("update listing_share set expires_at = now() - interval '1 second' where id = $1")
        .bind(expired_id)
        .execute(&pool)
        .await
        .unwrap();
    let deleted_listing = offer(&ada, "soon gone").await;
    let (_, deleted) = deal_link(&ada, deleted_listing).await;
    sqlx::query("delete from listing where id = $1")
        .bind(deleted_listing)
        .execute(&pool)
        .await
        .unwrap();
    for path in [crossed, revoked, expired, deleted] {
        assert_eq!(
            app.anybody().get(&path).await.expect(404).text,
            missing,
            "{path}"
        );
    }

    let (_, alive) = deal_link(&ada, listing).await;
    let (_, secret) = shown(&ada, &["a"]).await;
    for path in [&alive, &public(&secret)] {
        app.anybody().get(path).await.expect(200);
    }
    sqlx::query("update app_user set is_active = false")
        .execute(&pool)
        .await
        .unwrap();
    for path in [&alive, &public(&secret), &public("nonsense")] {
        assert_eq!(
            app.anybody().get(path).await.expect(404).text,
            missing,
            "{path}"
        );
    }
}

#[sqlx::test]
async fn a_link_shows_a_collection_without_notes_and_decisions(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (_, secret) = shown(&ada, &["a", "b"]).await;
    let seen = app.anybody().get(&public(&secret)).await.expect(200);
    let titles: Vec<Value> = seen.json()["listings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|listing| listing["title"].clone())
        .collect();
    assert_eq!(titles, ["a", "b"]);
    assert_eq!(seen.json()["name"], "Quiet desk PC");
    for private in ["too loud", "rejected", "only mine", "notes"] {
        assert!(!seen.text.contains(private), "{private} in {}", seen.text);
    }
}

#[sqlx::test]
async fn a_link_shows_what_was_decided_where_the_owner_says_so_and_never_the_notes(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, secret) = shown(&ada, &["a", "b"]).await;
    let own = format!("/api/v1/collections/{id}");
    for (shows, status) in [(true, json!("rejected")), (false, Value::Null)] {
        ada.patch(&own, json!({ "shows_status": shows }))
            .await
            .expect(200);
        let seen = app.anybody().get(&public(&secret)).await.expect(200);
        let items = seen.json()["listings"].clone();
        let told: Vec<(&Value, &Value)> = items
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (&item["title"], &item["status"]))
            .collect();
        let (a, b) = (json!("a"), json!("b"));
        assert_eq!(told, [(&a, &status), (&b, &status)]);
        for private in ["too loud", "only mine", "notes"] {
            assert!(!seen.text.contains(private), "{private} in {}", seen.text);
        }
    }

    // A copy takes no decision along, shown or not.
    ada.patch(&own, json!({ "shows_status": true }))
        .await
        .expect(200);
    let copy = ben
        .post(&format!("{own}/copy"), json!({ "token": secret }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&copy["counts"]["undecided"], &copy["shows_status"]),
        (&json!(2), &json!(false))
    );
}

#[sqlx::test]
async fn a_private_collection_has_no_links_and_making_one_private_ends_them_for_good(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (id, secret) = shown(&ada, &["a"]).await;
    app.anybody().get(&public(&secret)).await.expect(200);
    let own = format!("/api/v1/collections/{id}");
    for visibility in ["private", "unlisted", "public"] {
        ada.send_text(
            Method::PATCH,
            &own,
            json!({ "visibility": visibility }).to_string(),
        )
        .await
        .expect(200);
        app.anybody().get(&public(&secret)).await.expect(404);
    }
    let private = collection(&ada, json!({ "name": "private" })).await;
    let refused = ada
        .post(&format!("/api/v1/collections/{private}/links"), json!({}))
        .await
        .expect(409);
    assert_eq!(refused.error_code(), "collection_private");
}

#[sqlx::test]
async fn links_to_what_is_anothers_are_neither_made_nor_seen_nor_ended(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = offer(&ada, "Beelink SER5").await;
    let (link, path) = deal_link(&ada, listing).await;
    let (id, secret) = shown(&ada, &["a"]).await;
    let collection_link = ada
        .get(&format!("/api/v1/collections/{id}/links"))
        .await
        .json()["items"][0]["id"]
        .clone();
    for (method, path) in [
        (Method::GET, format!("/api/v1/listings/{listing}/links")),
        (Method::POST, format!("/api/v1/listings/{listing}/links")),
        (Method::DELETE, format!("/api/v1/listing-links/{link}")),
        (Method::GET, format!("/api/v1/collections/{id}/links")),
        (Method::POST, format!("/api/v1/collections/{id}/links")),
        (
            Method::DELETE,
            format!("/api/v1/collections/links/{collection_link}"),
        ),
    ] {
        ben.send_text(method, &path, "{}".into()).await.expect(404);
    }
    app.anybody().get(&path).await.expect(200);
    app.anybody().get(&public(&secret)).await.expect(200);
}

#[sqlx::test]
async fn a_link_works_for_as_long_as_it_was_made_for(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let links = format!("/api/v1/listings/{}/links", offer(&ada, "a").await);
    for (body, days) in [
        (json!({}), Some(180)),
        (json!({ "expires_in_days": 7 }), Some(7)),
        (json!({ "expires_in_days": 0 }), None),
    ] {
        let made = ada.post(&links, body).await.expect(201).json();
        assert_eq!(made["expires_at"].is_string(), days.is_some(), "{made}");
        let works: Option<i32> = sqlx::query_scalar(
            "select extract(day from expires_at - created_at)::int
               from listing_share where id = $1",
        )
        .bind(made["id"].as_i64())
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(works, days, "{made}");
    }
    for days in [-1, 4000] {
        let wrong = ada
            .post(&links, json!({ "expires_in_days": days }))
            .await
            .expect(422);
        assert!(wrong.json()["error"]["fields"]["expires_in_days"].is_string());
    }
}

#[sqlx::test]
async fn as_many_links_work_as_the_plan_holds_however_many_are_asked_for_at_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let links = format!("/api/v1/listings/{}/links", offer(&ada, "a").await);
    let asked = (0..14).map(|_| ada.post(&links, json!({})));
    let answers = futures_util::future::join_all(asked).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 10);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(
            (refused.status.as_u16(), &*refused.error_code()),
            (403, "plan_limit")
        );
    }
    // One that has ended makes room.
    let ended = answers.iter().find(|answer| answer.status == 201).unwrap();
    remove(
        &ada,
        &format!("/api/v1/listing-links/{}", ended.json()["id"]),
    )
    .await;
    ada.post(&links, json!({})).await.expect(201);
}

#[sqlx::test]
async fn an_offer_behind_a_link_is_saved_as_ones_own_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let made = ada
        .post(
            "/api/v1/listings",
            json!({ "title": "Beelink SER5", "price_usd": "239", "notes": "only mine" }),
        )
        .await
        .expect(201)
        .json();
    let listing = made["id"].as_i64().unwrap();
    let (_, path) = deal_link(&ada, listing).await;
    let import = format!("{path}/import");

    let item = ben.post(&import, json!({})).await.expect(201).json();
    assert_eq!(item["listing"]["title"], "Beelink SER5");
    assert_eq!(item["status"], "undecided");
    let collections = ben.get("/api/v1/collections").await.json();
    assert_eq!(collections["items"][0]["name"], "My Deals");
    let kept = ben.get("/api/v1/listings").await.json()["items"][0].clone();
    assert_ne!(kept["id"], made["id"]);
    assert_eq!(
        (&kept["title"], &kept["price_usd"], &kept["notes"]),
        (&json!("Beelink SER5"), &json!("239.00"), &Value::Null)
    );

    for person in [&ben, &ada] {
        let again = person.post(&import, json!({})).await.expect(409);
        assert_eq!(again.error_code(), "duplicate");
    }
    // It is not for others to fill one's collections.
    let of_ben = collections["items"][0]["id"].clone();
    let cleo = app.newcomer();
    cleo.post(&import, json!({ "collection_id": of_ben }))
        .await
        .expect(404);
    assert_eq!(
        cleo.get("/api/v1/listings").await.json()["items"],
        json!([])
    );
    // The copy outlives the original.
    sqlx::query("delete from listing where id = $1")
        .bind(listing)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        ben.get("/api/v1/listings").await.json()["items"][0]["title"],
        "Beelink SER5"
    );
}

#[sqlx::test]
async fn saving_twice_at_once_keeps_one_copy(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (_, path) = deal_link(&ada, offer(&ada, "once").await).await;
    let import = format!("{path}/import");
    ben.get("/api/v1/users/me").await.expect(200);
    let asked = (0..6).map(|_| ben.post(&import, json!({})));
    let mut statuses: Vec<u16> = futures_util::future::join_all(asked)
        .await
        .iter()
        .map(|answer| answer.status.as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
    let collections = ben.get("/api/v1/collections").await.json();
    assert_eq!(collections["items"].as_array().unwrap().len(), 1);
}

#[sqlx::test]
async fn a_collection_behind_a_link_is_copied_without_notes_and_decisions(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, secret) = shown(&ada, &["a", "b"]).await;
    let copy = format!("/api/v1/collections/{id}/copy");

    ben.post(&copy, json!({})).await.expect(404);
    ben.post(&copy, json!({ "token": "nonsense" }))
        .await
        .expect(404);
    ben.post(
        "/api/v1/collections/999999/copy",
        json!({ "token": secret }),
    )
    .await
    .expect(404);
    let made = ben
        .post(&copy, json!({ "token": secret }))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (
            &made["name"],
            &made["visibility"],
            &made["counts"]["undecided"]
        ),
        (
            &json!("Copy of Quiet desk PC"),
            &json!("private"),
            &json!(2)
        )
    );
    let items = ben
        .get(&format!("/api/v1/collections/{}/items", made["id"]))
        .await
        .expect(200);
    assert!(!items.text.contains("too loud") && !items.text.contains("only mine"));
    let titles: Vec<Value> = items.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["listing"]["title"].clone())
        .collect();
    assert_eq!(titles, ["a", "b"]);
    let named = ben
        .post(&copy, json!({ "token": secret, "name": "Mine now" }))
        .await
        .expect(201);
    assert_eq!(named.json()["name"], "Mine now");
    // Copying is no look.
    let links = ada
        .get(&format!("/api/v1/collections/{id}/links"))
        .await
        .json();
    assert_eq!(links["items"][0]["view_count"], 0);
}

#[sqlx::test]
async fn a_public_collection_is_copied_while_the_discover_page_shows_it(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, _) = shown(&ada, &["a"]).await;
    let own = format!("/api/v1/collections/{id}");
    ada.send_text(
        Method::PATCH,
        &own,
        json!({ "visibility": "public" }).to_string(),
    )
    .await
    .expect(200);
    let copy = format!("{own}/copy");
    ben.post(&copy, json!({})).await.expect(404);
    sqlx::query("update application_switch set enabled = true where name = 'PUBLIC_COLLECTIONS'")
        .execute(&pool)
        .await
        .unwrap();
    ben.post(&copy, json!({})).await.expect(201);
}

#[sqlx::test]
async fn a_copy_that_the_plan_does_not_hold_is_not_begun(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (id, secret) = shown(&ada, &["a", "b"]).await;
    ben.get("/api/v1/users/me").await.expect(200);
    sqlx::query(
        "insert into listing (user_id, title)
         select (select max(id) from app_user), 'offer ' || n from generate_series(1, 199) n",
    )
    .execute(&pool)
    .await
    .unwrap();
    let refused = ben
        .post(
            &format!("/api/v1/collections/{id}/copy"),
            json!({ "token": secret }),
        )
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    assert_eq!(
        ben.get("/api/v1/collections").await.json()["items"],
        json!([])
    );

    let (_, path) = deal_link(&ada, offer(&ada, "the 200th").await).await;
    ben.post(&format!("{path}/import"), json!({}))
        .await
        .expect(201);
    let (_, path) = deal_link(&ada, offer(&ada, "the 201st").await).await;
    let refused = ben
        .post(&format!("{path}/import"), json!({}))
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
}

#[sqlx::test]
async fn as_many_collections_as_the_plan_holds_however_many_are_made_at_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let asked = (0..14).map(|_| ada.post("/api/v1/collections", json!({ "name": "one more" })));
    let answers = futures_util::future::join_all(asked).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 10);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(refused.error_code(), "plan_limit");
        assert!(refused.text.contains("10 collections"), "{}", refused.text);
    }
}
