//! What holds for everybody, whatever their plan (ADR 25), also holds when the last place is asked
//! for many times at once, at whatever door.

use std::time::Duration;

use axum::http::Method;
use deal_brain::{domain::plan::Limit, pages::collections::actions::AddToCollection};
use futures_util::future::join_all;
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use crate::{
    collections::{collection, offer},
    listing_samples::app_row,
    support::{Answer, App, ORIGIN, Person},
    valuation::{flat, ruleset},
};

/// How many ask at once.
const ASKED: i64 = 8;

/// How, where, and with what body.
type Asked = (Method, String, String);

async fn at_once(person: &Person<'_>, asked: Vec<Asked>) -> Vec<Answer> {
    join_all(
        asked
            .into_iter()
            .map(|(method, path, body)| async move { person.send_text(method, &path, body).await }),
    )
    .await
}

/// Makes all but one of what there may be, in or of what has the number `of`.
async fn fill(pool: &PgPool, limit: Limit, of: i64, sql: &'static str) {
    let but_one = limit.ceiling() - 1;
    let made = sqlx::query(sql)
        .bind(of)
        .bind(but_one)
        .execute(pool)
        .await
        .unwrap()
        .rows_affected();
    assert_eq!(i64::try_from(made), Ok(but_one), "{limit:?}");
}

async fn count(pool: &PgPool, of: i64, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .bind(of)
        .fetch_one(pool)
        .await
        .unwrap()
}

/// Gives a person the plan without limits, and tells their number.
async fn unlimited(person: &Person<'_>, pool: &PgPool) -> i64 {
    let id = app_row(person, pool).await;
    sqlx::query("update app_user set plan = 'enterprise' where id = $1")
        .bind(id)
        .execute(pool)
        .await
        .unwrap();
    id
}

/// One has got the last place, and the others are told what is full.
#[track_caller]
fn assert_one_got_it(answers: &[Answer], limit: Limit) {
    let (got, refused): (Vec<&Answer>, Vec<&Answer>) = answers
        .iter()
        .partition(|answer| answer.status.is_success());
    assert_eq!(
        (got.len(), refused.len()),
        (1, answers.len() - 1),
        "{limit:?}: {answers:?}"
    );
    let most = limit.ceiling();
    for answer in refused {
        assert_eq!(
            (answer.status.as_u16(), &*answer.error_code()),
            (403, "plan_limit"),
            "{limit:?}: {answer:?}"
        );
        let error = answer.json()["error"].clone();
        assert_eq!(
            (&error["limit"], &error["count"]),
            (&json!(most), &json!(most)),
            "{limit:?}"
        );
        let full = format!("{most} {}", limit.label());
        assert!(answer.text.contains(&full), "{full}: {}", answer.text);
    }
}

#[sqlx::test]
async fn the_last_offer_is_kept_once_also_where_some_come_from_files(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = app_row(&ada, &pool).await;
    // Archived: the smallest plan is not full of them, and the ceiling is.
    let archived = "insert into listing (user_id, title, status)
                    select $1, 'offer ' || n, 'archived' from generate_series(1, $2) n";
    fill(&pool, Limit::Listings, me, archived).await;
    let asked = (0..ASKED).map(|number| {
        let title = format!("last {number}");
        let (path, body) = if number % 2 == 0 {
            ("/api/v1/listings", json!({ "title": title }).to_string())
        } else {
            ("/api/v1/listings/import", format!("title\n{title}"))
        };
        (Method::POST, path.to_owned(), body)
    });
    let answers = at_once(&ada, asked.collect()).await;
    assert_one_got_it(&answers, Limit::Listings);
    let kept = "select count(*) from listing where user_id = $1";
    assert_eq!(count(&pool, me, kept).await, Limit::Listings.ceiling());
}

#[sqlx::test]
async fn the_last_place_in_a_collection_is_taken_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let shelf = collection(&ada, json!({ "name": "everything" })).await;
    let mut offers = Vec::new();
    for number in 0..ASKED {
        offers.push(offer(&ada, &format!("last {number}")).await);
    }
    let items = "with made as (
                     insert into listing (user_id, title)
                     select c.user_id, 'offer ' || n
                       from collection c, generate_series(1, $2) n
                      where c.id = $1
                     returning id
                 )
                 insert into collection_item (collection_id, listing_id, position)
                 select $1, id, row_number() over (order by id) - 1 from made";
    fill(&pool, Limit::ItemsPerCollection, shelf, items).await;
    let answers = join_all(offers.iter().enumerate().map(|(place, id)| {
        let ada = &ada;
        async move {
            if place % 2 == 0 {
                let items = format!("/api/v1/collections/{shelf}/items");
                ada.post(&items, json!({ "listing_id": id })).await
            } else {
                let form = format!("listing={id}&collection={shelf}");
                ada.submit(AddToCollection::PATH, ORIGIN, &form).await
            }
        }
    }))
    .await;
    assert_one_got_it(&answers, Limit::ItemsPerCollection);
    let held = "select count(*) from collection_item where collection_id = $1";
    assert_eq!(
        count(&pool, shelf, held).await,
        Limit::ItemsPerCollection.ceiling()
    );
}

