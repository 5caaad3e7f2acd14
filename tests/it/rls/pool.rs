//! Many people, few connections: nothing of one request is there for the next.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use deal_brain::{
    db::{Db, listings},
    domain::{
        listing::ListingDraft,
        user::{Role, User},
    },
};
use sqlx::{
    PgConnection, PgPool, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::support::newcomer;

const PEOPLE: usize = 20;
const REQUESTS: usize = 1000;

/// What a connection must not carry: a role, or a setting of the last request.
const CARRIES: &str = "
    select current_user <> session_user
        or coalesce(current_setting('app.current_user_id', true), '') <> ''
        or coalesce(current_setting('app.current_user_role', true), '') <> ''";

/// A pool that looks at each connection when it comes back, and counts those that carry something.
async fn watched_pool(
    options: PgConnectOptions,
    connections: u32,
    carrying: &Arc<AtomicUsize>,
    looks: &Arc<AtomicUsize>,
) -> PgPool {
    let (carrying, looks) = (carrying.clone(), looks.clone());
    PgPoolOptions::new()
        .max_connections(connections)
        .after_release(move |connection: &mut PgConnection, _| {
            let (carrying, looks) = (carrying.clone(), looks.clone());
            Box::pin(async move {
                // Not prepared: behind a pooler the next statement may go to another server.
                let row = sqlx::raw_sql(CARRIES).fetch_one(connection).await?;
                carrying.fetch_add(usize::from(row.try_get::<bool, _>(0)?), Ordering::Relaxed);
                looks.fetch_add(1, Ordering::Relaxed);
                Ok(true)
            })
        })
        .connect_with(options)
        .await
        .unwrap()
}

async fn person(db: &Db, number: usize) -> User {
    let name = format!("person {number}");
    let user = newcomer(db, &name).await;
    let mut tx = db.as_user(user.id, Role::User).await.unwrap();
    let draft = ListingDraft {
        title: Some(format!("of {number}")),
        ..ListingDraft::default()
    };
    listings::insert(&mut tx, &draft.check().unwrap())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    user
}

/// One request: reads, or writes and lasts, or writes and is given up, or fails half-way.
async fn request(db: Db, user: &User, owner: usize, request: usize) {
    let mut tx = db.as_user(user.id, Role::User).await.unwrap();
    let seen = listings::all(&mut tx, None, 100).await.unwrap();
    assert!(!seen.is_empty());
    for listing in &seen {
        assert_eq!(
            listing.details.title,
            format!("of {owner}"),
            "an offer of another person"
        );
    }
    if !request.is_multiple_of(4) {
        let draft = ListingDraft {
            title: Some(format!("of {owner}")),
            ..ListingDraft::default()
        };
        listings::insert(&mut tx, &draft.check().unwrap())
            .await
            .unwrap();
    }
    match request % 4 {
        1 => tx.commit().await.unwrap(),
        2 => tokio::task::yield_now().await,
        _ => {}
    }
}

/// Twenty people's thousand requests, interleaved over a few connections.
pub async fn nothing_leaks(
    options: PgConnectOptions,
    connections: u32,
    over: impl FnOnce(PgPool) -> Db,
) {
    let (carrying, looks) = (Arc::default(), Arc::default());
    let pool = watched_pool(options, connections, &carrying, &looks).await;
    let db = over(pool.clone());
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(person(&db, number).await);
    }
    let requests = (0..REQUESTS).map(|number| {
        let owner = number % PEOPLE;
        request(db.clone(), &people[owner], owner, number)
    });
    futures_util::future::join_all(requests).await;
    // Connections go back in the background; a closed pool has them all.
    pool.close().await;
    let (carrying, looks) = (
        carrying.load(Ordering::Relaxed),
        looks.load(Ordering::Relaxed),
    );
    assert!(looks >= REQUESTS, "looked only {looks} times");
    assert_eq!(carrying, 0, "of {looks} connections that came back");
}

#[sqlx::test]
async fn a_connection_carries_nothing_to_the_next_request(pool: PgPool) {
    let options = (*pool.connect_options()).clone().username("app_request");
    nothing_leaks(options, 2, Db::from_pool).await;
}
