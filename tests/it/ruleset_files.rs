//! Rulesets from files and into files.

use axum::http::Method;
use deal_brain::{domain::ruleset_file::FILE_MAX, pages::rules::import::ImportRuleset};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded;

use crate::{
    support::{Answer, App, Person},
    valuation::{adjusted, flat, keep_samples, ruleset},
};

const IMPORT: &str = "/api/v1/rulesets/import";

async fn export(person: &Person<'_>, id: &Value) -> Answer {
    let path = format!("/api/v1/rulesets/{id}/export");
    person.get(&path).await.expect(200)
}

async fn import(person: &Person<'_>, file: &str) -> Answer {
    person
        .send_text(Method::POST, IMPORT, file.to_owned())
        .await
}

async fn baseline(person: &Person<'_>) -> Value {
    let sets = person.get("/api/v1/rulesets").await.expect(200).json();
    let sets = sets["items"].as_array().unwrap().clone();
    sets.into_iter()
        .find(|set| set["is_system"] == true)
        .unwrap()
}

fn file_of(rules: usize) -> Value {
    let rules: Vec<Value> = (0..rules)
        .map(|number| flat(&format!("Rule {number}"), 1))
        .collect();
    json!({"schema_version": 1, "ruleset": {"name": "Mine"}, "groups": [{"name": "All", "rules": rules}]})
}

#[sqlx::test]
async fn an_export_that_is_imported_gives_the_same_rules(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let set = baseline(&ada).await;
    let file = export(&ada, &set["id"]).await;
    assert!(
        file.header("content-disposition")
            .unwrap()
            .contains("ruleset.json")
    );
    assert!(!file.text.contains(r#""id""#) && !file.text.contains("user"));
    let groups = |of: &Value| of["groups"].as_array().unwrap().len();
    assert!(groups(&set) > 0);
    assert_eq!(groups(&file.json()), groups(&set));

    keep_samples(&ben, 2).await;
    let before = adjusted(&pool, &ben).await;
    let came = import(&ben, &file.text).await.expect(201).json();
    assert_eq!(
        (&came["is_own"], &came["is_active"], &came["name"]),
        (&json!(true), &json!(false), &set["name"])
    );
    assert_eq!(export(&ben, &came["id"]).await.json(), file.json());
    // It does not count before somebody says so.
    assert_eq!(adjusted(&pool, &ben).await, before);

    let again = import(&ben, &file.text).await.expect(201).json();
    assert_eq!(again["name"], "Barebones baseline 2");
}

#[sqlx::test]
async fn anothers_ruleset_is_not_exported(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (set, _) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rulesets/{set}/export");
    ada.get(&path).await.expect(200);
    ben.get(&path).await.expect(404);
}

#[sqlx::test]
async fn what_is_wrong_with_a_file_is_named_by_its_path(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let mut bad_rule = file_of(2);
    bad_rule["groups"][0]["rules"][1]["actions"][0]["value_usd"] = json!("a lot");
    let mut bad_type = file_of(1);
    bad_type["groups"][0]["is_active"] = json!("perhaps");
    let mut newer = file_of(1);
    newer["schema_version"] = json!(2);
    for (file, path) in [
        (bad_rule, "groups[0].rules[1].actions[0].value_usd"),
        (bad_type, "groups[0].is_active"),
        (newer, "schema_version"),
        (json!({"schema_version": 1, "groups": []}), "body"),
    ] {
        let refused = import(&ada, &file.to_string()).await.expect(422).json();
        let fields = refused["error"]["fields"].as_object().unwrap();
        assert_eq!(fields.keys().collect::<Vec<_>>(), [path], "{refused}");
    }
    import(&ada, "no JSON").await.expect(422);
    import(&ada, &" ".repeat(FILE_MAX + 1)).await.expect(413);
    let sets = ada.get("/api/v1/rulesets").await.expect(200).json();
    assert!(!sets.to_string().contains("Mine"), "nothing was kept");
}

#[sqlx::test]
async fn a_file_brings_in_no_more_than_the_plan_holds(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let refused = import(&ada, &file_of(31).to_string()).await.expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    let groups: Vec<Value> = (0..51)
        .map(|number| json!({"name": format!("Group {number}"), "rules": []}))
        .collect();
    let mut many = file_of(0);
    many["groups"] = json!(groups);
    let refused = import(&ada, &many.to_string()).await.expect(403);
    assert_eq!(refused.error_code(), "plan_limit");

    for _ in 0..3 {
        import(&ada, &file_of(30).to_string()).await.expect(201);
    }
    let refused = import(&ada, &file_of(1).to_string()).await.expect(403);
    assert_eq!(refused.error_code(), "plan_limit");
    assert!(refused.text.contains("holds 3 rulesets of your own"));
}

/// As a browser sends the form while no script has arrived.
fn pasted(text: &str) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("text", text)
        .finish()
}

#[sqlx::test]
async fn a_file_is_pasted_into_the_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let page = ada.visit("/rules").await.expect(200).text;
    assert!(page.contains("Import a ruleset"));
    let done = ada
        .send_form(
            ImportRuleset::PATH,
            "/rules",
            &pasted(&file_of(1).to_string()),
        )
        .await
        .expect(302);
    let made = done.header("location").unwrap().to_owned();
    let id = made.rsplit('/').next().unwrap();
    let shown = ada.visit(&made).await.expect(200).text;
    assert!(shown.contains("Rule 0"));
    assert!(shown.contains(&format!("/api/v1/rulesets/{id}/export")));

    let mut wrong = file_of(1);
    wrong["groups"][0]["rules"][0]["name"] = json!("");
    let refused = ada
        .send_form(ImportRuleset::PATH, "/rules", &pasted(&wrong.to_string()))
        .await
        .expect(302);
    let back = refused.header("location").unwrap().to_owned();
    let shown = ada.visit(&back).await.expect(200).text;
    assert!(shown.contains("The file was not taken"));
    assert!(shown.contains("groups[0].rules[0].name"), "its path");
}
