//! Nobody but an active administrator gets through any door of the admin area.

use axum::http::Method;
use deal_brain::{api, auth::Access, server};
use leptos::server_fn::axum::server_fn_paths;
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::{App, ORIGIN};

/// Every route with this beginning is for administrators.
const ROUTES: &str = "/api/v1/admin/";
/// So are these, which change what everybody shares.
const CATALOGUE: [&str; 2] = ["/api/v1/cpus/{id}", "/api/v1/gpus/{id}"];

#[sqlx::test]
async fn a_plain_person_gets_through_no_route(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    let mut walked = 0;
    for route in api::routes() {
        let changes_the_catalogue =
            CATALOGUE.contains(&&*route.path) && route.method != Method::GET;
        assert_eq!(
            route.access == Access::Admin,
            route.path.starts_with(ROUTES) || changes_the_catalogue,
            "{} {}",
            route.method,
            route.path
        );
        if route.access == Access::Admin {
            let answer = ada
                .send_text(route.method.clone(), &route.path, "{}".into())
                .await
                .expect(403);
            assert_eq!(answer.error_code(), "forbidden_role", "{}", route.path);
            walked += 1;
        }
    }
    assert!(walked > 15, "only {walked}");
}

#[sqlx::test]
async fn a_plain_person_gets_through_to_no_server_function(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    let mut walked = 0;
    for (path, _) in server_fn_paths().filter(|(path, _)| path.starts_with("/fn/admin/")) {
        let answer = ada.submit(path, ORIGIN, "").await.expect(403);
        assert_eq!(answer.error_code(), "forbidden_role", "{path}");
        walked += 1;
    }
    assert!(walked > 15, "only {walked}");
}

#[sqlx::test]
async fn the_way_in_is_shown_to_administrators_only(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, _) = somebody(&app).await;
    let (iris, _) = administrator(&app, &pool).await;
    // In the navigation, and in the menu, which names the plan, too.
    for (person, ways) in [(&ada, 0), (&iris, 2)] {
        let page = person.visit("/dashboard").await.expect(200).text;
        assert_eq!(page.matches("href=\"/admin/people\"").count(), ways);
        assert!(page.contains("Solo plan"));
    }
}

/// The prefix is what keeps others out, so no function of the admin area may be declared without.
#[test]
fn server_functions_of_the_admin_area_are_declared_so() {
    let mut found = 0;
    for file in crate::architecture::rust_files("src/admin".as_ref()) {
        let text = std::fs::read_to_string(&file).unwrap();
        for (start, _) in text.match_indices("#[server") {
            let declared = &text[start..];
            // Of what a function takes, not of a function.
            if declared.starts_with("#[server(default)]") {
                continue;
            }
            assert!(
                declared.starts_with("#[server(prefix = \"/fn/admin\""),
                "{}",
                file.display()
            );
            found += 1;
        }
    }
    assert!(found > 12, "only {found}");
}

#[sqlx::test]
async fn a_plain_person_sees_why_there_is_no_page(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, _) = somebody(&app).await;
    let (iris, _) = administrator(&app, &pool).await;
    let mut walked = 0;
    for page in server::page_paths() {
        let is_admins = server::access(&page) == Some(Access::Admin);
        assert_eq!(is_admins, page.starts_with("/admin"), "{page}");
        if is_admins {
            let refused = ada.visit(&page).await.expect(403);
            assert!(refused.text.contains("No access"), "{}", refused.text);
            iris.visit(&page.replace("{id}", "1")).await.expect(200);
            walked += 1;
        }
    }
    assert!(walked > 5, "only {walked}");
}

#[sqlx::test]
async fn only_administrators_see_the_way_in(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, _) = somebody(&app).await;
    let (iris, _) = administrator(&app, &pool).await;
    let link = "href=\"/admin";
    assert!(
        !ada.visit("/dashboard")
            .await
            .expect(200)
            .text
            .contains(link)
    );
    assert!(
        iris.visit("/dashboard")
            .await
            .expect(200)
            .text
            .contains(link)
    );
}

#[sqlx::test]
async fn who_is_demoted_is_refused_at_the_next_request(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, id) = administrator(&app, &pool).await;
    iris.get("/api/v1/admin/users").await.expect(200);
    for (change, code) in [
        ("role = 'user'", "forbidden_role"),
        ("role = 'admin', is_active = false", "account_deactivated"),
    ] {
        let sql = format!("update app_user set {change} where id = {id}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&pool)
            .await
            .unwrap();
        let refused = iris.get("/api/v1/admin/users").await.expect(403);
        assert_eq!(refused.error_code(), code);
        iris.visit("/admin/people").await.expect(403);
    }
}

#[sqlx::test]
async fn a_role_in_the_token_opens_nothing(pool: PgPool) {
    let app = App::new(pool);
    let (ada, _) = somebody(&app).await;
    let claims = serde_json::json!({"role": "admin", "metadata": {"role": "admin"}, "o": {"id": "org_1", "rol": "admin"}});
    let refused = ada
        .claiming(&claims)
        .get("/api/v1/admin/users")
        .await
        .expect(403);
    assert_eq!(refused.error_code(), "forbidden_role");
}

#[sqlx::test]
async fn what_is_not_there_is_not_found(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    for path in ["999999", "0", "-1", "x", "99999999999999999999"] {
        let answer = iris.get(&format!("{ROUTES}users/{path}")).await.expect(404);
        assert_eq!(answer.error_code(), "not_found");
    }
    let page = iris.visit("/admin/people/999999").await.expect(404);
    assert!(page.text.contains("Nobody has this number"));
    let answer = iris
        .send_text(
            Method::PATCH,
            &format!("{ROUTES}users/999999/role"),
            r#"{"role":"user"}"#.into(),
        )
        .await;
    assert_eq!(answer.expect(404).error_code(), "not_found");
}
