//! Lists that must not be cut are whole, and those that are cut say so.

use deal_brain::domain::plan::Limit;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::{App, Person},
};

async fn number(app: &App, person: &Person<'_>) -> i64 {
    person.get("/api/v1/users/me").await.expect(200);
    app.row_of(person).await.id.0
}

/// Puts so many offers of a person's into a collection of theirs.
async fn fill(pool: &PgPool, owner: i64, collection: i64, count: i32) {
    sqlx::query(
        "with made as (
             insert into listing (user_id, title)
             select $1, 'offer ' || n from generate_series(1, $3) n
             returning id
         )
         insert into collection_item (collection_id, listing_id, position)
         select $2, id, row_number() over (order by id) - 1 from made",
    )
    .bind(owner)
    .bind(collection)
    .bind(count)
    .execute(pool)
    .await
    .unwrap();
}

fn count(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[sqlx::test]
async fn a_collection_is_taken_along_whole(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = number(&app, &ada).await;
    let id = collection(&ada, json!({ "name": "all I ever saw" })).await;
    fill(&pool, me, id, 5_001).await;
    let path = format!("/api/v1/collections/{id}/export");
    let csv = ada.get(&format!("{path}?format=csv")).await.expect(200);
    // One line of names before them.
    assert_eq!(csv.text.lines().count(), 5_002);
    let json = ada.get(&format!("{path}?format=json")).await.expect(200);
    assert_eq!(count(&json.json()["items"]), 5_001);
}

#[sqlx::test]
async fn where_plans_have_no_limit_the_ceiling_bounds_what_is_read_whole(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = number(&app, &ada).await;
    sqlx::query("update app_user set plan = 'enterprise' where id = $1")
        .bind(me)
        .execute(&pool)
        .await
        .unwrap();
    let shelf = collection(&ada, json!({ "name": "everything" })).await;
    let last = offer(&ada, "one too many").await;
    let most = Limit::ItemsPerCollection.ceiling();
    fill(&pool, me, shelf, i32::try_from(most).unwrap()).await;
    sqlx::query(
        "insert into valuation_ruleset (user_id, name) select $1, 'set ' || n from generate_series(1, $2) n",
    )
    .bind(me)
    .bind(i32::try_from(Limit::Rulesets.ceiling()).unwrap())
    .execute(&pool)
    .await
    .unwrap();

    sqlx::query(
        "insert into listing_price (listing_id, price_usd) select $1, 100 from generate_series(1, $2)",
    )
    .bind(last)
    .bind(i32::try_from(Limit::PricesPerListing.ceiling()).unwrap())
    .execute(&pool)
    .await
    .unwrap();

    let refused = [
        ada.post(
            &format!("/api/v1/listings/{last}/price"),
            json!({ "price_usd": "99" }),
        )
        .await
        .expect(403),
        ada.post(
            &format!("/api/v1/collections/{shelf}/items"),
            json!({ "listing_id": last }),
        )
        .await
        .expect(403),
        ada.post("/api/v1/rulesets", json!({ "name": "one too many" }))
            .await
            .expect(403),
    ];
    for answer in refused {
        assert_eq!(answer.json()["error"]["code"], "plan_limit");
    }
}

#[sqlx::test]
async fn a_shared_collection_that_is_cut_says_how_much_there_is(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = number(&app, &ada).await;
    let id = collection(&ada, json!({ "name": "all", "visibility": "unlisted" })).await;
    let last = offer(&ada, "one too many").await;
    fill(&pool, me, id, 500).await;
    let link = ada
        .post(&format!("/api/v1/collections/{id}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let secret = link["url"].as_str().unwrap().rsplit('/').next().unwrap();
    let page = format!("/c/{secret}");
    let whole = app.anybody().visit(&page).await.expect(200);
    assert!(!whole.text.contains("These are the first"));

    ada.post(
        &format!("/api/v1/collections/{id}/items"),
        json!({ "listing_id": last }),
    )
    .await
    .expect(201);
    let cut = app.anybody().visit(&page).await.expect(200);
    assert!(cut.text.contains("501 offers"));
    assert!(cut.text.contains("These are the first 500"));
    let shown = app
        .anybody()
        .get(&format!("/api/v1/public/collections/{secret}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&shown["count"], count(&shown["listings"])),
        (&json!(501), 500)
    );
}

#[sqlx::test]
async fn links_are_listed_page_by_page_and_a_page_says_when_there_are_older_ones(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = number(&app, &ada).await;
    let listing = offer(&ada, "Beelink SER5").await;
    let shelf = collection(&ada, json!({ "name": "all", "visibility": "unlisted" })).await;
    let places = [
        (
            format!("/api/v1/listings/{listing}/links"),
            format!("/listings/{listing}?tab=sharing"),
        ),
        (
            format!("/api/v1/collections/{shelf}/links"),
            format!("/collections/{shelf}"),
        ),
    ];
    for many in [50, 1] {
        sqlx::query(
            "insert into listing_share (listing_id, created_by, token_hash, prefix)
             select $1, $2, sha256(gen_random_uuid()::text::bytea), 'abcdef' from generate_series(1, $3)",
        )
        .bind(listing)
        .bind(me)
        .bind(many)
        .execute(&pool)
        .await
        .unwrap();
        sqlx::query(
            "insert into collection_share_token (collection_id, token_hash, prefix)
             select $1, sha256(gen_random_uuid()::text::bytea), 'abcdef' from generate_series(1, $2)",
        )
        .bind(shelf)
        .bind(many)
        .execute(&pool)
        .await
        .unwrap();
        for (path, page) in &places {
            let first = ada.get(path).await.expect(200).json();
            assert_eq!(count(&first["items"]), 50, "{path}");
            let shown = ada.visit(page).await.expect(200);
            let has_more = many == 1;
            assert_eq!(
                shown.text.contains("Only the newest links"),
                has_more,
                "{page}"
            );
            assert_eq!(first["next_cursor"].is_string(), has_more, "{path}");
            if let Some(cursor) = first["next_cursor"].as_str() {
                let rest = ada
                    .get(&format!("{path}?cursor={cursor}"))
                    .await
                    .expect(200)
                    .json();
                assert_eq!(count(&rest["items"]), 1, "{path}");
                assert_eq!(rest["next_cursor"], Value::Null, "{path}");
            }
        }
    }
}

#[sqlx::test]
async fn whoever_has_many_rulesets_and_collections_chooses_from_all(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = number(&app, &ada).await;
    sqlx::query(
        "insert into valuation_ruleset (user_id, name, is_active, priority)
         select $1, 'ruleset ' || n, false, 1000 from generate_series(1, 501) n",
    )
    .bind(me)
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into collection (user_id, name, created_at)
         select $1, case n when 1 then 'the very first shelf' else 'shelf ' || n end
              , now() + n * interval '1 second'
           from generate_series(1, 201) n",
    )
    .bind(me)
    .execute(&pool)
    .await
    .unwrap();
    let rulesets = ada.get("/api/v1/rulesets").await.expect(200).json();
    let own = rulesets["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|set| set["name"].as_str().unwrap().starts_with("ruleset "))
        .count();
    assert_eq!(own, 501);
    let listing = offer(&ada, "Beelink SER5").await;
    let page = ada
        .visit(&format!("/collections/add?listing={listing}"))
        .await
        .expect(200);
    assert!(page.text.contains("the very first shelf"));
}