#[sqlx::test]
async fn the_last_price_of_an_offer_is_noted_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let id = offer(&ada, "up and down").await;
    let prices = "insert into listing_price (listing_id, price_usd)
                  select $1, 100 from generate_series(1, $2)";
    fill(&pool, Limit::PricesPerListing, id, prices).await;
    let path = format!("/api/v1/listings/{id}");
    let asked = (0..ASKED).map(|number| {
        let seen = json!({ "price_usd": (200 + number).to_string() }).to_string();
        if number % 2 == 0 {
            (Method::POST, format!("{path}/price"), seen)
        } else {
            (Method::PATCH, path.clone(), seen)
        }
    });
    let answers = at_once(&ada, asked.collect()).await;
    assert_one_got_it(&answers, Limit::PricesPerListing);
    let noted = "select count(*) from listing_price where listing_id = $1";
    assert_eq!(
        count(&pool, id, noted).await,
        Limit::PricesPerListing.ceiling()
    );
    // What was refused is not what it costs either.
    let costs = "select count(*) from listing l
                   join listing_price p on p.listing_id = l.id and p.price_usd = l.price_usd
                  where l.id = $1";
    assert_eq!(count(&pool, id, costs).await, 1);
}

#[sqlx::test]
async fn the_last_rule_of_a_ruleset_is_made_or_moved_there_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    unlimited(&ada, &pool).await;
    let (set, group) = ruleset(&ada, "Full").await;
    let (_, elsewhere) = ruleset(&ada, "From").await;
    let rules_of = |group: i64| format!("/api/v1/rule-groups/{group}/rules");
    let mut asked = Vec::new();
    for number in 0..ASKED / 2 {
        let new = flat(&format!("new {number}"), 1);
        asked.push((Method::POST, rules_of(group), new.to_string()));
        let there = flat(&format!("moved {number}"), 1);
        let there = ada.post(&rules_of(elsewhere), there).await.expect(201);
        let path = format!("/api/v1/rules/{}", there.json()["id"]);
        let moved = json!({ "group_id": group });
        asked.push((Method::PATCH, path, moved.to_string()));
    }
    let rules = r#"insert into valuation_rule (group_id, name, actions)
                   select $1, 'rule ' || n, '[{"type": "add", "value_usd": 1}]'
                     from generate_series(1, $2) n"#;
    fill(&pool, Limit::RulesPerRuleset, group, rules).await;
    let answers = at_once(&ada, asked).await;
    assert_one_got_it(&answers, Limit::RulesPerRuleset);
    let held = "select count(*) from valuation_rule r
                  join valuation_rule_group g on g.id = r.group_id
                 where g.ruleset_id = $1";
    assert_eq!(
        count(&pool, set, held).await,
        Limit::RulesPerRuleset.ceiling()
    );
}

#[sqlx::test]
async fn where_a_plan_has_no_limit_the_last_one_is_made_once(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    let me = unlimited(&ada, &pool).await;
    let links = format!("/api/v1/listings/{}/links", offer(&ada, "shown").await);
    for (limit, path, filled, made) in [
        (
            Limit::Rulesets,
            "/api/v1/rulesets",
            "insert into valuation_ruleset (user_id, name)
             select $1, 'set ' || n from generate_series(1, $2) n",
            "select count(*) from valuation_ruleset where user_id = $1",
        ),
        (
            Limit::Collections,
            "/api/v1/collections",
            "insert into collection (user_id, name)
             select $1, 'shelf ' || n from generate_series(1, $2) n",
            "select count(*) from collection where user_id = $1",
        ),
        (
            Limit::LiveLinks,
            &*links,
            "insert into listing_share (listing_id, created_by, token_hash, prefix)
             select l.id, l.user_id, sha256(convert_to('link ' || n, 'UTF8')), 'link'
               from listing l, generate_series(1, $2) n
              where l.user_id = $1",
            "select count(*) from listing_share where created_by = $1",
        ),
    ] {
        fill(&pool, limit, me, filled).await;
        let asked = (0..ASKED).map(|number| {
            let body = match limit {
                Limit::LiveLinks => json!({}),
                _ => json!({ "name": format!("last {number}") }),
            };
            (Method::POST, path.to_owned(), body.to_string())
        });
        let answers = at_once(&ada, asked.collect()).await;
        assert_one_got_it(&answers, limit);
        assert_eq!(count(&pool, me, made).await, limit.ceiling(), "{limit:?}");
    }
}

