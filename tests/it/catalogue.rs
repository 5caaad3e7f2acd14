//! The catalogue of parts, and the other rows that every installation has.

use axum::http::Method;
use deal_brain::{
    db::migrate::MIGRATOR,
    domain::{
        action::Action,
        condition::When,
        sample::{baseline, sample},
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    support::{Answer, App, Person},
    valuation::keep_samples,
};

async fn send(person: &Person<'_>, method: Method, path: &str, body: Value) -> Answer {
    person.send_text(method, path, body.to_string()).await
}

pub async fn promote(pool: &PgPool, person: &Person<'_>) {
    person.get("/api/v1/users/me").await.expect(200);
    sqlx::query("update app_user set role = 'admin' where clerk_id = $1")
        .bind(&person.clerk_id)
        .execute(pool)
        .await
        .unwrap();
}

fn names(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect()
}

/// All that a list holds, page by page.
async fn walked(person: &Person<'_>, list: &str) -> Vec<Value> {
    let (mut walked, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = person.get(&format!("{list}{cursor}")).await;
        let page = page.expect(200).json();
        walked.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else {
            return walked;
        };
        cursor = format!("&cursor={next}");
    }
}

#[sqlx::test]
async fn every_installation_has_the_parts_of_the_sample_offers(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let list = ada.get("/api/v1/cpus?limit=200").await.expect(200).json();
    let sample = sample().unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), sample.cpus.len());
    for cpu in &sample.cpus {
        let kept = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["name"] == cpu.name.as_str())
            .unwrap();
        let expected = serde_json::to_value(cpu).unwrap();
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&kept[field], value, "{} of {}", field, cpu.name);
        }
        assert_eq!(kept["source"], "approximate");
    }
    let gpus = ada.get("/api/v1/gpus").await.expect(200).json();
    assert_eq!(names(&gpus), ["NVIDIA T600 LP"]);
}

#[sqlx::test]
async fn every_installation_has_the_rules_of_the_baseline(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let list = ada.get("/api/v1/rulesets").await.expect(200).json();
    let [set] = list["items"].as_array().unwrap().as_slice() else {
        panic!("one ruleset: {list}");
    };
    let expected = baseline().unwrap();
    assert_eq!(set["name"], expected.name.as_str());
    assert_eq!(set["priority"], expected.priority);
    assert_eq!(
        set["groups"].as_array().unwrap().len(),
        expected.groups.len()
    );
    for (group, expected) in set["groups"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&expected.groups)
    {
        assert_eq!(group["name"], expected.name.as_str());
        assert_eq!(group["category"], expected.category.name());
        let rules = group["rules"].as_array().unwrap();
        assert_eq!(rules.len(), expected.rules.len());
        for (rule, expected) in rules.iter().zip(&expected.rules) {
            let conditions = When::parse(&expected.conditions, "conditions").unwrap();
            let actions = Action::parse_list(&expected.actions, "actions").unwrap();
            assert_eq!(rule["name"], expected.name.as_str());
            assert_eq!(rule["evaluation_order"], expected.evaluation_order);
            assert_eq!(rule["conditions"], conditions.to_json());
            assert_eq!(rule["actions"], json!(actions));
        }
    }
}

#[sqlx::test]
async fn going_back_keeps_a_part_that_an_offer_names(pool: PgPool) {
    let app = App::new(pool.clone());
    keep_samples(&app.newcomer(), 1).await;
    MIGRATOR.undo(&pool, 39).await.unwrap();
    let left: Vec<String> = sqlx::query_scalar("select name from cpu")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(left, ["Intel Core i5-8500T"]);
    let rulesets: i64 = sqlx::query_scalar("select count(*) from valuation_ruleset")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rulesets, 0);
    MIGRATOR.run(&pool).await.unwrap();
    let cpus: i64 = sqlx::query_scalar("select count(*) from cpu")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(cpus, 24);
}

