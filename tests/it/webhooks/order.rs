//! Whatever the order in which messages and first requests come, how often, and how many at once:
//! the rows end the same.

use std::iter::zip;

use futures_util::future::join_all;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::{Delivery, deleted, event, status, user};
use crate::support::{App, Person};

const CASES: usize = 60;

/// Something that happens to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Created,
    UpdatedTo(i64),
    Deleted,
    Comes,
}

const LIVING: &[Act] = &[
    Act::Created,
    Act::UpdatedTo(2),
    Act::UpdatedTo(3),
    Act::Comes,
];

const MORTAL: &[Act] = &[
    Act::Created,
    Act::UpdatedTo(2),
    Act::UpdatedTo(3),
    Act::Deleted,
    Act::Comes,
];

fn runner() -> TestRunner {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(Config::default(), rng)
}

/// All of `acts`, some of them again, in any order.
fn any_order(acts: &'static [Act]) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(prop::sample::select(acts), 0..=4)
        .prop_map(move |again| [acts, &again].concat())
        .prop_shuffle()
}

async fn happens(app: &App, person: &Person<'_>, act: Act) {
    let id = &person.clerk_id;
    let event = match act {
        Act::Created => event("user.created", user(id, 1, "one")),
        Act::UpdatedTo(version) => {
            let name = if version == 2 { "two" } else { "three" };
            event("user.updated", user(id, version, name))
        }
        Act::Deleted => deleted(id),
        Act::Comes => {
            let status = person.get("/api/v1/users/me").await.status;
            assert!(status == 200 || status == 403, "{status}");
            return;
        }
    };
    Delivery::of(&event).send(app).await.expect(200);
}

/// The row of a person, without what says when.
async fn row(pool: &PgPool, clerk_id: &str) -> Value {
    let rows: Vec<Value> = sqlx::query_scalar(
        "select to_jsonb(u) - '{id, public_id, created_at, updated_at, deleted_at, search_words, name_key}'::text[]
                || jsonb_build_object('is_deleted', deleted_at is not null)
           from app_user u where clerk_id = $1",
    )
    .bind(clerk_id)
    .fetch_all(pool)
    .await
    .unwrap();
    assert_eq!(rows.len(), 1, "one row");
    rows.into_iter().next().unwrap()
}

/// What is the same for everybody whose story ended this way.
fn without_names(mut row: Value) -> Value {
    let id = row["clerk_id"].as_str().unwrap().to_owned();
    for field in ["clerk_id", "username", "email", "email_key"] {
        let text = row[field].as_str().map(|text| text.replace(&id, "…"));
        row[field] = match text {
            Some(text) if field == "username" => text.chars().take(2).collect::<String>().into(),
            other => json!(other),
        };
    }
    row
}

/// What comes to one instance at once it carries out together; two of them race.
fn two_instances(pool: &PgPool) -> [App; 2] {
    [App::new(pool.clone()), App::new(pool.clone())]
}

/// All cases, one after another; gives the row that each of them ends with.
async fn ends_in_one_state(pool: PgPool, acts: &'static [Act], at_once: bool) -> Value {
    let instances = two_instances(&pool);
    let mut runner = runner();
    let mut end = None;
    for _ in 0..CASES {
        let order = any_order(acts).new_tree(&mut runner).unwrap().current();
        let person = instances[0].newcomer();
        let happening = zip(instances.iter().cycle(), &order)
            .map(|(instance, act)| happens(instance, &person, *act));
        if at_once {
            join_all(happening).await;
        } else {
            for it in happening {
                it.await;
            }
        }
        let row = without_names(row(&pool, &person.clerk_id).await);
        assert_eq!(end.get_or_insert_with(|| row.clone()), &row, "{order:?}");
    }
    end.unwrap()
}

fn is_version_three(end: &Value) {
    assert_eq!(end["first_name"], "three");
    assert_eq!(end["email"], "three.…@example.com");
    assert_eq!(end["is_active"], true);
}

fn is_gone(end: &Value) {
    assert_eq!(
        (&end["first_name"], &end["email"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(
        (&end["is_active"], &end["is_deleted"]),
        (&json!(false), &json!(true))
    );
}

#[sqlx::test]
async fn any_order_of_changes_and_first_requests_ends_in_the_last_version(pool: PgPool) {
    is_version_three(&ends_in_one_state(pool, LIVING, false).await);
}

#[sqlx::test]
async fn changes_and_first_requests_at_once_end_in_the_last_version(pool: PgPool) {
    is_version_three(&ends_in_one_state(pool, LIVING, true).await);
}

#[sqlx::test]
async fn any_order_with_a_deletion_ends_with_the_person_gone(pool: PgPool) {
    is_gone(&ends_in_one_state(pool, MORTAL, false).await);
}

#[sqlx::test]
async fn a_deletion_among_everything_at_once_ends_with_the_person_gone(pool: PgPool) {
    is_gone(&ends_in_one_state(pool, MORTAL, true).await);
}

/// Fifty first requests and a webhook: what pages load in parallel.
#[sqlx::test]
async fn fifty_first_requests_and_a_webhook_at_once_make_one_person(pool: PgPool) {
    let instances = two_instances(&pool);
    let person = instances[0].newcomer();
    let mut acts = vec![Act::Comes; 50];
    acts.insert(25, Act::Created);
    join_all(zip(instances.iter().cycle(), &acts).map(|(it, act)| happens(it, &person, *act)))
        .await;
    assert_eq!(row(&pool, &person.clerk_id).await["first_name"], "one");
    let audit: i64 =
        sqlx::query_scalar("select count(*) from audit_event where kind = 'provisioned'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(audit, 1);
}

/// Two people who give each other their addresses and names, as Clerk lets them.
#[sqlx::test]
async fn people_who_swap_addresses_and_names_end_with_each_others(pool: PgPool) {
    let instances = two_instances(&pool);
    let mut runner = runner();
    for case in 0..CASES {
        let holds = |person: &str, version, what: &str| {
            let mut data = user(&format!("user_{case}_{person}"), version, person);
            data["username"] = json!(format!("{what}_{case}"));
            data["email_addresses"][0]["email_address"] =
                json!(format!("{what}{case}@example.com"));
            event("user.updated", data)
        };
        // Each step leaves what the next one takes.
        let story = [
            holds("a", 1, "red"),
            holds("b", 2, "blue"),
            holds("a", 3, "between"),
            holds("b", 4, "red"),
            holds("a", 5, "blue"),
        ];
        let order = Just(story.to_vec())
            .prop_shuffle()
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let deliveries: Vec<Delivery> = order.iter().map(Delivery::of).collect();
        if case % 2 == 0 {
            let sent = zip(&deliveries, instances.iter().cycle()).map(|(it, app)| it.send(app));
            for answer in join_all(sent).await {
                assert_eq!(status(answer), "ok");
            }
        } else {
            for delivery in &deliveries {
                assert_eq!(status(delivery.send(&instances[0]).await), "ok");
            }
        }
        for (person, what) in [("a", "blue"), ("b", "red")] {
            let row = row(&pool, &format!("user_{case}_{person}")).await;
            assert_eq!(row["username"], format!("{what}_{case}"), "{order:?}");
            assert_eq!(
                row["email"],
                format!("{what}{case}@example.com"),
                "{order:?}"
            );
        }
    }
}
