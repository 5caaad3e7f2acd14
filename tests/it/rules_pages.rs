//! Rules, profiles and processors, by the forms of their pages, as they work while no script has
//! arrived.

use deal_brain::pages::{
    cpus::actions::{AddCpu, ChangeCpu, DeleteCpu},
    profiles::actions::{DeleteProfile, DuplicateProfile, SaveProfile, UseProfile},
    rules::actions::{
        DeleteRule, DeleteRuleset, DuplicateRuleset, OpenRule, SaveGroup, SaveRule, SaveRuleset,
        SwitchRules,
    },
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded;

use crate::{
    support::{App, ORIGIN, Person},
    valuation::{adjusted, flat, keep_samples, ruleset},
};

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

async fn rule(person: &Person<'_>, group: i64, body: Value) -> i64 {
    let path = format!("/api/v1/rule-groups/{group}/rules");
    let made = person.post(&path, body).await.expect(201);
    made.json()["id"].as_i64().unwrap()
}

#[sqlx::test]
async fn a_rule_is_made_by_rows_and_values_the_offers(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 3).await;
    let (set, group) = ruleset(&ada, "Mine").await;
    let before = adjusted(&pool, &ada).await;
    let (set_text, group_text) = (set.to_string(), group.to_string());
    let page = format!("/rules/{set}/rules/new");
    let fields = [
        ("ruleset", set_text.as_str()),
        ("group", group_text.as_str()),
        ("form[name]", "Thick memory"),
        ("form[is_active]", "on"),
        ("form[conditions][0][join]", "and"),
        ("form[conditions][0][field]", "ram_gb"),
        ("form[conditions][0][operator]", "gte"),
        ("form[conditions][0][value]", "8"),
        ("form[actions][0][sign]", "deduct"),
        ("form[actions][0][amount]", "7.5"),
        ("form[actions][0][per]", "once"),
    ];
    let saved = ada
        .send_form(SaveRule::PATH, &page, &form(&fields))
        .await
        .expect(302);
    assert_eq!(saved.header("location"), Some(&*format!("/rules/{set}")));
    let after = adjusted(&pool, &ada).await;
    assert_eq!(after.len(), 3);
    for (title, price) in after {
        let fallen = before[&title].unwrap() - price.unwrap();
        assert_eq!(fallen.to_string(), "7.50", "{title}");
    }
    let shown = ada.visit(&format!("/rules/{set}")).await.expect(200).text;
    assert!(shown.contains("Deduct 7.50 USD when RAM (GB) is at least 8."));
}

