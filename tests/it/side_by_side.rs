//! Pages that are rendered at the same moment, as a busy server renders them: what one of them
//! knows, another never tells.

use std::future::{Future, poll_fn};

use deal_brain::server;
use futures_util::future::join_all;
use leptos::prelude::Owner;
use serde_json::json;
use sqlx::PgPool;

use crate::{
    collections::collection,
    support::{Answer, App},
};

/// Once, a title was read when another person's page was the current one.
#[sqlx::test]
async fn two_peoples_pages_have_their_own_titles(pool: PgPool) {
    let app = App::new(pool);
    let mut desks = Vec::new();
    for name in ["Quiet desk PC", "Rack in the cellar"] {
        let person = app.newcomer();
        let shelf = collection(&person, json!({ "name": name })).await;
        desks.push((person, format!("/collections/{shelf}"), name));
    }
    let visits = desks.iter().cycle().take(24);
    join_all(visits.map(|(person, page, name)| async move {
        let answer = person.visit(page).await.expect(200);
        assert_eq!(title(&answer), format!("{name} · Deal Brain"));
    }))
    .await;
}

#[sqlx::test]
async fn every_page_is_rendered_beside_every_other(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = app.newcomer().claiming(&json!({"fva": [1, -1]}));
    iris.visit("/dashboard").await.expect(200);
    sqlx::query("update app_user set role = 'admin'")
        .execute(&pool)
        .await
        .unwrap();
    let pages = server::page_paths();
    let pages: Vec<&String> = pages.iter().filter(|page| !page.contains('{')).collect();
    let iris = &iris;
    let visits = pages.iter().map(|page| async move {
        let answer = iris.visit(page).await;
        if answer.status != 200 {
            return false;
        }
        assert!(title(&answer).ends_with("Deal Brain"), "{page}");
        true
    });
    let shown = join_all(visits).await;
    assert!(
        shown.iter().filter(|shown| **shown).count() > 20,
        "{pages:?}"
    );
}

fn title(answer: &Answer) -> &str {
    let (_, after) = answer.text.split_once("<title>").unwrap();
    after.split_once("</title>").unwrap().0
}

/// What a page keeps is found through the owner that is current: none may be left behind.
#[sqlx::test]
async fn a_page_that_waits_leaves_nothing_of_its_own_behind(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    ada.visit("/dashboard").await.expect(200);
    let page = ada.visit("/dashboard");
    let mut page = std::pin::pin!(page);
    let mut waits = 0;
    let answer = poll_fn(|context| {
        let polled = page.as_mut().poll(context);
        assert!(Owner::current().is_none());
        waits += 1;
        polled
    })
    .await;
    answer.expect(200);
    assert!(waits > 1, "it had nothing to wait for");
}
