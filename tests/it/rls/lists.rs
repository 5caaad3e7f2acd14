//! What the lists of the admin area read among 20,000 people and as many events: the whole question
//! as the application asks it, with what it joins to the ids that a function of the database finds.
//! No table is read from end to end.

use deal_brain::{
    db::{AdminTx, Db},
    domain::{
        admin::{AuditAsked, PeopleAsked},
        user::UserId,
    },
    service::admin::{audit, people},
};
use sqlx::PgPool;
use time::{OffsetDateTime, macros::datetime};

use super::owner::{login, migrated_by_plain_owner};

const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

const PEOPLE: &str = "
    insert into app_user (clerk_id, username, email, first_name, last_name, role, plan, is_active, deleted_at
                        , last_login_at, created_at)
    select 'user_' || md5(n::text), 'person' || n, 'person' || n || '@example.com'
         , (array['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ivo', 'Jo'])[1 + n % 10]
         , 'Family' || n % 1000
         , case when n % 4000 = 1 then 'admin' else 'user' end
         , case when n % 50 = 0 then 'growth' when n % 500 = 7 then 'enterprise' else 'solo' end
         , n % 97 <> 0
         , case when n % 194 = 0 then timestamptz '2026-11-20' end
         , case when n % 3 <> 0 then timestamptz '2026-11-22 10:00+00' - n % 400 * interval '1 day' end
         , timestamptz '2026-11-22 10:00+00' - n * interval '1 minute'
      from generate_series(1, 20000) n;
    analyze app_user;";

/// Without the chain, which takes them one by one.
const EVENTS: &str = "
    begin;
    set local session_replication_role = replica;
    insert into audit_event (actor_id, subject_id, kind, at)
    select 1 + n % 20000, 1 + n * 7 % 20000, case when n % 100 = 0 then 'role_changed' else 'login' end
         , timestamptz '2026-11-22 10:00+00' - n * interval '1 minute'
      from generate_series(1, 20000) n;
    commit;
    analyze audit_event;";

/// Nothing, somebody by their user name, two thousand people by a first name, forty by two words,
/// everybody, nobody.
const WORDS: [&str; 6] = [
    "",
    "person4711",
    "ada",
    "ben family11",
    "example.com",
    "zzz",
];

const FILTERS: [fn(&mut PeopleAsked); 14] = [
    |_| {},
    |asked| asked.role = "admin".into(),
    |asked| asked.role = "user".into(),
    |asked| asked.plan = "solo".into(),
    |asked| asked.plan = "growth".into(),
    |asked| asked.plan = "enterprise".into(),
    |asked| asked.state = "active".into(),
    |asked| asked.state = "deactivated".into(),
    |asked| asked.state = "deleted".into(),
    |asked| asked.active = "false".into(),
    |asked| asked.login = "week".into(),
    |asked| asked.login = "month".into(),
    |asked| asked.login = "absent".into(),
    |asked| asked.login = "never".into(),
];

/// The application with one connection, so that whoever asks for the counts of its reads is who read.
struct Reader {
    pool: PgPool,
    db: Db,
    administrator: UserId,
}

impl Reader {
    async fn start(superuser: &PgPool) -> Self {
        migrated_by_plain_owner(superuser).await;
        sqlx::raw_sql(PEOPLE).execute(superuser).await.unwrap();
        let administrator: i64 =
            sqlx::query_scalar("select min(id) from app_user where role = 'admin'")
                .fetch_one(superuser)
                .await
                .unwrap();
        let pool = login(superuser, "app_request", 1).await;
        Self {
            db: Db::from_pool(pool.clone()),
            pool,
            administrator: UserId(administrator),
        }
    }

    async fn scope(&self) -> AdminTx {
        let administrator = self.db.administrator(self.administrator).await;
        self.db
            .as_admin(administrator.unwrap().unwrap())
            .await
            .unwrap()
    }

    /// Has the connection make its plans in this way from now on.
    async fn plans(&self, mode: &str) {
        sqlx::query("select set_config('plan_cache_mode', $1, false)")
            .bind(mode)
            .execute(&self.pool)
            .await
            .unwrap();
    }

