//! The list of people, and one of them, in page and interface.

use serde_json::json;
use sqlx::PgPool;

use super::{administrator, somebody};
use crate::support::App;

#[sqlx::test]
async fn everybody_is_listed_deactivated_ones_included(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, iris_id) = administrator(&app, &pool).await;
    let (_, ben) = somebody(&app).await;
    let (_, gone) = somebody(&app).await;
    sqlx::query("update app_user set is_active = false where id = $1")
        .bind(gone)
        .execute(&pool)
        .await
        .unwrap();
    let list = iris.get("/api/v1/admin/users").await.expect(200).json();
    let ids: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_i64().unwrap())
        .collect();
    assert_eq!(ids, [gone, ben, iris_id]);
    assert_eq!(list["items"][0]["state"], "deactivated");
    assert_eq!(list["items"][0]["is_active"], false);

    for (query, ids) in [
        ("active=false", vec![gone]),
        ("active=true", vec![ben, iris_id]),
        ("state=deactivated", vec![gone]),
        ("state=deleted", vec![]),
        ("role=admin", vec![iris_id]),
        ("role=user&active=true", vec![ben]),
        ("plan=growth", vec![]),
        ("login=never", vec![gone, ben, iris_id]),
        ("login=week", vec![]),
        ("dir=asc", vec![iris_id, ben, gone]),
        ("dir=asc&limit=1", vec![iris_id]),
    ] {
        let list = iris
            .get(&format!("/api/v1/admin/users?{query}"))
            .await
            .expect(200)
            .json();
        let found: Vec<_> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_i64().unwrap())
            .collect();
        assert_eq!(found, ids, "{query}");
    }
}

#[sqlx::test]
async fn a_question_that_is_not_understood_is_bad_input(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    for (query, field) in [
        ("role=root", "role"),
        ("sort=shoe", "sort"),
        ("dir=up", "dir"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("cursor=1.2", "cursor"),
        ("sort=name&cursor=zz.1", "cursor"),
        ("sort=login&cursor=99999999999999999999999999.1", "cursor"),
        ("nonsense=1", "query"),
    ] {
        let answer = iris
            .get(&format!("/api/v1/admin/users?{query}"))
            .await
            .expect(422);
        assert!(
            answer.json()["error"]["fields"].get(field).is_some(),
            "{query}: {}",
            answer.text
        );
        iris.visit(&format!("/admin/people?{query}"))
            .await
            .expect(200);
    }
}

#[sqlx::test]
async fn the_page_shows_and_filters_people_without_script(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (_, id) = somebody(&app).await;
    sqlx::query(
        "update app_user set first_name = 'Benedikta', email = 'bb@example.com' where id = $1",
    )
    .bind(id)
    .execute(&pool)
    .await
    .unwrap();
    let link = format!("/admin/people/{id}");
    for (query, shown) in [
        ("", true),
        ("?q=bened", true),
        ("?q=nobody", false),
        ("?role=admin", false),
    ] {
        let page = iris
            .visit(&format!("/admin/people{query}"))
            .await
            .expect(200);
        assert_eq!(page.text.contains(&link), shown, "{query}");
    }
    let person = iris.visit(&link).await.expect(200);
    for text in ["Benedikta", "bb@example.com", "Change role", "Change plan"] {
        assert!(person.text.contains(text), "{text}");
    }
}

#[sqlx::test]
async fn what_administrators_read_is_the_row_and_no_preferences(pool: PgPool) {
    let app = App::new(pool.clone());
    let (iris, _) = administrator(&app, &pool).await;
    let (ben, id) = somebody(&app).await;
    let person = iris
        .get(&format!("/api/v1/admin/users/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(person["clerk_id"], json!(ben.clerk_id));
    assert!(person.get("preferences").is_none());
}
