//! One offer: what it would come to, why it comes to that, and its page.

use deal_brain::{
    domain::{listing::ListingId, sample::sample},
    error::Error,
    service::valuation::explain_to_operator,
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::collection,
    support::{App, Person},
    valuation::{body, ruleset},
};

const PREVIEW: &str = "/api/v1/listings/preview";

async fn keep(person: &Person<'_>, offer: Value) -> Value {
    person
        .post("/api/v1/listings", offer)
        .await
        .expect(201)
        .json()
}

/// An offer with a price, a processor and all kinds of parts.
async fn keep_sample(person: &Person<'_>) -> Value {
    let offer = body(sample().unwrap().listings.first().unwrap());
    keep(person, offer).await
}

async fn explained(person: &Person<'_>, id: &Value) -> Value {
    let path = format!("/api/v1/listings/{id}/valuation");
    person.get(&path).await.expect(200).json()["valuation"].clone()
}

async fn told(person: &Person<'_>) -> Vec<String> {
    let listed = person.get("/api/v1/notifications").await.expect(200).json();
    let items = listed["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["message"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test]
async fn a_preview_says_what_the_offer_then_comes_to_and_keeps_nothing(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let offers = sample().unwrap().listings;
    let mut previews = Vec::new();
    for offer in &offers {
        previews.push(ada.post(PREVIEW, body(offer)).await.expect(200).json());
    }
    let listed = ada.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(listed["total"], 0);
    assert_eq!(previews.len(), 28);

    for (offer, preview) in offers.iter().zip(previews) {
        let kept = keep(&ada, body(offer)).await;
        for figure in [
            "adjusted_price_usd",
            "deducted_percent",
            "usd_per_multi",
            "usd_per_single",
            "usd_per_multi_adj",
            "usd_per_single_adj",
            "perf_per_watt",
            "score_composite",
        ] {
            assert_eq!(preview[figure], kept[figure], "{figure} of {}", offer.title);
            // Nobody knows what one of the processors takes.
            let is_known = figure != "perf_per_watt" || offer.cpu != "Apple M2";
            assert_eq!(kept[figure].is_string(), is_known, "{figure} of {kept}");
        }
        let why = explained(&ada, &kept["id"]).await;
        let lines = |valuation: &Value, delta: &str| -> Vec<(String, String)> {
            let lines = valuation["lines"].as_array().unwrap();
            lines
                .iter()
                .map(|line| (line["rule"].to_string(), line[delta].to_string()))
                .collect()
        };
        let lines_then = lines(&preview["valuation"], "delta");
        assert!(!lines_then.is_empty(), "{preview}");
        assert_eq!(lines_then, lines(&why, "delta_usd"));
    }
}

#[sqlx::test]
async fn a_preview_names_every_wrong_field(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let wrong = json!({"price_usd": "cheap", "ram_gb": -1, "cpu": "No such CPU", "profile_id": 9});
    let answer = ada.post(PREVIEW, wrong).await.expect(422).json();
    let fields = answer["error"]["fields"].as_object().unwrap();
    for field in ["price_usd", "ram_gb", "cpu"] {
        assert!(fields.contains_key(field), "{answer}");
    }
    let untitled = ada.post(PREVIEW, json!({"price_usd": "100"})).await;
    assert_eq!(untitled.expect(200).json()["adjusted_price_usd"], "100.00");
    let unpriced = ada.post(PREVIEW, json!({})).await.expect(200).json();
    assert_eq!(unpriced["valuation"], Value::Null);
}

#[sqlx::test]
async fn a_valuation_is_told_rule_by_rule_to_its_owner_only(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = keep_sample(&ada).await;
    let why = explained(&ada, &kept["id"]).await;
    assert_eq!(why["adjusted_price_usd"], kept["adjusted_price_usd"]);
    let lines = why["lines"].as_array().unwrap();
    let names: Vec<&str> = lines
        .iter()
        .map(|line| line["rule"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"RAM") && names.contains(&"NVMe drive"),
        "{names:?}"
    );
    for line in lines {
        assert_eq!(line["ruleset"], "Barebones baseline");
        assert!(
            line["does"].as_str().unwrap().starts_with("Deduct"),
            "{line}"
        );
        assert!(
            line["delta_usd"].as_str().unwrap().starts_with('-'),
            "{line}"
        );
    }
    let ram = lines.iter().find(|line| line["rule"] == "RAM").unwrap();
    assert_eq!(ram["reckoned"], "16 × 2.50 × 0.6");
    let unmatched = why["unmatched"].as_array().unwrap();
    assert!(unmatched.iter().any(|rule| rule["rule"] == "SATA SSD"));

    let path = format!("/api/v1/listings/{}/valuation", kept["id"]);
    ben.get(&path).await.expect(404);
    let unpriced = keep(&ada, json!({"title": "no price"})).await;
    assert_eq!(explained(&ada, &unpriced["id"]).await, Value::Null);
}

#[sqlx::test]
async fn whoever_runs_the_server_is_told_the_same(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let kept = keep_sample(&ada).await;
    let id = ListingId(kept["id"].as_i64().unwrap());
    let db = &app.state.db;
    let told = explain_to_operator(db, id).await.unwrap().unwrap();
    assert_eq!(
        serde_json::to_value(told).unwrap(),
        explained(&ada, &kept["id"]).await
    );
    let nowhere = explain_to_operator(db, ListingId(0)).await;
    assert_eq!(nowhere, Err(Error::NotFound));
}

#[sqlx::test]
async fn its_owner_chooses_by_which_rulesets_an_offer_is_valued(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = keep_sample(&ada).await;
    let path = format!("/api/v1/listings/{}/valuation-overrides", kept["id"]);
    let baseline = explained(&ada, &kept["id"]).await["rulesets"][0]["ruleset_id"].clone();

    let without = json!({"disabled_ruleset_ids": [baseline], "if_updated_at": kept["updated_at"]});
    let plain = ada.patch(&path, without.clone()).await.expect(200).json();
    assert_eq!(plain["adjusted_price_usd"], plain["price_usd"]);
    let why = explained(&ada, &kept["id"]).await;
    assert_eq!(why["skipped"][0]["reason"], "disabled");
    ada.patch(&path, without).await.expect(409);

    let (own, _) = ruleset(&ada, "Mine").await;
    let only = json!({"mode": "static", "ruleset_id": own});
    let fixed = ada.patch(&path, only).await.expect(200).json();
    assert_eq!(fixed["ruleset_id"], own);
    assert_eq!(fixed["disabled_ruleset_ids"], json!([baseline]));

    let back = json!({"mode": "auto", "disabled_ruleset_ids": []});
    let again = ada.patch(&path, back).await.expect(200).json();
    assert_eq!(again["adjusted_price_usd"], kept["adjusted_price_usd"]);

    let (foreign, _) = ruleset(&ben, "Ben's").await;
    for (wrong, field) in [
        (json!({"mode": "static"}), "ruleset_id"),
        (
            json!({"mode": "static", "ruleset_id": foreign}),
            "ruleset_id",
        ),
        (
            json!({"disabled_ruleset_ids": [foreign]}),
            "disabled_ruleset_ids",
        ),
        (json!({"mode": "sometimes"}), "mode"),
    ] {
        let answer = ada.patch(&path, wrong).await.expect(422).json();
        assert!(answer["error"]["fields"].get(field).is_some(), "{answer}");
    }
    ben.patch(&path, json!({"mode": "auto"})).await.expect(404);
}

#[sqlx::test]
async fn what_a_person_prefers_values_and_scores_offers_that_choose_nothing(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let kept = keep_sample(&ada).await;
    let path = format!("/api/v1/listings/{}", kept["id"]);
    let (own, _) = ruleset(&ada, "Mine").await;
    let weights = json!({"name": "Memory only", "weights": {"ram_capacity": 1}});
    let profile = ada
        .post("/api/v1/profiles", weights)
        .await
        .expect(201)
        .json();
    let prefer = json!({"preferences": {"ruleset_id": own, "scoring_profile_id": profile["id"]}});
    ada.patch("/api/v1/users/me", prefer).await.expect(200);

    let after = ada.get(&path).await.expect(200).json();
    assert_eq!(after["adjusted_price_usd"], after["price_usd"]);
    assert_ne!(after["score_composite"], kept["score_composite"]);
    let why = explained(&ada, &kept["id"]).await;
    assert_eq!(why["adjusted_price_usd"], after["adjusted_price_usd"]);
    let preview = body(sample().unwrap().listings.first().unwrap());
    let preview = ada.post(PREVIEW, preview).await.expect(200).json();
    assert_eq!(preview["adjusted_price_usd"], after["adjusted_price_usd"]);
    assert_eq!(preview["score_composite"], after["score_composite"]);

    let neither = json!({"preferences": {"ruleset_id": null, "scoring_profile_id": null}});
    ada.patch("/api/v1/users/me", neither).await.expect(200);
    let again = ada.get(&path).await.expect(200).json();
    assert_eq!(again["adjusted_price_usd"], kept["adjusted_price_usd"]);
    assert_eq!(again["score_composite"], kept["score_composite"]);
}

#[sqlx::test]
async fn a_page_shows_each_tab_to_the_owner_and_nothing_to_a_stranger(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = keep_sample(&ada).await;
    let id = kept["id"].as_i64().unwrap();
    let note = json!({"notes": "ask about the fan"});
    ada.patch(&format!("/api/v1/listings/{id}"), note)
        .await
        .expect(200);
    for (tab, words) in [
        ("", "What it is"),
        ("?tab=valuation", "NVMe drive"),
        ("?tab=notes", "ask about the fan"),
        ("?tab=sharing", "Make a link"),
        ("?confirm=delete", "Delete for good"),
        ("?added=1", "Why this number"),
    ] {
        let page = ada.visit(&format!("/listings/{id}{tab}")).await.expect(200);
        assert!(page.text.contains(words), "{tab}: {}", page.text);
        ben.visit(&format!("/listings/{id}{tab}")).await.expect(404);
    }
    let edit = format!("/listings/{id}/edit");
    assert!(
        ada.visit(&edit)
            .await
            .expect(200)
            .text
            .contains("Save changes")
    );
    let refused = ben.visit(&edit).await.expect(404);
    assert!(refused.text.contains("There is nothing here"));
    assert!(!refused.text.contains(kept["title"].as_str().unwrap()));
    for nowhere in ["/listings/0", "/listings/x", "/listings/999999/edit"] {
        let page = ada.visit(nowhere).await.expect(404);
        assert!(page.text.contains("There is nothing here"), "{nowhere}");
    }
}

#[sqlx::test]
async fn a_recipient_reads_an_offer_without_its_notes_and_changes_nothing(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = keep_sample(&ada).await;
    let id = kept["id"].as_i64().unwrap();
    let path = format!("/api/v1/listings/{id}");
    ada.patch(&path, json!({"notes": "ask about the fan"}))
        .await
        .expect(200);
    let them = ben.get("/api/v1/users/me").await.expect(200).json();
    let share = json!({"recipient": them["id"], "listing_id": id});
    ada.post("/api/v1/user-shares", share).await.expect(201);

    for tab in [
        "",
        "?tab=valuation",
        "?tab=notes",
        "?tab=sharing",
        "?confirm=delete",
    ] {
        let page = ben.visit(&format!("/listings/{id}{tab}")).await.expect(200);
        assert!(page.text.contains("read only"), "{tab}");
        for hidden in [
            "ask about the fan",
            "Make a link",
            "Archive",
            "Note the price",
            "/edit",
        ] {
            assert!(!page.text.contains(hidden), "{hidden} in {tab}");
        }
    }
    assert_eq!(
        ben.get(&path).await.expect(200).json()["notes"],
        Value::Null
    );
    ben.get(&format!("{path}/valuation")).await.expect(404);
    let refused = ben.patch(&path, json!({"title": "mine"})).await.expect(403);
    assert_eq!(refused.error_code(), "read_only");
    let choice = json!({"mode": "auto"});
    ben.patch(&format!("{path}/valuation-overrides"), choice)
        .await
        .expect(403);
    let edit = ben.visit(&format!("/listings/{id}/edit")).await.expect(200);
    assert!(edit.text.contains("could not be opened"));
}

#[sqlx::test]
async fn a_price_that_drops_is_told_if_the_offer_is_still_to_be_decided(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = keep(&ada, json!({"title": "waiting", "price_usd": "239"})).await;
    let path = format!("/api/v1/listings/{}", kept["id"]);
    let into = collection(&ada, json!({"name": "Proxmox node"})).await;
    let item = json!({"listing_id": kept["id"]});
    let items = format!("/api/v1/collections/{into}/items");
    let item = ada.post(&items, item).await.expect(201).json();

    for (price, news) in [("238.50", 0), ("245", 0), ("230", 1)] {
        let seen = json!({"price_usd": price});
        ada.post(&format!("{path}/price"), seen).await.expect(200);
        assert_eq!(told(&ada).await.len(), news, "{price}");
    }
    ada.patch(&path, json!({"price_usd": "200"}))
        .await
        .expect(200);
    assert_eq!(
        told(&ada).await[0],
        "200.00\u{a0}USD, 30.00 less than before (230.00)."
    );
    let decided = json!({"status": "rejected"});
    ada.patch(&format!("{items}/{}", item["id"]), decided)
        .await
        .expect(200);
    ada.post(&format!("{path}/price"), json!({"price_usd": "100"}))
        .await
        .expect(200);
    assert_eq!(told(&ada).await.len(), 2);
    ben.post(&format!("{path}/price"), json!({"price_usd": "1"}))
        .await
        .expect(404);
    assert!(told(&ben).await.is_empty());
}
