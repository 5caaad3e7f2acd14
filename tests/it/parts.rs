//! Parts of the catalogue as pages show them, and what follows when one is changed.

use deal_brain::{
    db::Db,
    pages::{
        gpus::actions::{AddGpu, ChangeGpu, DeleteGpu},
        listings::{actions::AddListing, form::actions::SaveListing},
    },
    service::valuation::revalue_changed,
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;
use time::OffsetDateTime;

use crate::{
    catalogue::promote,
    support::{App, ORIGIN, Person},
};

/// Where the first part that a search finds is.
async fn part(person: &Person<'_>, kind: &str, words: &str) -> String {
    let found = person
        .get(&format!("/api/v1/{kind}?q={words}"))
        .await
        .expect(200)
        .json();
    format!("/api/v1/{kind}/{}", found["items"][0]["id"])
}

/// An offer with a processor and a graphics card.
async fn offer(person: &Person<'_>, title: &str) -> String {
    let body = json!({
        "title": title, "price_usd": "200", "cpu": "Intel Core i5-8500T", "gpu": "NVIDIA T600 LP",
    });
    let kept = person
        .post("/api/v1/listings", body)
        .await
        .expect(201)
        .json();
    format!("/api/v1/listings/{}", kept["id"])
}

async fn valued_at(pool: &PgPool) -> Vec<OffsetDateTime> {
    sqlx::query_scalar("select valued_at from listing order by id")
        .fetch_all(pool)
        .await
        .unwrap()
}

#[sqlx::test]
async fn a_graphics_card_tells_what_counts_of_it_and_of_ones_own_offers(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    offer(&ada, "Z2 Mini").await;
    let path = part(&ada, "gpus", "t600").await;
    for (person, offers) in [(&ada, 1), (&ben, 0)] {
        let entry = person.get("/api/v1/gpus?q=LP+t600").await.expect(200);
        assert_eq!(entry.json()["items"][0]["offers"], offers);
        let detail = person.get(&path).await.expect(200).json();
        assert_eq!(detail["offers"].as_array().unwrap().len(), offers);
        assert_eq!(detail["score"], "6400");
    }
    let page = path.replace("/api/v1", "");
    let shown = ada.visit(&page).await.expect(200).text;
    for told in ["NVIDIA T600 LP", "6,400 points", "10,000", "Z2 Mini"] {
        assert!(shown.contains(told), "{told} is not in {shown}");
    }
    assert!(!shown.contains("For administrators"));
    let listed = ada.visit("/gpus?q=nothing").await.expect(200).text;
    assert!(listed.contains("/gpus/new?name=nothing"), "{listed}");
    ada.visit("/gpus/999999").await.expect(404);
}

#[sqlx::test]
async fn anybody_adds_a_graphics_card_and_only_administrators_change_one(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let shown = ada.visit("/gpus/new?name=Arc+A310").await.expect(200).text;
    assert!(
        shown.contains(r#"value="Arc A310""#),
        "the name comes along"
    );
    let form = "gpu[name]=Arc+A310&gpu[gpu_mark]=3900";
    let added = ada.send_form(AddGpu::PATH, "/gpus/new", form).await;
    let address = added.expect(302).header("location").unwrap().to_owned();
    let shown = ada.visit(&address).await.expect(200).text;
    assert!(shown.contains("Added by a person") && shown.contains("3,900"));

    let twice = ada.send_form(AddGpu::PATH, "/gpus/new", form).await;
    let back = twice.expect(302).header("location").unwrap().to_owned();
    let shown = ada.visit(&back).await.expect(200).text;
    assert!(
        shown.contains("The name is in the catalogue already.")
            && shown.contains(r#"value="3900""#)
    );

    let id = address.rsplit('/').next().unwrap();
    for (function, body) in [
        (ChangeGpu::PATH, format!("id={id}&gpu[name]=Mine")),
        (DeleteGpu::PATH, format!("id={id}")),
    ] {
        let refused = ada.submit(function, ORIGIN, &body).await.expect(403);
        assert_eq!(refused.error_code(), "forbidden_role");
    }
}

#[sqlx::test]
async fn a_change_of_a_part_that_was_read_before_another_is_refused(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    promote(&pool, &ada).await;
    for (kind, words, field) in [
        ("cpus", "8500T", "mark_multi"),
        ("gpus", "t600", "gpu_mark"),
    ] {
        let path = part(&ada, kind, words).await;
        let read = ada.get(&path).await.expect(200).json()["updated_at"].clone();
        let change = |mark: i32| json!({ field: mark, "if_updated_at": read });
        ada.patch(&path, change(9000)).await.expect(200);
        let stale = ada.patch(&path, change(9100)).await.expect(409);
        assert_eq!(stale.error_code(), "conflict");
        assert_eq!(ada.get(&path).await.expect(200).json()[field], 9000);

        let newest = ada.get(&path).await.expect(200).json()["updated_at"].clone();
        let again = json!({ field: 9100, "if_updated_at": newest });
        ada.patch(&path, again).await.expect(200);
        let wrong = json!({ field: 9200, "if_updated_at": "yesterday" });
        let wrong = ada.patch(&path, wrong).await.expect(422).json();
        assert!(wrong["error"]["fields"]["if_updated_at"].is_string());
    }
}

#[sqlx::test]
async fn a_changed_part_values_the_offers_of_everybody_who_has_it_anew(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben, admin) = (app.newcomer(), app.newcomer(), app.newcomer());
    let (adas, bens) = (offer(&ada, "hers").await, offer(&ben, "his").await);
    promote(&pool, &admin).await;
    let db = Db::from_pool(pool.clone());

    let before = valued_at(&pool).await;
    revalue_changed(&db).await.unwrap();
    assert_eq!(valued_at(&pool).await, before, "nothing was changed yet");

    let cpu = part(&admin, "cpus", "8500T").await;
    admin
        .patch(&cpu, json!({ "mark_multi": 9000 }))
        .await
        .expect(200);
    revalue_changed(&db).await.unwrap();
    for (person, path) in [(&ada, &adas), (&ben, &bens)] {
        let offer: Value = person.get(path).await.expect(200).json();
        assert_eq!(offer["usd_per_multi"], "0.0222");
        assert_eq!(offer["perf_per_watt"], "257.1");
        assert_eq!(
            offer["updated_at"], offer["created_at"],
            "its owner did nothing"
        );
    }

    // An hour later these are in step, and a changed graphics card makes them due again.
    sqlx::query(
        "update cpu set created_at = created_at - interval '2 hours', updated_at = updated_at - interval '1 hour'",
    )
    .execute(&pool)
    .await
    .unwrap();
    let in_step = valued_at(&pool).await;
    revalue_changed(&db).await.unwrap();
    assert_eq!(valued_at(&pool).await, in_step);
    let gpu = part(&admin, "gpus", "t600").await;
    admin
        .patch(&gpu, json!({ "gpu_mark": 9600 }))
        .await
        .expect(200);
    revalue_changed(&db).await.unwrap();
    let anew = valued_at(&pool).await;
    assert_eq!((anew.len(), in_step.len()), (2, 2));
    assert!(anew.iter().zip(&in_step).all(|(now, then)| now > then));
}

#[sqlx::test]
async fn a_part_that_is_not_in_the_catalogue_is_refused_and_can_be_added(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let unknown = json!({ "title": "x", "gpu": "No such card" });
    let refused = ada.post("/api/v1/listings", unknown).await.expect(422);
    assert!(refused.json()["error"]["fields"]["gpu"].is_string());

    for (function, page, form, told, link) in [
        (
            SaveListing::PATH,
            "/listings/new",
            "listing[title]=x&listing[gpu]=No+such+card",
            "The graphics card is not in the catalogue.",
            "/gpus/new?name=No%20such%20card",
        ),
        (
            AddListing::PATH,
            "/listings",
            "listing[title]=x&listing[cpu]=No+such+CPU",
            "The CPU is not in the catalogue.",
            "/cpus/new?name=No%20such%20CPU",
        ),
    ] {
        let answer = ada.send_form(function, page, form).await.expect(302);
        let location = answer.header("location").unwrap();
        let back = location.strip_prefix(ORIGIN).unwrap_or(location).to_owned();
        let shown = ada.visit(&back).await.expect(200).text;
        for part in [told, link] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    }
}