#[sqlx::test]
async fn a_part_is_found_by_the_words_of_its_name_page_by_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let found = ada.get("/api/v1/cpus?q=pro+RYZEN").await.expect(200).json();
    assert_eq!(
        names(&found),
        [
            "AMD Ryzen 5 PRO 3400GE",
            "AMD Ryzen 5 PRO 4650GE",
            "AMD Ryzen 5 PRO 5650GE"
        ]
    );
    let none = ada.get("/api/v1/cpus?q=100%25_").await.expect(200).json();
    assert_eq!(names(&none), Vec::<&str>::new());
    assert_eq!(walked(&ada, "/api/v1/cpus?limit=10").await.len(), 24);
}

#[sqlx::test]
async fn the_catalogue_is_sorted_and_narrowed_page_by_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    // It does not say what the lists are sorted by, and stands at their end.
    ada.post(
        "/api/v1/cpus",
        json!({"name": "AMD Unknown", "manufacturer": "AMD"}),
    )
    .await
    .expect(201);
    for (sort, member, falls) in [
        ("multi", "mark_multi", true),
        ("tdp", "tdp_w", false),
        ("multi&dir=asc", "mark_multi", false),
    ] {
        let path = format!("/api/v1/cpus?maker=amd&limit=3&sort={sort}");
        let mut walked = walked(&ada, &path).await;
        assert!(walked.iter().all(|cpu| cpu["manufacturer"] == "AMD"));
        assert_eq!(walked.pop().unwrap()["name"], "AMD Unknown");
        let figures: Vec<i64> = walked
            .iter()
            .map(|cpu| cpu[member].as_i64().unwrap())
            .collect();
        assert!(figures.len() > 6, "{figures:?}");
        let mut sorted = figures.clone();
        sorted.sort_by_key(|figure| if falls { -figure } else { *figure });
        assert_eq!(figures, sorted, "{sort}");
    }
    let refusal = ada.get("/api/v1/cpus?sort=source&dir=up").await.expect(422);
    let fields = &refusal.json()["error"]["fields"];
    assert!(fields["sort"].is_string() && fields["dir"].is_string());
}

#[sqlx::test]
async fn graphics_cards_are_sorted_page_by_page_over_ties_and_gaps(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    // The one that is there already, T600, has 6,400 points and no Metal score.
    for (name, mark, metal) in [
        ("780M", Some(6400), None),
        ("M1", Some(3900), Some(32_000)),
        ("M2", None, Some(45_000)),
        ("M3", None, Some(45_000)),
    ] {
        let card = json!({ "name": name, "gpu_mark": mark, "metal_score": metal });
        ada.post("/api/v1/gpus", card).await.expect(201);
    }
    let t600 = "NVIDIA T600 LP";
    let by_name = ["780M", "M1", "M2", "M3", t600];
    for (order, expected) in [
        ("name", by_name),
        // Names run one way only.
        ("name&dir=desc", by_name),
        ("mark", ["780M", t600, "M1", "M2", "M3"]),
        ("mark&dir=asc", ["M1", "780M", t600, "M2", "M3"]),
        ("metal", ["M2", "M3", "M1", "780M", t600]),
        ("metal&dir=asc", ["M1", "M2", "M3", "780M", t600]),
    ] {
        for limit in [1, 2, 5] {
            let path = format!("/api/v1/gpus?limit={limit}&sort={order}");
            let list = json!({ "items": walked(&ada, &path).await });
            assert_eq!(names(&list), expected, "{path}");
        }
    }
    let refusal = ada.get("/api/v1/gpus?sort=source&dir=up").await.expect(422);
    let fields = &refusal.json()["error"]["fields"];
    assert!(fields["sort"].is_string() && fields["dir"].is_string());
}

