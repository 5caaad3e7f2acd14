//! Offers from files and into files.

use axum::http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    listing_samples::app_row,
    support::{Answer, App, ORIGIN, Person},
};

async fn import(person: &Person<'_>, file: &str) -> Answer {
    person
        .send_text(Method::POST, "/api/v1/listings/import", file.to_owned())
        .await
}

async fn export(person: &Person<'_>) -> Answer {
    person.get("/api/v1/listings/export.csv").await.expect(200)
}

async fn total(person: &Person<'_>) -> Value {
    let page = person
        .get("/api/v1/listings?status=any")
        .await
        .expect(200)
        .json();
    page["total"].clone()
}

/// The columns of an export that an import takes; what is worked out differs by its time.
fn said(file: &str) -> Vec<String> {
    file.split("\r\n")
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            cells[..cells.len().saturating_sub(2)].join(",")
        })
        .collect()
}

#[sqlx::test]
async fn an_export_that_is_imported_gives_the_same_offers(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    ada.send_text(Method::POST, "/api/v1/listings/sample", String::new())
        .await
        .expect(201);
    for offer in [
        json!({"title": "=HYPERLINK(\"https://evil.example\")", "notes": "'two\nlines\", and a comma",
               "attrs": {"usb4": true, "lan_ports": 2, "colour": "grey"}, "status": "pending"}),
        json!({"title": "'quoted", "price_usd": "0", "condition": "refurb", "ram_gb": 12, "ram_type": "unknown",
               "os_license": "Windows 11 Pro", "listing_url": "https://example.com/?a=1,2"}),
        json!({"title": "-5 °C ü", "status": "archived", "secondary_storage_gb": 500,
               "secondary_storage_medium": "hdd", "model": "+x", "seller": "@y"}),
    ] {
        ada.post("/api/v1/listings", offer).await.expect(201);
    }
    let file = export(&ada).await;
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(
        file.header("content-disposition")
            .unwrap()
            .contains("offers.csv")
    );
    assert!(!file.text.contains(",=") && !file.text.contains("\n="));

    let came = import(&ben, &file.text).await.expect(200).json();
    assert_eq!(came, json!({"created": 31, "left_out": 0, "errors": []}));
    let copied = export(&ben).await;
    let (mut before, mut after) = (said(&file.text), said(&copied.text));
    before.sort();
    after.sort();
    // What is archived is valued when it comes back.
    let archived = |line: &String| line.contains("-5 °C");
    before.retain(|line| !archived(line));
    after.retain(|line| !archived(line));
    assert_eq!(before, after);
    assert_eq!(total(&ada).await, 31);
}

#[sqlx::test]
async fn rows_that_are_wrong_are_left_out_and_told(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let file = "Title;Price;Condition;CPU;RAM;Colour\n\
                Right one;1,199.00;Refurbished;;16;red\n\
                ;5;;;;\n\
                Too dear;cheap;broken;No such CPU;;\n\
                Another;80;new;;;;;more\n";
    let came = import(&ada, file).await.expect(200).json();
    assert_eq!(
        (&came["created"], &came["left_out"]),
        (&json!(1), &json!(3))
    );
    let told: Vec<(i64, &str)> = came["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            (
                error["row"].as_i64().unwrap(),
                error["field"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (3, "title"),
            (4, "cpu"),
            (4, "price_usd"),
            (4, "condition"),
            (5, "row")
        ]
    );
    let page = ada.get("/api/v1/listings").await.expect(200).json();
    let offer = &page["items"][0];
    assert_eq!(
        (&offer["title"], &offer["price_usd"], &offer["ram_gb"]),
        (&json!("Right one"), &json!("1199.00"), &json!(16))
    );
}

#[sqlx::test]
async fn what_is_no_such_file_changes_nothing(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for file in [
        "",
        "price_usd\n5",
        "title,title\na,b",
        "title\n\u{0}",
        "\n\n",
    ] {
        let answer = import(&ada, file).await.expect(422);
        assert_eq!(answer.error_code(), "validation", "{file:?}");
    }
    let large = format!("title\n{}", "x\n".repeat(1024 * 1024 + 1));
    assert_eq!(
        import(&ada, &large).await.expect(413).error_code(),
        "too_large"
    );
    // Larger than other bodies may be.
    let long = format!("title,notes\n\"Long\",\"{}\"", "y".repeat(400 * 1024));
    let told = import(&ada, &long).await.expect(200).json();
    assert_eq!(told["errors"][0]["field"], "notes");
    assert_eq!(total(&ada).await, 0);
}

#[sqlx::test]
async fn a_file_that_the_plan_does_not_hold_changes_nothing(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let rows = |count: usize| format!("title\n{}", "x\n".repeat(count));
    let refused = import(&ada, &rows(201)).await.expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    assert_eq!(refused.json()["error"]["limit"], 200);
    assert!(refused.json()["error"]["count"].is_i64());
    assert!(
        refused.text.contains("200 rows in a file"),
        "{}",
        refused.text
    );
    assert_eq!(
        import(&ada, &rows(200)).await.expect(200).json()["created"],
        200
    );
    assert_eq!(
        import(&ada, &rows(1)).await.expect(403).error_code(),
        "plan_limit"
    );
    let archived = import(&ada, "title,status\nx,archived").await.expect(200);
    assert_eq!(archived.json()["created"], 1, "only active offers count");
    assert_eq!(total(&ada).await, 201);

    let id = app_row(&ada, &pool).await;
    sqlx::query("update app_user set plan = 'growth' where id = $1")
        .bind(id)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        import(&ada, &rows(201)).await.expect(200).json()["created"],
        201
    );
}

/// As the page does it without a script: the file, its preview, the word, what came of it.
#[sqlx::test]
async fn nothing_is_imported_before_it_was_shown(pool: PgPool) {
    use deal_brain::pages::listings::actions::{ConfirmImport, DiscardImport, PreviewImport};
    use leptos::server_fn::ServerFn;

    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let text = "text=title%2Cprice_usd%0D%0AFrom+a+file%2C80%0D%0A%2C1%0D%0A";
    ada.submit(PreviewImport::PATH, ORIGIN, text)
        .await
        .expect(200);
    assert_eq!(total(&ada).await, 0);
    let page = ada.visit("/listings/import").await.expect(200).text;
    assert!(
        page.contains("From a file") && page.contains("1 offer would be added"),
        "{page}"
    );
    assert!(page.contains("must not be empty"), "{page}");

    let bens = ben.visit("/listings/import").await.expect(200).text;
    assert!(!bens.contains("From a file"));
    ben.submit(ConfirmImport::PATH, ORIGIN, "")
        .await
        .expect(404);

    ada.submit(ConfirmImport::PATH, ORIGIN, "")
        .await
        .expect(200);
    assert_eq!(total(&ada).await, 1);
    ada.submit(ConfirmImport::PATH, ORIGIN, "")
        .await
        .expect(404);
    assert_eq!(total(&ada).await, 1, "a word counts once");
    let page = ada.visit("/listings/import").await.expect(200).text;
    assert!(
        page.contains("1 offer was added") && page.contains("must not be empty"),
        "{page}"
    );

    ada.submit(DiscardImport::PATH, ORIGIN, "")
        .await
        .expect(200);
    let page = ada.visit("/listings/import").await.expect(200).text;
    assert!(!page.contains("1 offer was added"));
    ada.submit(PreviewImport::PATH, ORIGIN, "text=nonsense")
        .await
        .expect(422);
}
