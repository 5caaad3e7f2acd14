//! Over HTTP: what is another's cannot be told from what does not exist, on any route or page.

use axum::http::Method;
use deal_brain::{api, auth::Access, server};
use serde_json::json;
use sqlx::PgPool;

use super::world::World;
use crate::support::{Answer, App, Person};

/// Words that stand in another person's rows only.
const OF_ANOTHER: &[&str] = &["shared with one person", "shared with nobody", "Owner a"];
/// Rows of another person, of every kind that an address could name.
const ROWS: &[&str] = &[
    "owner",
    "listing",
    "unshared_listing",
    "price",
    "profile",
    "ruleset",
    "group",
    "rule",
    "private_collection",
    "item",
    "collection_link",
    "listing_link",
    "share",
    "notification",
];
const MISSING: i64 = 999_999;
/// What their owners show to everybody who is signed in, with the name that they go by: `discover`
/// tries what is not shown.
const SHOWN_ON_PURPOSE: [&str; 2] = ["/api/v1/discover", "/discover"];

/// A body that each route that changes a row would take of the row's owner: a refusal of the body
/// would hide what the route tells of the row. A new route needs one here.
const BODIES: &[(&str, &str, &str)] = &[
    ("PATCH", "/api/v1/listings/{id}", r#"{"title": "taken"}"#),
    ("POST", "/api/v1/listings/{id}/archive", ""),
    ("POST", "/api/v1/listings/{id}/restore", ""),
    (
        "POST",
        "/api/v1/listings/{id}/price",
        r#"{"price_usd": "1"}"#,
    ),
    ("PATCH", "/api/v1/collections/{id}", r#"{"name": "taken"}"#),
    (
        "POST",
        "/api/v1/collections/{id}/items",
        r#"{"listing_id": 1}"#,
    ),
    ("PATCH", "/api/v1/rulesets/{id}", r#"{"name": "taken"}"#),
    (
        "POST",
        "/api/v1/rulesets/import",
        r#"{"schema_version": 1, "ruleset": {"name": "brought along"}, "groups": []}"#,
    ),
    (
        "POST",
        "/api/v1/rulesets/{id}/groups",
        r#"{"name": "taken"}"#,
    ),
    ("PATCH", "/api/v1/rule-groups/{id}", r#"{"name": "taken"}"#),
    (
        "POST",
        "/api/v1/rule-groups/{id}/rules",
        r#"{"name": "taken", "actions": [{"type": "add", "value_usd": 1}]}"#,
    ),
    ("PATCH", "/api/v1/rules/{id}", r#"{"name": "taken"}"#),
    ("PATCH", "/api/v1/profiles/{id}", r#"{"name": "taken"}"#),
];

/// Its ids are Clerk's, and Clerk is asked: `account` tries another's.
const ASKED_OF_CLERK: &str = "/api/v1/users/me/sessions/{id}";

/// Numbers of one kind of row that are no numbers of another, the product's own rows included:
/// else another's offer 3 and everybody's processor 3 could not be told apart.
const NUMBERS_APART: &str = "
    do $$
    declare
        counted text;
        start   bigint := 10000;
    begin
        for counted in
            select table_name from information_schema.columns
             where table_schema = 'public' and column_name = 'id' and is_identity = 'YES'
             order by table_name
        loop
            execute format('alter table %I alter column id restart with %s', counted, start);
            start := start + 1000;
        end loop;
    end
    $$";

async fn world_with_numbers_apart(pool: &PgPool) -> World {
    let mut connection = pool.acquire().await.unwrap();
    sqlx::raw_sql(NUMBERS_APART)
        .execute(&mut *connection)
        .await
        .unwrap();
    World::make(&mut connection, "a").await
}

fn body_for(method: &Method, path: &str) -> &'static str {
    BODIES
        .iter()
        .find(|(verb, route, _)| method == verb && *route == path)
        .map_or("{}", |(_, _, body)| body)
}

/// The address with an id in the place of each parameter.
fn naming(path: &str, id: i64) -> String {
    path.split('/')
        .map(|part| {
            if part.starts_with('{') {
                id.to_string()
            } else {
                part.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn ask(person: &Person<'_>, method: &Method, path: &str, body: &str) -> Answer {
    person
        .send_text(method.clone(), path, body.to_owned())
        .await
}

#[track_caller]
fn tells_nothing_of_another(answer: &Answer, asked: &str) {
    for word in OF_ANOTHER {
        assert!(
            !answer.text.contains(word),
            "{asked} tells \"{word}\": {answer:?}"
        );
    }
}

#[sqlx::test]
async fn what_is_anothers_looks_like_what_is_not_there(pool: PgPool) {
    let world = world_with_numbers_apart(&pool).await;
    let app = App::new(pool);
    let person = app.newcomer();
    person
        .post("/api/v1/listings", json!({ "title": "of one's own" }))
        .await
        .expect(201);

    let (mut tells_of_oneself, mut tried) = (0, 0);
    // Those of the admin area are nobody's else: `admin::doors` tries them.
    for route in api::routes()
        .into_iter()
        .filter(|route| route.access != Access::Admin && route.path != ASKED_OF_CLERK)
        .filter(|route| !SHOWN_ON_PURPOSE.contains(&&*route.path))
    {
        let asked = format!("{} {}", route.method, route.path);
        let body = body_for(&route.method, &route.path);
        if !route.path.contains('{') {
            let answer = ask(&person, &route.method, &route.path, body).await;
            tells_nothing_of_another(&answer, &asked);
            tells_of_oneself += usize::from(answer.text.contains("of one's own"));
            continue;
        }
        let missing = ask(&person, &route.method, &naming(&route.path, MISSING), body).await;
        let refused = if route.access == Access::Admin {
            403
        } else {
            404
        };
        assert_eq!(
            missing.status, refused,
            "{asked} (does it need one of BODIES?): {missing:?}"
        );
        tried += 1;
        for row in ROWS {
            let answer = ask(
                &person,
                &route.method,
                &naming(&route.path, world.id(row)),
                body,
            )
            .await;
            assert_eq!(
                (answer.status, &answer.text),
                (missing.status, &missing.text),
                "{asked} with another's {row}"
            );
        }
    }
    for (method, path, _) in BODIES {
        assert!(
            api::routes()
                .iter()
                .any(|route| route.method == *method && route.path == *path),
            "no route is called {method} {path}"
        );
    }
    assert!(tried > 40, "only {tried} routes were tried");
    assert!(
        tells_of_oneself > 0,
        "no route tells a person of their own offer"
    );
}

#[sqlx::test]
async fn no_page_shows_what_is_anothers(pool: PgPool) {
    let world = world_with_numbers_apart(&pool).await;
    let app = App::new(pool);
    let person = app.newcomer();
    person
        .post("/api/v1/listings", json!({ "title": "Mine alone" }))
        .await
        .expect(201);

    let (mut shows_ones_own, mut tried) = (0, 0);
    for page in server::page_paths()
        .into_iter()
        .filter(|page| !SHOWN_ON_PURPOSE.contains(&&**page))
    {
        if server::access(&page) == Some(Access::Admin) {
            tells_nothing_of_another(&person.visit(&page).await.expect(403), &page);
        } else if !page.contains('{') {
            let answer = person.visit(&page).await;
            tells_nothing_of_another(&answer, &page);
            shows_ones_own += usize::from(answer.text.contains("Mine alone"));
        } else if !page.contains("{*") {
            let missing = person.visit(&naming(&page, MISSING)).await.expect(404);
            tried += 1;
            for row in ROWS {
                let answer = person.visit(&naming(&page, world.id(row))).await;
                tells_nothing_of_another(&answer, &page);
                assert_eq!(answer.status, missing.status, "{page} with another's {row}");
            }
        }
    }
    assert!(tried > 12, "only {tried} pages were tried");
    assert!(shows_ones_own > 0, "no page shows a person their own offer");
}