#[sqlx::test]
async fn what_was_typed_comes_back_with_what_is_wrong_at_its_row(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (set, group) = ruleset(&ada, "Mine").await;
    let (set_text, group_text) = (set.to_string(), group.to_string());
    let page = format!("/rules/{set}/rules/new");
    let fields = [
        ("ruleset", set_text.as_str()),
        ("group", group_text.as_str()),
        ("form[name]", "Quiet & cool"),
        ("form[conditions][0][join]", "and"),
        ("form[conditions][0][field]", "cpu.tdp_w"),
        ("form[conditions][0][operator]", "lte"),
        ("form[conditions][0][value]", "few"),
        ("form[actions][0][sign]", "add"),
        ("form[actions][0][amount]", "5"),
        ("form[actions][0][per]", "once"),
    ];
    let refused = ada
        .send_form(SaveRule::PATH, &page, &form(&fields))
        .await
        .expect(302);
    let back = refused.header("location").unwrap().to_owned();
    assert!(back.starts_with(&format!("{page}?")), "{back}");
    let shown = ada.visit(&back).await.expect(200).text;
    assert!(shown.contains("Value must be a number."), "at its row");
    for typed in [
        r#"value="Quiet &amp; cool""#,
        r#"value="few""#,
        r#"value="5""#,
    ] {
        assert!(shown.contains(typed), "{typed}");
    }

    let more = format!("{page}?kept=1&edit=add-condition&{}", form(&fields[2..]));
    let shown = ada.visit(&more).await.expect(200).text;
    assert!(shown.contains("form[conditions][1][field]") && shown.contains(r#"value="few""#));
    let less = format!(
        "{page}?kept=1&edit=remove-condition-0&{}",
        form(&fields[2..])
    );
    let shown = ada.visit(&less).await.expect(200).text;
    assert!(!shown.contains("form[conditions][0][field]"));
}

#[sqlx::test]
async fn a_ruleset_is_made_copied_switched_and_taken_away_by_forms(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    keep_samples(&ada, 2).await;
    let made = ada
        .send_form(
            SaveRuleset::PATH,
            "/rules/new",
            "form[name]=Mine&form[priority]=12&form[is_active]=on",
        )
        .await
        .expect(302);
    let address = made.header("location").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().to_owned();
    let shown = ada.visit("/rules").await.expect(200).text;
    assert!(shown.contains("1 of 3 rulesets of your own."));
    let group = format!("ruleset={id}&name=Memory&category=ram");
    ada.send_form(SaveGroup::PATH, &address, &group)
        .await
        .expect(302);
    let off = format!("what=ruleset&id={id}&on=false");
    ada.send_form(SwitchRules::PATH, &address, &off)
        .await
        .expect(302);
    let set = ada.get(&format!("/api/v1/rulesets/{id}")).await.expect(200);
    assert_eq!(set.json()["is_active"], false);
    assert_eq!(set.json()["groups"][0]["name"], "Memory");

    let system = ada.get("/api/v1/rulesets").await.expect(200).json()["items"][0].clone();
    let copy = format!("id={}", system["id"]);
    let copied = ada
        .send_form(DuplicateRuleset::PATH, "/rules", &copy)
        .await
        .expect(302);
    let copied = copied.header("location").unwrap().to_owned();
    let shown = ada.visit(&copied).await.expect(200).text;
    assert!(shown.contains("Deduct 2.50 USD per GB of RAM"));
    let gone = ada
        .send_form(DeleteRuleset::PATH, &address, &format!("id={id}"))
        .await
        .expect(302);
    assert_eq!(gone.header("location"), Some("/rules"));
    ada.visit(&address).await.expect(404);
}

#[sqlx::test]
async fn a_group_that_was_changed_elsewhere_is_not_overwritten_by_its_form(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (set, group) = ruleset(&ada, "Mine").await;
    let (page, there) = (format!("/rules/{set}"), format!("/api/v1/rulesets/{set}"));
    let read = async || ada.get(&there).await.expect(200).json()["groups"][0].clone();
    let (set_text, group_text) = (set.to_string(), group.to_string());
    let named = |name: &str, seen: &str| {
        form(&[
            ("ruleset", set_text.as_str()),
            ("group", group_text.as_str()),
            ("name", name),
            ("category", "ram"),
            ("display_order", "1"),
            ("seen", seen),
        ])
    };

    let seen = read().await["updated_at"].as_str().unwrap().to_owned();
    let shown = ada.visit(&page).await.expect(200).text;
    assert!(shown.contains(&format!(r#"value="{seen}""#)));
    ada.submit(SaveGroup::PATH, ORIGIN, &named("Here", &seen))
        .await
        .expect(200);
    let late = named("There", &seen);
    let stale = ada.submit(SaveGroup::PATH, ORIGIN, &late).await.expect(409);
    assert_eq!(stale.error_code(), "conflict");
    let told = ada
        .send_form(SaveGroup::PATH, &page, &late)
        .await
        .expect(302);
    let back = told.header("location").unwrap();
    let back = back.strip_prefix(ORIGIN).unwrap_or(back);
    let shown = ada.visit(back).await.expect(200).text;
    assert!(shown.contains("The group was not saved"));
    assert!(shown.contains("This was changed elsewhere in the meantime."));
    assert_eq!(read().await["name"], "Here");

    let seen = read().await["updated_at"].as_str().unwrap().to_owned();
    ada.submit(SaveGroup::PATH, ORIGIN, &named("There", &seen))
        .await
        .expect(200);
    assert_eq!(read().await["name"], "There");
}

#[sqlx::test]
async fn rules_of_another_are_neither_shown_nor_changed(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let (set, group) = ruleset(&ada, "Mine").await;
    let id = rule(&ada, group, flat("Mine alone", -5)).await;
    let paths = ["", "/edit", "/rules/new"].map(|rest| format!("/rules/{set}{rest}"));
    for path in paths
        .into_iter()
        .chain([format!("/rules/{set}/rules/{id}")])
    {
        ada.visit(&path).await.expect(200);
        let refused = ben.visit(&path).await.expect(404).text;
        assert!(!refused.contains("Mine alone"), "{path}");
    }
    let set_text = set.to_string();
    for (function, body) in [
        (SwitchRules::PATH, format!("what=rule&id={id}&on=false")),
        (SwitchRules::PATH, format!("what=group&id={group}&on=false")),
        (SwitchRules::PATH, format!("what=ruleset&id={set}&on=false")),
        (DeleteRule::PATH, format!("ruleset={set}&id={id}")),
        (DeleteRuleset::PATH, format!("id={set}")),
        (DuplicateRuleset::PATH, format!("id={set}")),
        (OpenRule::PATH, format!("ruleset={set}")),
        (
            SaveRule::PATH,
            form(&[
                ("ruleset", set_text.as_str()),
                ("group", "ram"),
                ("form[name]", "Ben's"),
                ("form[actions][0][sign]", "add"),
                ("form[actions][0][amount]", "1"),
            ]),
        ),
    ] {
        let refused = ben.submit(function, ORIGIN, &body).await.expect(404);
        assert_eq!(refused.error_code(), "not_found", "{body}");
    }
    let there = ada
        .get(&format!("/api/v1/rulesets/{set}"))
        .await
        .expect(200)
        .json();
    assert_eq!(there["groups"][0]["rules"][0]["is_active"], true);
    assert_eq!(there["groups"].as_array().unwrap().len(), 1);
}

#[sqlx::test]
async fn rules_of_the_product_are_shown_and_not_changed(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let system = ada.get("/api/v1/rulesets").await.expect(200).json()["items"][0].clone();
    let id = system["id"].as_i64().unwrap();
    let rule = &system["groups"][0]["rules"][0]["id"];
    let shown = ada.visit(&format!("/rules/{id}")).await.expect(200).text;
    assert!(shown.contains("This ruleset can be read, not changed"));
    assert!(!shown.contains(r#"role="switch""#));
    ada.visit(&format!("/rules/{id}/edit")).await.expect(403);
    ada.visit(&format!("/rules/{id}/rules/{rule}"))
        .await
        .expect(403);
    let off = format!("what=rule&id={rule}&on=false");
    let refused = ada
        .submit(SwitchRules::PATH, ORIGIN, &off)
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "read_only");
}

#[sqlx::test]
async fn a_profile_is_copied_weighed_and_chosen_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    keep_samples(&ada, 6).await;
    let system = ada.get("/api/v1/profiles").await.expect(200).json()["items"][0].clone();
    let copied = ada
        .send_form(
            DuplicateProfile::PATH,
            "/profiles",
            &format!("id={}", system["id"]),
        )
        .await
        .expect(302);
    let address = copied.header("location").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().to_owned();
    ben.visit(&address).await.expect(404);

    let weighed = |memory: &str| {
        form(&[
            ("id", id.as_str()),
            ("profile[name]", "Memory first"),
            ("profile[description]", ""),
            ("profile[weights][ram_capacity]", memory),
        ])
    };
    let refused = ada
        .send_form(SaveProfile::PATH, &address, &weighed("2"))
        .await
        .expect(302);
    let back = refused.header("location").unwrap().to_owned();
    let shown = ada.visit(&back).await.expect(200).text;
    assert!(shown.contains("The weight must be a number from 0 to 1."));
    assert!(
        shown.contains(r#"value="Memory first""#),
        "what was typed is there"
    );
    ben.submit(SaveProfile::PATH, ORIGIN, &weighed("1"))
        .await
        .expect(404);
    let saved = ada
        .send_form(SaveProfile::PATH, &address, &weighed("1"))
        .await
        .expect(302);
    assert_eq!(saved.header("location"), Some("/profiles"));

    let of_id = format!("id={id}");
    ada.send_form(UseProfile::PATH, "/profiles", &of_id)
        .await
        .expect(302);
    let path = format!("/api/v1/profiles/{id}");
    let used = ada.get(&path).await.expect(200).json();
    assert_eq!(used["is_default"], true);
    let memory = used["weights"]["ram_capacity"].as_f64();
    assert!(memory.is_some_and(|weight| weight > 0.99), "{used}");
    let kept = ada
        .submit(DeleteProfile::PATH, ORIGIN, &of_id)
        .await
        .expect(409);
    assert_eq!(kept.error_code(), "in_use");
    ben.submit(DeleteProfile::PATH, ORIGIN, &of_id)
        .await
        .expect(404);
}

#[sqlx::test]
async fn anybody_adds_a_processor_and_only_administrators_change_one(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let shown = ada
        .visit("/cpus/new?name=Intel+N150")
        .await
        .expect(200)
        .text;
    assert!(
        shown.contains(r#"value="Intel N150""#),
        "the name comes along"
    );
    let added = ada
        .send_form(
            AddCpu::PATH,
            "/cpus/new",
            "cpu[name]=Intel+N150&cpu[cores]=4",
        )
        .await
        .expect(302);
    let address = added.header("location").unwrap().to_owned();
    let shown = ada.visit(&address).await.expect(200).text;
    assert!(shown.contains("Intel N150") && !shown.contains("For administrators"));

    let twice = ada
        .send_form(
            AddCpu::PATH,
            "/cpus/new",
            "cpu[name]=Intel+N150&cpu[cores]=6",
        )
        .await
        .expect(302);
    let back = twice.header("location").unwrap().to_owned();
    let shown = ada.visit(&back).await.expect(200).text;
    assert!(
        shown.contains("The name is in the catalogue already.") && shown.contains(r#"value="6""#)
    );

    let id = address.rsplit('/').next().unwrap();
    for (function, body) in [
        (ChangeCpu::PATH, format!("id={id}&cpu[name]=Mine")),
        (DeleteCpu::PATH, format!("id={id}")),
    ] {
        let refused = ada.submit(function, ORIGIN, &body).await.expect(403);
        assert_eq!(refused.error_code(), "forbidden_role");
    }
    ada.visit("/cpus/999999").await.expect(404);
    assert_eq!(
        ada.get(&format!("/api/v1/cpus/{id}"))
            .await
            .expect(200)
            .json()["cores"],
        json!(4)
    );
}
