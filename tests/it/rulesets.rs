//! Rulesets, groups and rules, through the interface for programs.

use axum::http::Method;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    support::{Answer, App, Person},
    valuation::{adjusted, flat, keep_samples, ruleset},
};

async fn change(person: &Person<'_>, path: &str, body: Value) -> Answer {
    person
        .send_text(Method::PATCH, path, body.to_string())
        .await
}

async fn remove(person: &Person<'_>, path: &str) -> Answer {
    person.send_text(Method::DELETE, path, String::new()).await
}

async fn baseline(person: &Person<'_>) -> Value {
    let sets = person.get("/api/v1/rulesets").await.expect(200).json();
    let sets = sets["items"].as_array().unwrap().clone();
    sets.into_iter()
        .find(|set| set["is_system"] == true)
        .unwrap()
}

#[sqlx::test]
async fn a_ruleset_is_made_changed_and_taken_away(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (set, group) = ruleset(&ada, " Mine ").await;
    let path = format!("/api/v1/rulesets/{set}");
    let rule = json!({
        "name": "AV1", "evaluation_order": 5,
        "conditions": [{"field": "cpu.release_year", "operator": "gte", "value": 2023},
                       {"field": "cpu.manufacturer", "operator": "equals", "value": "intel"}],
        "actions": [{"type": "add", "value_usd": -20}],
    });
    let made = ada
        .post(&format!("/api/v1/rule-groups/{group}/rules"), rule)
        .await
        .expect(201)
        .json();
    assert_eq!(made["conditions"]["all"][0]["value"], 2023);
    assert_eq!(made["actions"][0]["value_usd"], "-20");

    let whole = ada.get(&path).await.expect(200).json();
    assert_eq!(
        (&whole["name"], &whole["priority"], &whole["is_own"]),
        (&json!("Mine"), &json!(10), &json!(true))
    );
    assert_eq!(whole["groups"][0]["rules"], json!([made]));

    let renamed = change(&ada, &path, json!({ "name": "Ours", "priority": 20 }))
        .await
        .expect(200)
        .json();
    assert_eq!(renamed["groups"], whole["groups"]);
    assert_eq!(renamed["name"], "Ours");

    let rule_path = format!("/api/v1/rules/{}", made["id"]);
    let changed = change(&ada, &rule_path, json!({ "description": "Decodes films" }))
        .await
        .expect(200)
        .json();
    assert_eq!(changed["conditions"], made["conditions"]);
    remove(&ada, &rule_path).await.expect(204);
    remove(&ada, &rule_path).await.expect(404);
    let group_path = format!("/api/v1/rule-groups/{group}");
    change(&ada, &group_path, json!({ "category": "cpu" }))
        .await
        .expect(200);
    remove(&ada, &group_path).await.expect(204);
    remove(&ada, &path).await.expect(204);
    ada.get(&path).await.expect(404);
}

#[sqlx::test]
async fn what_is_wrong_with_a_rule_is_named_by_its_path(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (_, group) = ruleset(&ada, "Mine").await;
    let rule = json!({
        "name": "", "evaluation_order": -1,
        "conditions": {"all": [{"field": "ram_gb", "operator": "gte", "value": 1},
                               {"any": [{"field": "notes", "operator": "equals", "value": "x"}]}]},
        "actions": [{"type": "per_unit", "field": "os_license", "value_usd": "x"}],
    });
    let refused = ada
        .post(&format!("/api/v1/rule-groups/{group}/rules"), rule)
        .await
        .expect(422)
        .json();
    let fields: Vec<&String> = refused["error"]["fields"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(
        fields,
        [
            "actions[0].field",
            "actions[0].value_usd",
            "conditions.all[1].any[0].field",
            "evaluation_order",
            "name",
        ]
    );
}

#[sqlx::test]
async fn what_comes_with_the_product_is_read_and_copied_and_not_changed(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let set = baseline(&ada).await;
    assert_eq!(set["is_own"], false);
    let path = format!("/api/v1/rulesets/{}", set["id"]);
    let group = format!("/api/v1/rule-groups/{}", set["groups"][0]["id"]);
    let rule = format!("/api/v1/rules/{}", set["groups"][0]["rules"][0]["id"]);
    for path in [&path, &group, &rule] {
        let refused = change(&ada, path, json!({ "name": "Mine" }))
            .await
            .expect(403);
        assert_eq!(refused.error_code(), "read_only");
        assert_eq!(
            remove(&ada, path).await.expect(403).error_code(),
            "read_only"
        );
    }
    ada.post(&format!("{path}/groups"), json!({ "name": "More" }))
        .await
        .expect(403);

    keep_samples(&ada, 1).await;
    let copy = ada
        .post(&format!("{path}/duplicate"), json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&copy["is_own"], &copy["is_active"], &copy["name"]),
        (&json!(true), &json!(false), &set["name"])
    );
    let names = |set: &Value| -> Vec<String> {
        set["groups"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|group| group["rules"].as_array().unwrap().clone())
            .map(|rule| {
                format!(
                    "{} {} {}",
                    rule["name"], rule["conditions"], rule["actions"]
                )
            })
            .collect()
    };
    assert_eq!(names(&copy), names(&set));
    let again = ada
        .post(&format!("{path}/duplicate"), json!({}))
        .await
        .expect(201)
        .json();
    assert_eq!(again["name"], "Barebones baseline 2");
}