#[sqlx::test]
async fn a_list_by_name_says_which_way_it_runs_whatever_its_address_asks_for(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    for path in ["/cpus", "/gpus"] {
        for dir in ["", "&dir=asc", "&dir=desc"] {
            let page = format!("{path}?sort=name{dir}");
            let shown = ada.visit(&page).await.expect(200).text;
            let heads = |way: &str| shown.matches(&format!(r#"aria-sort="{way}""#)).count();
            assert_eq!((heads("ascending"), heads("descending")), (1, 0), "{page}");
        }
    }
    for path in ["/cpus?sort=multi", "/gpus?sort=mark"] {
        let shown = ada.visit(path).await.expect(200).text;
        assert!(shown.contains(r#"aria-sort="descending""#), "{path}");
    }
    let by_name = walked(&ada, "/api/v1/cpus?limit=10&sort=name&dir=desc").await;
    let as_usual = walked(&ada, "/api/v1/cpus?limit=10").await;
    assert_eq!(by_name, as_usual);
    assert_eq!(by_name.len(), 24);
}

#[sqlx::test]
async fn anybody_adds_a_part_and_administrators_change_it(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    for (path, body, change, field) in [
        (
            "/api/v1/cpus",
            json!({ "name": "Intel N150", "cores": 4, "mark_multi": 5600 }),
            json!({ "mark_multi": 5700, "cores": null }),
            "mark_multi",
        ),
        (
            "/api/v1/gpus",
            json!({ "name": "AMD Radeon 780M", "gpu_mark": 6700 }),
            json!({ "gpu_mark": 5700 }),
            "gpu_mark",
        ),
    ] {
        let part = ada.post(path, body.clone()).await.expect(201).json();
        assert_eq!(part["source"], "user");
        let duplicate = ben.post(path, body).await.expect(409);
        assert_eq!(duplicate.error_code(), "duplicate");
        let one = format!("{path}/{}", part["id"]);
        for method in [Method::PATCH, Method::DELETE] {
            let refused = send(&ada, method, &one, change.clone()).await;
            assert_eq!(refused.expect(403).error_code(), "forbidden_role");
        }
        promote(&pool, &ben).await;
        let changed = send(&ben, Method::PATCH, &one, change)
            .await
            .expect(200)
            .json();
        assert_eq!(changed[field], 5700);
        assert_eq!(ada.get(&one).await.expect(200).json()[field], 5700);
        send(&ben, Method::DELETE, &one, json!({}))
            .await
            .expect(204);
        ada.get(&one).await.expect(404);
        sqlx::query("update app_user set role = 'user'")
            .execute(&pool)
            .await
            .unwrap();
    }
}

#[sqlx::test]
async fn a_part_that_an_offer_names_stays_and_no_two_have_one_name(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    keep_samples(&ada, 1).await;
    promote(&pool, &ben).await;
    let found = ben.get("/api/v1/cpus?q=8500T").await.expect(200).json();
    let one = format!("/api/v1/cpus/{}", found["items"][0]["id"]);
    let used = send(&ben, Method::DELETE, &one, json!({}))
        .await
        .expect(409);
    assert_eq!(used.error_code(), "in_use");
    let taken = json!({ "name": "Intel N100" });
    let taken = send(&ben, Method::PATCH, &one, taken).await.expect(409);
    assert_eq!(taken.error_code(), "duplicate");
    let wrong = json!({ "mark_multi": 0 });
    send(&ben, Method::PATCH, &one, wrong).await.expect(422);
}

#[sqlx::test]
async fn a_processor_tells_of_ones_own_active_offers_and_what_to_aim_for(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    keep_samples(&ada, 28).await;
    ben.get("/api/v1/users/me").await.expect(200);
    for (title, adjusted) in [("7060 Micro", 90), ("M720q", 100), ("800 G4", 110)] {
        sqlx::query("update listing set adjusted_price_usd = $2 where title like '%' || $1")
            .bind(title)
            .bind(rust_decimal::Decimal::from(adjusted))
            .execute(&pool)
            .await
            .unwrap();
    }
    sqlx::query("update listing set status = 'archived' where title like '%800 G4%'")
        .execute(&pool)
        .await
        .unwrap();
    let found = ada.get("/api/v1/cpus?q=8500T").await.expect(200).json();
    let cpu = &found["items"][0];
    assert_eq!(
        (&cpu["offers"], &cpu["lowest_adjusted_usd"]),
        (&json!(2), &json!("90.00"))
    );
    let path = format!("/api/v1/cpus/{}", cpu["id"]);
    let detail = ada.get(&path).await.expect(200).json();
    let titles: Vec<&str> = detail["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        ["Dell OptiPlex 7060 Micro", "Lenovo ThinkCentre M720q"]
    );
    assert_eq!(detail["targets"]["good"], "95.00");
    assert_eq!(detail["targets"]["confidence"], "low");

    let others = ben.get(&path).await.expect(200).json();
    assert_eq!(
        (&others["offers"], &others["targets"]),
        (&json!([]), &Value::Null)
    );
}
