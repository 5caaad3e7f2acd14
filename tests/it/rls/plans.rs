//! How PostgreSQL answers what the application asks most, with 200,000 offers of 1,000 people:
//! by index, for a person and for an administrator who filters.

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::owner::migrated_by_plain_owner;

const PEOPLE: &str = include_str!("../../../scripts/load/people.sql");

/// Tables that grow with people. Reading one from end to end is never right.
const PROTECTED: &[&str] = &[
    "app_user",
    "audit_event",
    "collection",
    "collection_item",
    "collection_share_token",
    "listing",
    "listing_import",
    "listing_price",
    "listing_share",
    "notification",
    "person_lookup",
    "profile",
    "user_share",
    "user_share_sending",
    "valuation_rule",
    "valuation_rule_group",
    "valuation_ruleset",
];

/// What a person asks; `$1` is their id.
const OF_A_PERSON: &[&str] = &[
    // Lists, in the orders that they are shown in.
    "select * from listing where user_id = $1 and status = 'active' order by created_at desc, id desc limit 25",
    "select * from listing where user_id = $1 and status = 'active' order by usd_per_multi_adj limit 25",
    "select l.*, c.name from listing l left join cpu c on c.id = l.cpu_id
      where l.user_id = $1 and (l.created_at, l.id) < (now(), 9999) order by l.created_at desc, l.id desc limit 25",
    // Lists of a query that forgets to say whose: the policy says it.
    "select count(*) from listing",
    "select * from listing where user_id is null order by id limit 25",
    // One row by its key, whoever owns it.
    "select * from listing where id = 4711",
    "select * from listing_price where listing_id = 4711 order by seen_at desc",
    // Figures of the dashboard.
    "select count(*), percentile_disc(0.5) within group (order by price_usd) from listing
      where user_id = $1 and status = 'active'",
    "with ranked as (select usd_per_multi_adj as value, row_number() over (order by usd_per_multi_adj) as place
                          , count(*) over () as count
                       from listing where user_id = $1 and status = 'active' and usd_per_multi_adj is not null)
     select avg(value) from ranked where place in ((count + 1) / 2, (count + 2) / 2)",
    "select * from listing where user_id = $1 and status = 'active' and score_composite is not null
        and adjusted_price_usd <= 400 order by score_composite desc, id limit 5",
    "select p.listing_id, lag(p.price_usd) over (partition by p.listing_id order by p.seen_at, p.id)
       from listing l join listing_price p on p.listing_id = l.id where l.user_id = $1 and l.status = 'active'",
    "select c.name, l.title from collection c join collection_item i on i.collection_id = c.id
       join listing l on l.id = i.listing_id
      where c.user_id = $1 and i.status = 'undecided' and l.status = 'active' order by i.added_at limit 5",
    // Sample offers, and a file that is about to be imported.
    "select count(*) from listing where user_id = $1 and is_sample",
    "select content from listing_import where user_id = $1",
    // Rules that value an offer.
    "select r.* from valuation_ruleset s join valuation_rule_group g on g.ruleset_id = s.id
       join valuation_rule r on r.group_id = g.id
      where (s.user_id = $1 or s.user_id is null) and s.is_active order by s.priority, r.evaluation_order",
    "select * from profile where user_id = $1 and is_default",
    // Collections.
    "select c.*, (select count(*) from collection_item i where i.collection_id = c.id) from collection c
      where c.user_id = $1 order by c.created_at desc",
    "select i.*, l.title from collection_item i join listing l on l.id = i.listing_id
      where i.collection_id = 42 order by i.position, i.added_at",
    // What was shared, and by which links.
    "select s.*, l.title from user_share s join listing l on l.id = s.listing_id
      where s.recipient_id = $1 order by s.shared_at desc",
    "select * from user_share where sender_id = $1 order by shared_at desc limit 25",
    "select id, prefix, view_count from listing_share where created_by = $1 order by created_at desc",
    "select id, prefix from collection_share_token where collection_id = 42",
    "select s.*, p.name, l.title from user_share s join listing l on l.id = s.listing_id
       join app.share_senders() p on p.share_id = s.id
      where s.recipient_id = $1 and s.dismissed_at is null order by s.shared_at desc limit 25",
    "select exists (select 1 from listing where user_id = $1 and source_listing_id = 4711)",
    "select count(*) from collection c join collection_share_token t on t.collection_id = c.id
      where c.user_id = $1 and t.revoked_at is null",
    "select l.title from listing l where l.id = 4711 and exists (
        select 1 from collection_item i join collection c on c.id = i.collection_id
         where i.listing_id = l.id and c.user_id = $1 and i.status in ('undecided', 'shortlisted'))",
    "select count(*) from notification where user_id = $1 and read_at is null",
    "select * from notification where user_id = $1 order by created_at desc, id desc limit 25",
    "select * from app_user where id = $1",
    // Changes.
    "update listing set title = 'changed' where id = 4711",
    "update listing set adjusted_price_usd = 1 where user_id = $1 and status = 'active'",
    "delete from listing where id = 4711",
    "update notification set read_at = now() where user_id = $1 and read_at is null",
    "update user_share set viewed_at = now() where id = 17 and recipient_id = $1",
    "delete from collection_item where collection_id = 42 and listing_id = 4711",
];