/// Comes back when a query waits for a lock.
async fn somebody_waits(pool: &PgPool) {
    const WAITING: &str = "select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'";
    let seen = async {
        while sqlx::query_scalar::<_, i64>(WAITING)
            .fetch_one(pool)
            .await
            .unwrap()
            == 0
        {
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(30), seen).await;
    assert!(in_time.is_ok(), "no query waits for a lock");
}

/// Titles of what a person's only collection holds, in its order.
async fn titles_of_the_copy(person: &Person<'_>) -> Vec<String> {
    let collections = person.get("/api/v1/collections").await.expect(200).json();
    let [copy] = collections["items"].as_array().unwrap().as_slice() else {
        panic!("one collection: {collections}");
    };
    let items = format!("/api/v1/collections/{}/items", copy["id"]);
    let items = person.get(&items).await.expect(200).json();
    let items = items["items"].as_array().unwrap().iter();
    items
        .map(|item| item["listing"]["title"].as_str().unwrap().to_owned())
        .collect()
}

/// What makes a new link to a collection work.
async fn token(person: &Person<'_>, collection: &str) -> String {
    let link = person.post(&format!("{collection}/links"), json!({})).await;
    let link = link.expect(201).json();
    let url = link["url"].as_str().unwrap();
    url.rsplit('/').next().unwrap().to_owned()
}

/// Gives a person so many active offers.
async fn own_offers(pool: &PgPool, owner: i64, count: i32) {
    sqlx::query(
        "insert into listing (user_id, title) select $1, 'offer ' || n from generate_series(1, $2) n",
    )
    .bind(owner)
    .bind(count)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test]
async fn a_collection_that_grows_while_it_is_copied_overfills_no_plan(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let shelf = json!({ "name": "grows", "visibility": "unlisted" });
    let shelf = collection(&ada, shelf).await;
    let path = format!("/api/v1/collections/{shelf}");
    let (first, second) = (offer(&ada, "first").await, offer(&ada, "second").await);
    let items = format!("{path}/items");
    ada.post(&items, json!({ "listing_id": first }))
        .await
        .expect(201);
    let token = token(&ada, &path).await;
    let me = app_row(&ben, &pool).await;
    own_offers(&pool, me, 199).await;

    let mut holder = pool.begin().await.unwrap();
    sqlx::query("select from app_user where id = $1 for no key update")
        .bind(me)
        .execute(&mut *holder)
        .await
        .unwrap();
    let copy = format!("{path}/copy");
    let (copied, ()) = tokio::join!(ben.post(&copy, json!({ "token": token })), async {
        somebody_waits(&pool).await;
        let more = json!({ "listing_id": second });
        ada.post(&items, more).await.expect(201);
        holder.commit().await.unwrap();
    });
    copied.expect(201);
    let active = "select count(*) from listing where user_id = $1 and status = 'active'";
    assert_eq!(count(&pool, me, active).await, 200);
    assert_eq!(titles_of_the_copy(&ben).await, ["first"]);
}

#[sqlx::test]
async fn a_copy_that_a_plan_just_holds_keeps_the_order_of_its_offers(pool: PgPool) {
    let app = App::new(pool.clone());
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let shelf = json!({ "name": "in order", "visibility": "unlisted" });
    let shelf = collection(&ada, shelf).await;
    let path = format!("/api/v1/collections/{shelf}");
    // Neither by when they were added, nor by their names.
    for (title, place) in [("a", 0), ("c", 0), ("b", 1)] {
        let item = json!({ "listing_id": offer(&ada, title).await, "position": place });
        let items = format!("{path}/items");
        ada.post(&items, item).await.expect(201);
    }
    let token = token(&ada, &path).await;
    let me = app_row(&ben, &pool).await;
    own_offers(&pool, me, 197).await;
    let copy = format!("{path}/copy");
    ben.post(&copy, json!({ "token": token })).await.expect(201);
    assert_eq!(titles_of_the_copy(&ben).await, ["c", "b", "a"]);
}
