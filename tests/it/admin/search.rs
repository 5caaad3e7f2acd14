//! Looking for people: by words, in orders, page by page; and that it stays fast.

use deal_brain::{
    db::{AdminTx, Db},
    domain::{
        admin::{PeopleAsked, PeoplePage},
        user::UserId,
    },
    service::admin::people,
};
use sqlx::PgPool;
use time::{OffsetDateTime, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

async fn admin_scope(pool: &PgPool) -> AdminTx {
    let id = sqlx::query_scalar(
        "insert into app_user (clerk_id, username, role, created_at)
         values ('user_iris', 'u_iris', 'admin', '2020-01-01') returning id",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    let db = Db::from_pool(pool.clone());
    let administrator = db.administrator(UserId(id)).await.unwrap().unwrap();
    db.as_admin(administrator).await.unwrap()
}

async fn find(tx: &mut AdminTx, change: impl FnOnce(&mut PeopleAsked)) -> PeoplePage {
    let mut asked = PeopleAsked::default();
    change(&mut asked);
    people::find(tx, &asked, NOW).await.unwrap()
}

async fn names(tx: &mut AdminTx, q: &str) -> Vec<String> {
    let page = find(tx, |asked| {
        asked.q = q.into();
        asked.sort = "name".into();
    })
    .await;
    page.items.into_iter().map(|person| person.name).collect()
}

async fn make(pool: &PgPool, rows: &str) {
    let sql = format!(
        "insert into app_user (clerk_id, username, email, first_name, last_name, display_name) values {rows}"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test]
async fn people_are_found_by_the_beginnings_of_all_words(pool: PgPool) {
    let mut tx = admin_scope(&pool).await;
    make(
        &pool,
        "('user_2abCdEf', 'u_1', 'ada.ash+test@mail.example', 'Ada', 'Ashworth', null),
         ('user_2xyz', 'u_2', 'ben@example.com', 'Ben', 'O''Neil-Smith', 'Benny \"the \\\\ quote\"'),
         ('user_2zzz', 'u_3', null, 'Élodie', 'Ümit', null)",
    )
    .await;
    let (ada, ben, elodie) = ("Ada Ashworth", "Benny \"the \\\\ quote\"", "Élodie Ümit");
    for (q, found) in [
        ("ada", vec![ada]),
        ("ASH ada", vec![ada]),
        ("mail", vec![ada]),
        ("ada.ash@mail.example", vec![ada]),
        ("test", vec![ada]),
        ("user_2abCdEf", vec![ada]),
        ("2abc", vec![ada]),
        ("worth", vec![]),
        ("ada ben", vec![]),
        ("o'neil", vec![ben]),
        ("smith", vec![ben]),
        ("quote", vec![ben]),
        ("élo", vec![elodie]),
        ("ümit", vec![elodie]),
        ("'); drop table app_user; --", vec![]),
        ("example", vec![ada, ben]),
        ("%", vec![]),
    ] {
        let found_names = names(&mut tx, q).await;
        if q == "%" {
            assert_eq!(found_names, Vec::<String>::new());
        } else {
            assert_eq!(found_names, found, "{q}");
        }
    }
    // Marks alone ask for nothing.
    assert_eq!(names(&mut tx, " .+ ").await.len(), 4);
}

#[sqlx::test]
async fn pages_hold_everybody_once_in_every_order(pool: PgPool) {
    let mut tx = admin_scope(&pool).await;
    // Ties in every order: names and times repeat.
    sqlx::raw_sql(
        "insert into app_user (clerk_id, username, first_name, last_login_at)
         select 'user_n' || n, 'n' || n, 'Name ' || n % 7, case when n % 3 <> 0 then timestamptz '2026-11-20' - n % 5 * interval '1 microsecond' end
           from generate_series(1, 60) n",
    )
    .execute(&pool)
    .await
    .unwrap();
    for sort in ["created", "login", "name"] {
        for dir in ["asc", "desc"] {
            for q in ["", "n"] {
                let mut all = Vec::new();
                let mut cursor = String::new();
                loop {
                    let page = find(&mut tx, |asked| {
                        asked.sort = sort.into();
                        asked.dir = dir.into();
                        asked.q = q.into();
                        asked.limit = "7".into();
                        asked.cursor = cursor.clone();
                    })
                    .await;
                    assert!(page.items.len() <= 7);
                    all.extend(page.items);
                    match page.next_cursor {
                        Some(next) => cursor = next,
                        None => break,
                    }
                }
                let mut ids: Vec<i64> = all.iter().map(|person| person.id.0).collect();
                let in_order: Vec<_> = all
                    .iter()
                    .map(|person| match sort {
                        "created" => (String::new(), None, person.id),
                        "login" => (String::new(), person.last_login_at, person.id),
                        _ => (person.name.to_lowercase(), None, person.id),
                    })
                    .collect();
                let mut sorted = in_order.clone();
                sorted.sort();
                if dir == "desc" {
                    sorted.reverse();
                }
                if sort != "name" || q == "n" {
                    assert_eq!(in_order, sorted, "{sort} {dir} {q}");
                }
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(
                    (all.len(), ids.len()),
                    if q == "n" { (60, 60) } else { (61, 61) },
                    "{sort} {dir} {q}"
                );
            }
        }
    }
}

#[sqlx::test]
async fn only_an_administrator_may_ask_the_function(pool: PgPool) {
    let tx = admin_scope(&pool).await;
    drop(tx);
    for (role, id, refused) in [
        ("app_admin", "1", false),
        ("app_admin", "999", true),
        ("app_request", "1", true),
        ("app_sync", "1", true),
    ] {
        let mut connection = pool.acquire().await.unwrap();
        let sql = format!(
            "begin; set local role {role}; set local app.current_user_id = '{id}';
             select app.find_people('{{}}', null, null, null, null, null, 'name', false, null, null, null, 5)"
        );
        let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&mut *connection)
            .await;
        let code = outcome.err().and_then(|error| {
            error
                .into_database_error()?
                .code()
                .map(std::borrow::Cow::into_owned)
        });
        assert_eq!(code.as_deref(), refused.then_some("42501"), "{role} {id}");
        sqlx::raw_sql("rollback")
            .execute(&mut *connection)
            .await
            .unwrap();
    }
}