/// What an administrator asks; `$1` is the id of the person they look at.
const OF_AN_ADMINISTRATOR: &[&str] = &[
    "select * from listing where user_id = $1 order by created_at desc, id desc limit 50",
    "select * from listing where user_id is null order by created_at desc, id desc limit 50",
    "select count(*) from collection where user_id = $1",
    "select * from app_user where id = $1",
    "select * from app_user where email_key = 'person5@example.com' and deleted_at is null",
    "select * from app_user where username = 'person5'",
    "select * from audit_event order by at desc, id desc limit 50",
    "select * from audit_event where subject_id = $1 order by at desc limit 50",
    "select id, view_count from listing_share where created_by = $1",
    "select * from user_share where sender_id = $1",
];

/// What the application asks for itself, of each message of Clerk's and each first request.
const OF_THE_APPLICATION: &[&str] = &[
    "select * from app_user
      where clerk_id = 'user_load5' or username = any ('{person5,u_0123456789}')
         or (email_key = 'person5@example.com' and deleted_at is null)
      order by id for update",
    "select * from app_user where clerk_id = 'user_load5'",
];

async fn explain(connection: &mut PgConnection, query: &str, mode: &str, person: i64) -> Value {
    let parameter = if query.contains("$1") { "(bigint)" } else { "" };
    let argument = if query.contains("$1") {
        format!("({person})")
    } else {
        String::new()
    };
    let prepare =
        format!("set local plan_cache_mode = {mode}; prepare asked {parameter} as {query}");
    sqlx::raw_sql(AssertSqlSafe(prepare))
        .execute(&mut *connection)
        .await
        .unwrap();
    let plan: Value = sqlx::query_scalar(AssertSqlSafe(format!(
        "explain (format json) execute asked {argument}"
    )))
    .persistent(false)
    .fetch_one(&mut *connection)
    .await
    .unwrap();
    sqlx::raw_sql("deallocate asked")
        .execute(connection)
        .await
        .unwrap();
    plan
}

/// The protected tables that a plan reads from end to end.
fn scanned(plan: &Value) -> Vec<String> {
    match plan {
        Value::Array(parts) => parts.iter().flat_map(scanned).collect(),
        Value::Object(node) => {
            let mut found: Vec<String> = node.values().flat_map(scanned).collect();
            if node.get("Node Type").and_then(Value::as_str) == Some("Seq Scan") {
                let table = node["Relation Name"].as_str().unwrap();
                if PROTECTED.contains(&table) {
                    found.push(table.to_owned());
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

pub async fn load(superuser: &PgPool) -> (i64, i64) {
    let mut connection = superuser.acquire().await.unwrap();
    let load = format!("set load.people = 1000; set load.listings = 200000; {PEOPLE}");
    sqlx::raw_sql(AssertSqlSafe(load))
        .execute(&mut *connection)
        .await
        .unwrap();
    sqlx::query_as("select min(id) filter (where role = 'admin'), min(id) filter (where role = 'user') + 500 from app_user")
        .fetch_one(&mut *connection)
        .await
        .unwrap()
}

#[sqlx::test(migrations = false)]
async fn no_protected_table_is_read_from_end_to_end(pool: PgPool) {
    migrated_by_plain_owner(&pool).await;
    let (administrator, person) = load(&pool).await;
    let mut connection = pool.acquire().await.unwrap();
    // What reads a table from end to end is noticed, or the plans would tell nothing.
    let whole = "select count(*) from listing where notes = 'x'";
    let plan = explain(&mut connection, whole, "force_custom_plan", person).await;
    assert_eq!(scanned(&plan), ["listing"], "{plan:#}");
    let mut faults = Vec::new();
    for (role, caller, queries) in [
        ("app_request", person, OF_A_PERSON),
        ("app_admin", administrator, OF_AN_ADMINISTRATOR),
        ("app_sync", person, OF_THE_APPLICATION),
    ] {
        for query in queries {
            for mode in ["force_custom_plan", "force_generic_plan"] {
                let context = format!(
                    "begin; set local role {role}; set local app.current_user_id = '{caller}'"
                );
                sqlx::raw_sql(AssertSqlSafe(context))
                    .execute(&mut *connection)
                    .await
                    .unwrap();
                let plan = explain(&mut connection, query, mode, person).await;
                sqlx::raw_sql("rollback")
                    .execute(&mut *connection)
                    .await
                    .unwrap();
                let scanned = scanned(&plan);
                if !scanned.is_empty() {
                    faults.push(format!(
                        "{role}, {mode}: {query}\n  reads all of {scanned:?}\n{plan:#}"
                    ));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
