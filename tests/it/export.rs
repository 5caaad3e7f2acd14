//! What people take along.

use std::collections::BTreeSet;

use deal_brain::{
    auth::CurrentUser,
    service::export::{self, Place},
};
use serde_json::{Value, json};
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
    // The audit log has no foreign keys, because it outlives people: it is found by its columns.
    let tables: Vec<String> = sqlx::query_scalar(
        "select conrelid::regclass::text from pg_constraint
          where contype = 'f' and confrelid = 'app_user'::regclass
          union
         select c.oid::regclass::text
           from pg_class c
           join pg_attribute a on a.attrelid = c.oid
          where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
            and a.attname in ('user_id', 'person_id', 'owner_id', 'actor_id', 'subject_id')
          order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(tables.iter().any(|table| table == "audit_event"));
    assert!(tables.len() > 10, "{tables:?}");
    let is_told = |table: &str| {
        query.contains(&format!("from {table} "))
            || query.contains(&format!("from app.own_{table}s("))
    };
    let tables = tables.iter().map(String::as_str);
    let left_out: BTreeSet<&str> = tables.filter(|table| !is_told(table)).collect();
    assert_eq!(left_out, BTreeSet::from(LEFT_OUT));
}

#[sqlx::test]
async fn a_person_takes_along_what_the_audit_log_keeps_about_them_and_nothing_of_others(
    pool: PgPool,
) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    for person in [&ada, &ben] {
        person.get("/api/v1/users/me").await.expect(200);
    }
    let (me, other) = (app.row_of(&ada).await.id.0, app.row_of(&ben).await.id.0);
    sqlx::query(
        r#"insert into audit_event (actor_id, subject_id, kind, detail, ip_hash) values
               ($1, $1, 'login', '{"session_id": "sess_own"}', 'own address'),
               ($1, $1, 'login', '{"session_id": "sess_lent", "impersonator": "user_boss"}', 'lent address'),
               ($2, $1, 'plan_changed', '{"from": "free", "to": "pro"}', 'address of another'),
               (null, $1, 'email_collision', '{"with": 987654321}', null),
               ($1, $2, 'role_changed', '{"reason": "about another"}', 'own address again'),
               ($2, $2, 'login', '{"session_id": "sess_of_another"}', 'address of another')"#,
    )
    .bind(me)
    .bind(other)
    .execute(&pool)
    .await
    .unwrap();

    let file = ada.get("/api/v1/users/me/export").await.expect(200);
    let all = file.json();
    let told: Vec<(&str, &str, Option<&str>, Option<&str>)> = all["audit_events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["kind"] != "provisioned")
        .map(|event| {
            (
                event["kind"].as_str().unwrap(),
                event["done_by"].as_str().unwrap(),
                event["done_to"].as_str(),
                event["ip_hash"].as_str(),
            )
        })
        .collect();
    let me = Some("you");
    assert_eq!(
        told,
        [
            ("login", "you", me, Some("own address")),
            ("login", "somebody else", me, None),
            ("plan_changed", "somebody else", me, None),
            ("email_collision", "the application", me, None),
            (
                "role_changed",
                "you",
                Some("somebody else"),
                Some("own address again")
            ),
        ]
    );
    for kept_back in [
        "user_boss",
        "lent address",
        "address of another",
        "987654321",
        "about another",
        "sess_of_another",
    ] {
        assert!(!file.text.contains(kept_back), "{kept_back}");
    }
}

#[sqlx::test]
async fn the_file_says_what_is_not_in_it(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let all = ada.get("/api/v1/users/me/export").await.expect(200).json();
    for table in ["listing_import", "person_lookup", "user_share_sending"] {
        assert!(all["left_out"][table].is_string(), "{table}");
    }
}

#[sqlx::test]
async fn however_much_there_is_it_is_taken_along_part_by_part_and_each_row_once(pool: PgPool) {
    const OFFERS: i32 = 1_500;
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let me = app.row_of(&ada).await.id.0;
    // All at one moment: what tells them apart is their number.
    sqlx::query(
        "with made as (insert into listing (user_id, title) select $1, 'offer ' || n from generate_series(1, $2) n)
         insert into notification (user_id, type, title) select $1, 'system', 'note ' || n from generate_series(1, $2) n",
    )
    .bind(me)
    .bind(OFFERS)
    .execute(&pool)
    .await
    .unwrap();
    let numbers = |of: &str| (1..=OFFERS).map(|n| format!("{of} {n}")).collect();

    let all = ada.get("/api/v1/users/me/export").await.expect(200).json();
    for (list, of) in [("listings", "offer"), ("notifications", "note")] {
        let titles: Vec<String> = all[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["title"].as_str().unwrap().to_owned())
            .collect();
        let expected: Vec<String> = numbers(of);
        assert_eq!(titles, expected, "{list}");
    }
    assert!(!all["audit_events"].as_array().unwrap().is_empty());

    let csv = ada.get("/api/v1/listings/export.csv").await.expect(200);
    let titles: Vec<String> = csv
        .text
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    let expected: Vec<String> = numbers("offer");
    assert_eq!(titles, expected);
}

/// Ten thousand offers may hang on one collection, and there may be a thousand collections.
#[sqlx::test]
async fn of_rows_on_which_much_may_hang_a_part_holds_few(pool: PgPool) {
    const COLLECTIONS: i32 = 25;
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let me = app.row_of(&ada).await.id.0;
    sqlx::query(
        "with kept as (insert into listing (user_id, title) values ($1, 'x') returning id)
            , made as (insert into collection (user_id, name)
                       select $1, 'collection ' || n from generate_series(1, $2) n returning id)
         insert into collection_item (collection_id, listing_id) select made.id, kept.id from made, kept",
    )
    .bind(me)
    .bind(COLLECTIONS)
    .execute(&pool)
    .await
    .unwrap();

    let user = app.enter::<CurrentUser>(&ada).await.unwrap();
    let mut place = Some(Place::default());
    let mut file = String::new();
    while let Some(start) = place {
        let mut tx = user.begin(&app.state.db).await.unwrap();
        let (part, next) = export::part(&mut tx, start).await.unwrap();
        let collections = part.matches("\"name\": \"collection ").count();
        assert!(collections <= 10, "{collections}");
        file.push_str(&part);
        place = next;
    }
    let all: Value = serde_json::from_str(&file).unwrap();
    let collections = all["collections"].as_array().unwrap();
    let names: Vec<&str> = collections
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (1..=COLLECTIONS)
        .map(|n| format!("collection {n}"))
        .collect();
    assert_eq!(names, expected);
    let is_whole = |it: &Value| it["items"].as_array().is_some_and(|items| items.len() == 1);
    assert!(collections.iter().all(is_whole));
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