    /// How often each of these tables was read from end to end so far.
    async fn whole_reads(&self) -> Vec<(String, i64)> {
        // Else the connection keeps its counts to itself for up to a second.
        sqlx::query("select pg_stat_force_next_flush()")
            .execute(&self.pool)
            .await
            .unwrap();
        sqlx::query_as(
            "select relname::text, seq_scan from pg_stat_user_tables
              where relname in ('app_user', 'audit_event') order by relname",
        )
        .fetch_all(&self.pool)
        .await
        .unwrap()
    }

    /// A read from end to end is counted, or the counts would tell nothing.
    async fn counts_whole_reads(&self) {
        let before = self.whole_reads().await;
        let mut tx = self.pool.begin().await.unwrap();
        let context = format!(
            "set local role app_admin; set local app.current_user_id = '{}'",
            self.administrator.0
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(context))
            .execute(&mut *tx)
            .await
            .unwrap();
        let pictures: i64 =
            sqlx::query_scalar("select count(*) from app_user where avatar_url is not null")
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        assert_eq!(pictures, 0);
        tx.commit().await.unwrap();
        let after = self.whole_reads().await;
        assert!(after[0].1 > before[0].1, "{before:?}, {after:?}");
        assert_eq!(after[1].1, before[1].1);
    }
}

/// Every question there is, in the order of filters, orders and directions.
fn questions(q: &str) -> Vec<PeopleAsked> {
    let mut all = Vec::new();
    for filter in FILTERS {
        for sort in ["created", "login", "name"] {
            for dir in ["asc", "desc"] {
                let mut asked = PeopleAsked {
                    q: q.into(),
                    sort: sort.into(),
                    dir: dir.into(),
                    ..PeopleAsked::default()
                };
                filter(&mut asked);
                all.push(asked);
            }
        }
    }
    all
}

/// With plans for the very words and for any: a connection comes to the second after a few questions.
#[sqlx::test(migrations = false)]
async fn no_question_for_people_reads_all_of_them(superuser: PgPool) {
    let reader = Reader::start(&superuser).await;
    let mut faults = Vec::new();
    let (mut found, mut pages) = (0, 0);
    for mode in ["force_custom_plan", "force_generic_plan"] {
        reader.plans(mode).await;
        let mut before = reader.whole_reads().await;
        for mut asked in WORDS.into_iter().flat_map(questions) {
            let mut tx = reader.scope().await;
            let first = people::find(&mut tx, &asked, NOW).await.unwrap();
            found += usize::from(!first.items.is_empty());
            if let Some(next) = first.next_cursor {
                asked.cursor = next;
                let second = people::find(&mut tx, &asked, NOW).await.unwrap();
                pages += usize::from(!second.items.is_empty());
            }
            tx.commit().await.unwrap();
            let after = reader.whole_reads().await;
            if after != before {
                faults.push(format!("{mode}, {asked:?}: {before:?}, {after:?}"));
            }
            before = after;
        }
    }
    assert!(
        found > 400 && pages > 300,
        "{found} answers, {pages} second pages"
    );
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
    reader.counts_whole_reads().await;
}

#[sqlx::test(migrations = false)]
async fn no_question_for_events_reads_all_of_them(superuser: PgPool) {
    let reader = Reader::start(&superuser).await;
    sqlx::raw_sql(EVENTS).execute(&superuser).await.unwrap();
    let mut before = reader.whole_reads().await;
    for (kind, user, from, to, some) in [
        ("", "", "", "", true),
        ("role_changed", "", "", "", true),
        ("purged", "", "", "", false),
        ("", "777", "", "", true),
        ("login", "777", "", "", true),
        ("", "", "2026-11-19", "", true),
        ("", "", "", "2026-11-20", true),
        ("login", "", "2026-11-18", "2026-11-19", true),
        ("role_changed", "777", "2026-11-18", "2026-11-19", false),
    ] {
        let mut asked = AuditAsked {
            kind: kind.into(),
            user: user.into(),
            from: from.into(),
            to: to.into(),
            ..AuditAsked::default()
        };
        let mut tx = reader.scope().await;
        let first = audit::find(&mut tx, &asked).await.unwrap();
        assert_eq!(!first.items.is_empty(), some, "{asked:?}");
        if let Some(next) = first.next_cursor {
            asked.cursor = next;
            let second = audit::find(&mut tx, &asked).await.unwrap();
            assert!(!second.items.is_empty(), "{asked:?}");
        }
        tx.commit().await.unwrap();
        let after = reader.whole_reads().await;
        assert_eq!(after, before, "{asked:?}");
        before = after;
    }
    reader.counts_whole_reads().await;
}