#[sqlx::test]
async fn names_are_unique_among_ones_own_only(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (_, group) = ruleset(&ada, "Mine").await;
    ruleset(&ben, "Mine").await;
    let (other, _) = ruleset(&ada, "Other").await;
    let taken = |answer: Answer| assert_eq!(answer.expect(409).error_code(), "name_taken");
    taken(
        ada.post("/api/v1/rulesets", json!({ "name": "Mine" }))
            .await,
    );
    taken(
        change(
            &ada,
            &format!("/api/v1/rulesets/{other}"),
            json!({ "name": "Mine" }),
        )
        .await,
    );
    let rules = format!("/api/v1/rule-groups/{group}/rules");
    ada.post(&rules, flat("Flat", 1)).await.expect(201);
    taken(ada.post(&rules, flat("Flat", 2)).await);
}

#[sqlx::test]
async fn no_race_gets_more_rulesets_or_rules_than_the_plan_holds(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let made = join_all((0..8).map(|number| {
        let ada = &ada;
        async move {
            ada.post(
                "/api/v1/rulesets",
                json!({ "name": format!("No. {number}") }),
            )
            .await
        }
    }))
    .await;
    let refused: Vec<&Answer> = made.iter().filter(|answer| answer.status == 403).collect();
    assert_eq!((made.len() - refused.len(), refused.len()), (3, 5));
    assert_eq!(refused[0].error_code(), "plan_limit");
    assert!(
        refused[0].text.contains("holds 3 rulesets of your own"),
        "{}",
        refused[0].text
    );

    let set = made
        .iter()
        .find(|answer| answer.status == 201)
        .unwrap()
        .json();
    let group = ada
        .post(
            &format!("/api/v1/rulesets/{}/groups", set["id"]),
            json!({ "name": "All" }),
        )
        .await
        .expect(201)
        .json()["id"]
        .clone();
    sqlx::query(
        "insert into valuation_rule (group_id, name, actions)
         select $1, format('Rule %s', n), '[{\"type\": \"add\", \"value_usd\": 1}]' from generate_series(1, 28) n",
    )
    .bind(group.as_i64())
    .execute(&pool)
    .await
    .unwrap();
    let path = format!("/api/v1/rule-groups/{group}/rules");
    let rules = join_all((0..6).map(|number| {
        let (ada, path) = (&ada, &path);
        async move { ada.post(path, flat(&format!("More {number}"), 1)).await }
    }))
    .await;
    let kept = rules.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(kept, 2, "{rules:?}");

    sqlx::query("update app_user set plan = 'growth' where clerk_id = $1")
        .bind(&ada.clerk_id)
        .execute(&pool)
        .await
        .unwrap();
    ada.post(&path, flat("One more", 1)).await.expect(201);
}

