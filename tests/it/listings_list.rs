//! Lists of offers: sorted, narrowed down, page by page.

use deal_brain::domain::listing::{Direction, SortKey};
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded;

use crate::support::{App, Person};

/// Offers that differ in everything a list can be sorted by, with gaps.
async fn keep_some(person: &Person<'_>) {
    for (title, price, condition, maker) in [
        ("Beelink SER5", Some("239"), "new", "Beelink"),
        ("OptiPlex 7060", Some("139"), "used", "Dell"),
        ("optiplex 3070", Some("125"), "used", "Dell"),
        ("Unpriced", None, "refurb", "Lenovo"),
        ("ThinkCentre, 100%_off", Some("139"), "refurb", "Lenovo"),
    ] {
        let offer = json!({
            "title": title, "price_usd": price, "condition": condition, "manufacturer": maker,
            "form_factor": "micro",
        });
        person.post("/api/v1/listings", offer).await.expect(201);
    }
}

async fn titles(person: &Person<'_>, query: &str) -> Vec<String> {
    let page = person
        .get(&format!("/api/v1/listings?{query}"))
        .await
        .expect(200)
        .json();
    titles_of(&page)
}

fn titles_of(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test]
async fn pages_of_every_order_hold_each_offer_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    keep_some(&ada).await;
    for key in SortKey::ALL {
        for direction in Direction::ALL {
            let order = format!("sort={}&dir={}", key.name(), direction.name());
            let whole = titles(&ada, &order).await;
            assert_eq!(whole.len(), 5);
            let mut walked = Vec::new();
            let mut path = format!("/api/v1/listings?limit=2&{order}");
            loop {
                let page = ada.get(&path).await.expect(200).json();
                assert_eq!(page["total"], 5);
                walked.extend(titles_of(&page));
                let Some(cursor) = page["next_cursor"].as_str() else {
                    break;
                };
                let cursor: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
                path = format!("/api/v1/listings?limit=2&{order}&cursor={cursor}");
            }
            assert_eq!(walked, whole, "{order}");
        }
    }
}

#[sqlx::test]
async fn a_list_is_sorted_by_the_key_with_gaps_at_the_end(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    keep_some(&ada).await;
    let rising = titles(&ada, "sort=price&dir=asc").await;
    assert_eq!(rising[0], "optiplex 3070");
    assert_eq!(rising[4], "Unpriced");
    let falling = titles(&ada, "sort=price&dir=desc").await;
    assert_eq!(
        (falling[0].as_str(), falling[4].as_str()),
        ("Beelink SER5", "Unpriced")
    );
    let by_title = titles(&ada, "sort=title").await;
    assert_eq!(by_title[1..3], ["optiplex 3070", "OptiPlex 7060"]);
}

#[sqlx::test]
async fn a_list_can_be_narrowed_down(pool: PgPool) {
    sqlx::query(
        "insert into cpu (name, manufacturer, source) values ('Ryzen Test', 'AMD', 'seed')",
    )
    .execute(&pool)
    .await
    .unwrap();
    let app = App::new(pool);
    let ada = app.newcomer();
    keep_some(&ada).await;
    let amd = json!({"title": "With CPU", "cpu": "Ryzen Test", "status": "pending"});
    ada.post("/api/v1/listings", amd).await.expect(201);
    for (query, found) in [
        ("q=OPTIPLEX", 2),
        ("q=dell", 2),
        ("q=100%25_off", 1),
        ("q=%25", 1),
        ("q=ryzen&status=any", 1),
        ("condition=used", 2),
        ("form_factor=micro", 5),
        ("form_factor=tower", 0),
        ("cpu_maker=amd&status=any", 1),
        ("min_price=139&max_price=239", 3),
        ("max_price=138.99", 1),
        ("status=pending", 1),
        ("status=archived", 0),
        ("status=any", 6),
        ("q=&condition=&min_price=", 5),
    ] {
        let page = ada
            .get(&format!("/api/v1/listings?{query}"))
            .await
            .expect(200)
            .json();
        assert_eq!(page["total"], found, "{query}");
        assert_eq!(titles_of(&page).len(), found, "{query}");
    }
}

#[sqlx::test]
async fn a_list_is_only_sorted_and_narrowed_by_what_is_allowed(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for (query, field) in [
        ("sort=user_id", "sort"),
        ("sort=price;drop table listing", "sort"),
        ("dir=sideways", "dir"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("cursor=x", "cursor"),
        ("sort=price&cursor=price.asc.1.%2Bcheap", "cursor"),
        ("sort=price&cursor=price.asc.1.%2B1e99999", "cursor"),
        ("min_price=cheap", "min_price"),
        ("q=%00", "q"),
        ("user_id=1", "query"),
    ] {
        let answer = ada
            .get(&format!("/api/v1/listings?{}", query.replace(' ', "%20")))
            .await
            .expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{query}: {answer:?}"
        );
    }
}
