//! What plans hold, told by the pages before it is in the way.

use deal_brain::pages::{
    collections::actions::MakeCollectionLink, inbox::actions::SaveShare,
    listings::offer::actions::MakeLink,
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    inbox_pages::send,
    listing_samples::app_row,
    shared_library::ownerless,
    support::{App, ORIGIN, Person},
    valuation::{flat, ruleset},
};

/// Gives a person so many more active offers.
async fn fill(pool: &PgPool, person: &Person<'_>, count: i32) {
    let id = app_row(person, pool).await;
    sqlx::query(
        "insert into listing (user_id, title) select $1, 'offer ' || n from generate_series(1, $2) n",
    )
    .bind(id)
    .bind(count)
    .execute(pool)
    .await
    .unwrap();
}

async fn give_plan(pool: &PgPool, person: &Person<'_>, plan: &str) {
    let id = app_row(person, pool).await;
    sqlx::query("update app_user set plan = $2 where id = $1")
        .bind(id)
        .bind(plan)
        .execute(pool)
        .await
        .unwrap();
}

/// The path of a new link.
async fn link(person: &Person<'_>, of: &str) -> String {
    let made = person
        .post(&format!("{of}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let url = made["url"].as_str().unwrap();
    url.strip_prefix(ORIGIN).unwrap().to_owned()
}

/// Looks at a page as somebody whose plan takes one more offer, and as somebody whose plan is full:
/// what keeps a copy is there for the one, and a sentence in its place for the other.
async fn is_told(pool: &PgPool, person: &Person<'_>, page: &str, keeps: &str) {
    fill(pool, person, 199).await;
    let last = person.visit(page).await.expect(200).markup();
    for shown in ["199 of 200 active offers in use.", keeps] {
        assert!(last.contains(shown), "{page}: {shown}");
    }
    fill(pool, person, 1).await;
    let full = person.visit(page).await.expect(200).markup();
    for shown in [
        "No room for another offer",
        "Your plan holds 200 active offers, and you have as many. Archive one to keep another.",
    ] {
        assert!(full.contains(shown), "{page}: {shown}");
    }
    assert!(!full.contains(keeps), "{page}: {keeps}");
}

#[sqlx::test]
async fn the_page_that_saves_an_offer_behind_a_link_says_how_many_the_plan_takes(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = offer(&ada, "Beelink SER5").await;
    let path = link(&ada, &format!("/api/v1/listings/{listing}")).await;
    is_told(&pool, &ben, &format!("{path}/save"), "Save offer").await;
}

#[sqlx::test]
async fn the_page_of_an_offer_that_was_sent_says_how_many_the_plan_takes(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, "Beelink SER5").await;
    is_told(&pool, &ben, &format!("/inbox/{share}"), "Save offer").await;
}

#[sqlx::test]
async fn the_list_of_what_was_received_says_how_many_offers_the_plan_takes(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let share = send(&ada, &ben, "Beelink SER5").await;
    is_told(&pool, &ben, "/inbox", SaveShare::PATH).await;
    // What cannot be saved can still be opened.
    let full = ben.visit("/inbox").await.expect(200).text;
    assert!(full.contains(&format!(r#"href="/inbox/{share}""#)));
}

#[sqlx::test]
async fn the_shared_library_says_how_many_offers_the_plan_takes(pool: PgPool) {
    let id = ownerless(&pool, "OptiPlex of old").await;
    let app = App::new(pool.clone());
    let page = format!("/listings/{id}");
    for page in ["/listings?library=shared", &page] {
        is_told(&pool, &app.newcomer(), page, "Copy to mine").await;
    }
}

#[sqlx::test]
async fn a_collection_is_copied_only_where_there_is_room_for_it_and_all_its_offers(pool: PgPool) {
    sqlx::query("update application_switch set enabled = true where name = 'PUBLIC_COLLECTIONS'")
        .execute(&pool)
        .await
        .unwrap();
    let app = App::new(pool.clone());
    let (ada, ben, cyd) = (app.newcomer(), app.newcomer(), app.newcomer());
    let public = json!({ "name": "Quiet desk PC", "visibility": "public" });
    let id = collection(&ada, public).await;
    let own = format!("/api/v1/collections/{id}");
    for title in ["Beelink SER5", "Minisforum UM790"] {
        let item = json!({ "listing_id": offer(&ada, title).await });
        ada.post(&format!("{own}/items"), item).await.expect(201);
    }
    let path = link(&ada, &own).await;
    let pages = [format!("{path}/copy"), format!("/discover/{id}/copy")];
    let copies = "Copy collection";

    fill(&pool, &ben, 198).await;
    for page in &pages {
        let shown = ben.visit(page).await.expect(200).markup();
        let room = "0 of 10 collections and 198 of 200 active offers in use.";
        assert!(shown.contains(room) && shown.contains(copies), "{page}");
    }
    fill(&pool, &ben, 1).await;
    for page in &pages {
        let shown = ben.visit(page).await.expect(200).markup();
        let sentence = "It holds 2, and your plan has room for 1 more.";
        assert!(
            shown.contains(sentence) && !shown.contains(copies),
            "{page}"
        );
    }
    for _ in 0..10 {
        collection(&cyd, json!({ "name": "one more" })).await;
    }
    for page in &pages {
        let shown = cyd.visit(page).await.expect(200).markup();
        let sentence =
            "Your plan holds 10 collections, and you have as many. Delete one to make another.";
        assert!(
            shown.contains(sentence) && !shown.contains(copies),
            "{page}"
        );
    }
}

#[sqlx::test]
async fn the_form_that_makes_a_collection_gives_way_to_a_sentence_once_the_plan_is_full(
    pool: PgPool,
) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let (makes, title) = ("Create collection", "No room for another collection");
    for _ in 0..9 {
        collection(&ada, json!({ "name": "one more" })).await;
    }
    let last = ada.visit("/collections").await.expect(200).markup();
    assert!(last.contains(makes) && !last.contains(title));
    collection(&ada, json!({ "name": "the last" })).await;
    let full = ada.visit("/collections").await.expect(200).markup();
    let sentence =
        "Your plan holds 10 collections, and you have as many. Delete one to make another.";
    assert!(full.contains(title) && full.contains(sentence));
    assert!(!full.contains(makes));
}

#[sqlx::test]
async fn the_forms_that_make_links_give_way_to_a_sentence_once_the_plan_is_full(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let shelf = json!({ "name": "Quiet desk PC", "visibility": "unlisted" });
    let shelf = collection(&ada, shelf).await;
    let places = [
        (
            format!("/listings/{listing}?tab=sharing"),
            format!("/api/v1/listings/{listing}"),
            MakeLink::PATH,
            "those to collections included.",
            "Those to collections count, too. End one to make another.",
        ),
        (
            format!("/collections/{shelf}"),
            format!("/api/v1/collections/{shelf}"),
            MakeCollectionLink::PATH,
            "those to offers included.",
            "Those to offers count, too. End one to make another.",
        ),
    ];
    let of_offer = &places[0].1;
    for _ in 0..9 {
        link(&ada, of_offer).await;
    }
    for (page, _, makes, included, _) in &places {
        let shown = ada.visit(page).await.expect(200).markup();
        for part in ["9 of your plan", "10 links in use", included, makes] {
            assert!(shown.contains(part), "{page}: {part}");
        }
    }
    // Each kind takes places from the other.
    link(&ada, &places[1].1).await;
    for (page, _, makes, included, goes_on) in &places {
        let shown = ada.visit(page).await.expect(200).markup();
        let sentence = format!("Your plan holds 10 live links, and you have as many. {goes_on}");
        assert!(shown.contains("No room for another link"), "{page}");
        assert!(shown.contains(&sentence), "{page}");
        assert!(
            !shown.contains(makes) && !shown.contains(included),
            "{page}"
        );
    }
    give_plan(&pool, &ada, "growth").await;
    for (page, _, makes, ..) in &places {
        let shown = ada.visit(page).await.expect(200).markup();
        assert!(shown.contains(makes), "{page}");
    }
}

#[sqlx::test]
async fn a_ruleset_offers_no_further_rule_once_the_plan_is_full(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let (set, group) = ruleset(&ada, "Mine").await;
    sqlx::query(
        r#"insert into valuation_rule (group_id, name, actions)
           select $1, 'rule ' || n, '[{"type": "add", "value_usd": 1}]' from generate_series(1, 29) n"#,
    )
    .bind(group)
    .execute(&pool)
    .await
    .unwrap();
    let page = format!("/rules/{set}");
    let adds = format!(r#"href="{page}/rules/new"#);
    let title = "No room for another rule";
    let last = ada.visit(&page).await.expect(200).markup();
    // Above them all, and in their group.
    assert_eq!(last.matches(&adds).count(), 2);
    assert!(last.contains("29 of 30") && !last.contains(title));

    let rules = format!("/api/v1/rule-groups/{group}/rules");
    ada.post(&rules, flat("the last", 1)).await.expect(201);
    let full = ada.visit(&page).await.expect(200).markup();
    let sentence = "Your plan holds 30 rules in a ruleset, and this one has as many. Delete one to add another.";
    assert!(full.contains("30 of 30") && full.contains(title) && full.contains(sentence));
    assert_eq!(full.matches(&adds).count(), 0);
}

#[sqlx::test]
async fn the_form_that_sends_an_offer_says_how_many_go_within_an_hour(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let listing = offer(&ada, "Beelink SER5").await;
    let page = format!("/listings/{listing}?tab=sharing");
    for (plan, count) in [("solo", "10"), ("enterprise", "30")] {
        give_plan(&pool, &ada, plan).await;
        let shown = ada.visit(&page).await.expect(200).markup();
        let sentence = format!("Your plan sends up to {count} offers within an hour.");
        assert!(shown.contains(&sentence), "{plan}");
    }
}

#[sqlx::test]
async fn the_form_that_takes_a_file_says_how_many_rows_it_may_have(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    for (plan, count) in [("solo", "200"), ("growth", "2000"), ("enterprise", "10000")] {
        give_plan(&pool, &ada, plan).await;
        let shown = ada.visit("/listings/import").await.expect(200).markup();
        let sentence = format!("Your plan takes up to {count} rows in a file.");
        assert!(shown.contains(&sentence), "{plan}");
    }
}