#[sqlx::test]
async fn what_was_changed_elsewhere_is_not_overwritten(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (set, group) = ruleset(&ada, "Mine").await;
    let rules = format!("/api/v1/rule-groups/{group}/rules");
    let rule = ada.post(&rules, flat("Flat", 1)).await.expect(201).json();
    let path = format!("/api/v1/rules/{}", rule["id"]);
    let read = &rule["updated_at"];
    change(
        &ada,
        &path,
        json!({ "name": "Here", "if_updated_at": read }),
    )
    .await
    .expect(200);
    let stale = change(
        &ada,
        &path,
        json!({ "name": "There", "if_updated_at": read }),
    )
    .await;
    assert_eq!(stale.expect(409).error_code(), "conflict");
    let set_path = format!("/api/v1/rulesets/{set}");
    let stale = json!({ "name": "Ours", "if_updated_at": "2020-01-01T00:00:00Z" });
    change(&ada, &set_path, stale).await.expect(409);
    let wrong = json!({ "name": "Ours", "if_updated_at": "yesterday" });
    change(&ada, &set_path, wrong).await.expect(422);

    let whole = ada.get(&set_path).await.expect(200).json();
    let kept = &whole["groups"][0]["rules"][0]["name"];
    assert_eq!((&whole["name"], kept), (&json!("Mine"), &json!("Here")));
    let group_path = format!("/api/v1/rule-groups/{group}");
    let read = &whole["groups"][0]["updated_at"];
    let renamed = json!({ "name": "First", "if_updated_at": read });
    let renamed = change(&ada, &group_path, renamed).await.expect(200).json();
    let stale = json!({ "name": "Second", "if_updated_at": read });
    let stale = change(&ada, &group_path, stale).await.expect(409);
    assert_eq!(stale.error_code(), "conflict");
    let kept = ada.get(&set_path).await.expect(200).json();
    assert_eq!(kept["groups"][0]["name"], "First");
    let fresh = json!({ "name": "Second", "if_updated_at": renamed["updated_at"] });
    change(&ada, &group_path, fresh).await.expect(200);
}

#[sqlx::test]
async fn a_rule_moves_among_ones_own_groups_only(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (_, from) = ruleset(&ada, "From").await;
    let (to_set, to) = ruleset(&ada, "To").await;
    let (_, bens) = ruleset(&ben, "Ben's").await;
    let products = baseline(&ada).await["groups"][0]["id"].clone();
    let rules = format!("/api/v1/rule-groups/{from}/rules");
    let rule = ada.post(&rules, flat("Flat", 1)).await.expect(201).json();
    let path = format!("/api/v1/rules/{}", rule["id"]);
    change(&ada, &path, json!({ "group_id": bens }))
        .await
        .expect(404);
    change(&ada, &path, json!({ "group_id": products }))
        .await
        .expect(403);
    change(&ada, &path, json!({ "group_id": to }))
        .await
        .expect(200);
    let set = ada.get(&format!("/api/v1/rulesets/{to_set}")).await.json();
    assert_eq!(set["groups"][0]["rules"][0]["id"], rule["id"]);
}

#[sqlx::test]
async fn a_preview_tells_what_then_happens_and_changes_nothing(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 28).await;
    let (set, group) = ruleset(&ada, "Mine").await;
    // Values all that is there.
    change(
        &ada,
        &format!("/api/v1/rulesets/{set}"),
        json!({ "priority": 11 }),
    )
    .await
    .expect(200);
    let before = adjusted(&pool, &ada).await;

    let rule = json!({
        "name": "Windows", "conditions": {"field": "os_license", "operator": "is_not_null"},
        "actions": [{"type": "add", "value_usd": -7}],
    });
    let body = json!({ "rule": rule, "group_id": group });
    let preview = ada
        .post("/api/v1/rules/preview", body)
        .await
        .expect(200)
        .json();
    assert_eq!(adjusted(&pool, &ada).await, before);
    assert_eq!(preview["offers"], 28);
    assert_eq!(preview["median_change_usd"], "-7.00");

    ada.post(&format!("/api/v1/rule-groups/{group}/rules"), rule)
        .await
        .expect(201);
    let after = adjusted(&pool, &ada).await;
    let changed = before
        .iter()
        .filter(|(title, price)| after[*title] != **price)
        .count();
    assert!(changed > 5, "the samples have Windows");
    assert_eq!(
        (&preview["matched"], &preview["changed"]),
        (&json!(changed), &json!(changed))
    );
    let named = preview["listings"].as_array().unwrap();
    assert_eq!(named.len(), changed);
    for change in named {
        let title = change["title"].as_str().unwrap();
        let told = change["after_usd"].as_str().unwrap();
        assert_eq!(after[title].unwrap().to_string(), told, "{title}");
    }
}

#[sqlx::test]
async fn a_preview_needs_one_place(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (set, group) = ruleset(&ben, "Ben's").await;
    let rule = flat("Flat", 1);
    for (place, status) in [
        (json!({}), 422),
        (json!({ "group_id": group, "ruleset_id": set }), 422),
        (json!({ "group_id": group }), 404),
        (json!({ "ruleset_id": set }), 404),
        (json!({ "rule_id": 999_999 }), 404),
    ] {
        let mut body = place;
        body["rule"] = rule.clone();
        ada.post("/api/v1/rules/preview", body).await.expect(status);
    }
}
