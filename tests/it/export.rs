//! What people take along.

use serde_json::json;
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    support::App,
};

#[sqlx::test]
async fn a_person_takes_along_all_that_is_theirs_and_nothing_of_others(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = offer(&ada, "Ada's find").await;
    offer(&ben, "Ben's secret").await;
    let into = collection(
        &ada,
        json!({ "name": "Proxmox node", "visibility": "unlisted" }),
    )
    .await;
    ada.post(
        &format!("/api/v1/collections/{into}/items"),
        json!({ "listing_id": listing, "notes": "quiet?" }),
    )
    .await
    .expect(201);
    let link = ada
        .post(&format!("/api/v1/collections/{into}/links"), json!({}))
        .await
        .expect(201)
        .json();
    let secret = link["url"].as_str().unwrap().rsplit('/').next().unwrap();

    let file = ada.get("/api/v1/users/me/export").await.expect(200);
    assert!(
        file.header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    let all = file.json();
    assert_eq!(all["listings"][0]["title"], "Ada's find");
    assert_eq!(all["listings"][0]["notes"], "only mine");
    assert_eq!(all["collections"][0]["items"][0]["notes"], "quiet?");
    assert_eq!(all["collections"][0]["links"][0]["prefix"], secret[..6]);
    assert!(all["account"]["username"].is_string());
    assert!(!file.text.contains(secret));
    assert!(!file.text.contains("Ben's secret"));
}

/// Every table that people own rows of is in the file, or is named here with the reason why not.
#[sqlx::test]
async fn no_table_is_forgotten(pool: PgPool) {
    // Two count how often something was done; one keeps what was taken from somebody deleted, who asks no more; one holds
    // a file of the person's own until they say whether to import it.
    const LEFT_OUT: [&str; 4] = [
        "user_share_sending",
        "person_lookup",
        "held_profile",
        "listing_import",
    ];
    let query = include_str!("../../src/db/export.rs");
    let tables: Vec<String> = sqlx::query_scalar(
        "select distinct conrelid::regclass::text from pg_constraint
          where contype = 'f' and confrelid = 'app_user'::regclass order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    for table in tables {
        let is_told = query.contains(&format!("from {table} "));
        assert_eq!(!is_told, LEFT_OUT.contains(&&*table), "{table}");
    }
}

#[sqlx::test]
async fn a_collection_is_taken_along_as_a_table_without_formulas_or_as_json(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let listing = offer(&ada, "=HYPERLINK(\"https://evil.example\")").await;
    let id = collection(&ada, json!({ "name": "Proxmox node" })).await;
    ada.post(
        &format!("/api/v1/collections/{id}/items"),
        json!({ "listing_id": listing, "notes": "a, b\n\"c\"" }),
    )
    .await
    .expect(201);
    let path = format!("/api/v1/collections/{id}/export");
    let csv = ada.get(&format!("{path}?format=csv")).await.expect(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(
        csv.header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    let line = csv.text.split_once("\r\n").unwrap().1;
    assert!(
        line.starts_with(
            "1,\"'=HYPERLINK(\"\"https://evil.example\"\")\",undecided,\"a, b\n\"\"c\"\"\","
        ),
        "{line}"
    );
    let json = ada
        .get(&format!("{path}?format=json"))
        .await
        .expect(200)
        .json();
    assert_eq!(json["items"][0]["notes"], "a, b\n\"c\"");
    ada.get(&format!("{path}?format=pdf")).await.expect(422);
    ben.get(&path).await.expect(404);
}
