//! What every table, view and function must have, read from PostgreSQL's catalogue: so that a new
//! one cannot be forgotten.

use sqlx::{PgConnection, PgPool};

/// Each table that people own rows of, with the column that leads to the owner: the person's id,
/// or the parent's.
const OWNED: &[(&str, &str)] = &[
    ("app_user", "id"),
    ("collection", "user_id"),
    ("collection_item", "collection_id"),
    ("collection_share_token", "collection_id"),
    ("held_profile", "user_id"),
    ("listing", "user_id"),
    ("listing_import", "user_id"),
    ("listing_price", "listing_id"),
    ("listing_share", "created_by"),
    ("notification", "user_id"),
    ("person_lookup", "user_id"),
    ("profile", "user_id"),
    ("user_share", "sender_id"),
    ("user_share", "recipient_id"),
    ("user_share_sending", "sender_id"),
    ("valuation_rule", "group_id"),
    ("valuation_rule_group", "ruleset_id"),
    ("valuation_ruleset", "user_id"),
];

/// Tables of nobody, each with the reason why. They have row-level security all the same.
const OWNERLESS: &[(&str, &str)] = &[
    ("application_switch", "one for the whole application"),
    (
        "audit_chain",
        "where the chain over the audit log begins and ends",
    ),
    ("audit_event", "outlives the people that it tells of"),
    ("audit_link", "a link of the chain over the audit log"),
    ("cpu", "a catalogue that everybody shares"),
    ("ended_session", "the application's own memory of a minute"),
    ("gpu", "a catalogue that everybody shares"),
    (
        "purged_person",
        "keeps people out whose rows are gone, and says nothing of them",
    ),
    ("sync_run", "the application's own progress"),
    ("webhook_event", "the application's own inbox"),
];

/// Tables without row-level security, each with the reason why.
const EXEMPT: &[(&str, &str)] = &[(
    "_sqlx_migrations",
    "the owner's alone: no other role has a grant",
)];

async fn list(connection: &mut PgConnection, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql).fetch_all(connection).await.unwrap()
}

/// What is wrong with the schema, a sentence each.
async fn faults(connection: &mut PgConnection) -> Vec<String> {
    let mut faults = Vec::new();
    for rule in RULES {
        faults.extend(list(&mut *connection, rule).await);
    }
    let exempt: Vec<String> = EXEMPT
        .iter()
        .map(|(table, _)| (*table).to_owned())
        .collect();
    faults.retain(|fault| {
        !exempt
            .iter()
            .any(|table| fault.starts_with(&format!("{table}: ")))
    });

    for table in list(&mut *connection, TABLES).await {
        let known = [OWNERLESS, EXEMPT]
            .concat()
            .iter()
            .any(|(name, _)| *name == table)
            || OWNED.iter().any(|(name, _)| *name == table);
        if !known {
            faults.push(format!("{table}: on no list of this test"));
        }
    }
    for (table, column) in OWNED {
        let led: bool = sqlx::query_scalar(LED_BY_OWNER)
            .bind(table)
            .bind(column)
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        if !led {
            faults.push(format!("{table}: no index is led by {column}"));
        }
        let cascades: bool = sqlx::query_scalar(CASCADES)
            .bind(table)
            .bind(column)
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        if !cascades && *table != "app_user" {
            faults.push(format!(
                "{table}: {column} does not cascade when its owner is deleted"
            ));
        }
    }
    faults
}

const TABLES: &str = "
    select relname::text from pg_class
     where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('r', 'p') order by 1";

const LED_BY_OWNER: &str = "
    select exists (
        select 1
          from pg_index i
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where i.indrelid = $1::regclass and i.indpred is null and i.indisvalid and a.attname = $2
    )";

const CASCADES: &str = "
    select exists (
        select 1
          from pg_constraint c
          join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
         where c.contype = 'f' and c.conrelid = $1::regclass and a.attname = $2 and c.confdeltype = 'c'
    )";

/// Each gives the faults that it finds.
const RULES: &[&str] = &[
    "select relname || ': row-level security is not enabled and forced' from pg_class
      where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)",
    "select relname || ': no policy' from pg_class c
      where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('r', 'p')
        and not exists (select 1 from pg_policy where polrelid = c.oid)",
    "select polrelid::regclass || ': policy ' || polname || ' names no role' from pg_policy
      where polroles = '{0}'",
    "select polrelid::regclass || ': policy ' || polname || ' is not for one role' from pg_policy
      where cardinality(polroles) <> 1",
    // A person's policies are one for each command; only an administrator's may be for all.
    "select tablename || ': policy ' || policyname || ' of app_request is for all commands' from pg_policies
      where cmd = 'ALL' and 'app_request' = any (roles)",
    "select tablename || ': policy ' || policyname || ' lets rows be changed without a check' from pg_policies
      where cmd in ('UPDATE', 'INSERT', 'ALL') and with_check is null",
    // Once a statement, not once a row: a function without arguments stands in a scalar sub-select.
    r"select tablename || ': policy ' || policyname || ' calls a function for every row' from pg_policies
       where regexp_replace(coalesce(qual, '') || coalesce(with_check, ''),
                            'SELECT (app\.)?\w+\(\) AS', '', 'g') ~ '\m(uid|is_admin|sees_legacy|shared_listing_ids)\(\)'",
    "select tablename || ': policy ' || policyname || ' asks a setting' from pg_policies
      where coalesce(qual, '') || coalesce(with_check, '') like '%current_setting%'",
    // An administrator's rights are a role of their own; an `or` in a person's policy costs the index.
    "select tablename || ': policy ' || policyname || ' asks whether a person is an administrator' from pg_policies
      where 'app_request' = any (roles) and coalesce(qual, '') || coalesce(with_check, '') like '%is_admin%'",
    // What a deleted person leaves must not become everybody's.
    "select conrelid::regclass || ': ' || conname || ' does not cascade when a person is deleted' from pg_constraint
      where contype = 'f' and confrelid = 'app_user'::regclass and confdeltype <> 'c'",
    "select relname || ': a view with its owner''s rights' from pg_class
      where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind = 'v'
        and not coalesce(reloptions @> '{security_invoker=true}', false)",
    "select relname || ': a materialised view, which filters nothing' from pg_class
      where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind = 'm'",
    r#"select oid::regprocedure || ': search_path is not pinned' from pg_proc
        where pronamespace in ('public'::regnamespace, 'app'::regnamespace)
          and not coalesce(proconfig @> array['search_path=""'], false)"#,
    "select p.oid::regprocedure || ': everybody may call it' from pg_proc p
      where pronamespace in ('public'::regnamespace, 'app'::regnamespace)
        and exists (select 1 from aclexplode(coalesce(proacl, acldefault('f', proowner)))
                     where grantee = 0 and privilege_type = 'EXECUTE')",
    "select c.oid::regclass || ': ' || privilege_type || ' granted to ' || grantee::regrole
       from pg_class c, aclexplode(c.relacl)
      where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and grantee <> c.relowner
        and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') or grantee = 0)",
    "select c.oid::regclass || ': a grant to app_anon, which has functions only'
       from pg_class c, aclexplode(c.relacl)
      where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and grantee = 'app_anon'::regrole",
    // Nobody picks an id, changes an owner or writes into the past.
    "select table_name || ': ' || grantee || ' may ' || lower(privilege_type) || ' ' || column_name
       from information_schema.column_privileges
      where table_schema = 'public' and grantee = 'app_request' and privilege_type in ('INSERT', 'UPDATE')
        and (column_name in ('id', 'created_at', 'view_count', 'is_system')
             or (privilege_type = 'UPDATE'
                 and column_name in ('user_id', 'created_by', 'sender_id', 'recipient_id', 'token_hash', 'actor_id',
                                     'clerk_id', 'role', 'plan'))
             or (privilege_type = 'UPDATE' and table_name = 'app_user' and column_name = 'is_active'))",
    "select rolname || ': has rights beyond its grants' from pg_roles
      where rolname in ('app_request', 'app_admin', 'app_sync', 'app_anon', 'app_reader')
        and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolinherit
             or rolcanlogin <> (rolname = 'app_request'))",
    "select nspname || ': ' || rolname || ' may create in it' from pg_namespace, pg_roles
      where nspname in ('public', 'app')
        and rolname in ('app_request', 'app_admin', 'app_sync', 'app_anon', 'app_reader')
        and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'create')",
    // Else deleting what they refer to reads the whole table.
    "select conrelid::regclass || ': ' || conname || ' has no index' from pg_constraint c
      where contype = 'f' and connamespace = 'public'::regnamespace
        and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])",
];

#[sqlx::test]
async fn nothing_is_forgotten(pool: PgPool) {
    let faults = faults(&mut pool.acquire().await.unwrap()).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each careless change is found, and by the rule that it breaks.
#[sqlx::test]
async fn careless_changes_are_found(pool: PgPool) {
    let mut connection = pool.acquire().await.unwrap();
    for (change, fault) in [
        (
            "create table bare (id int)",
            "bare: row-level security is not enabled and forced",
        ),
        ("create table bare (id int)", "bare: no policy"),
        (
            "create table bare (id int)",
            "bare: on no list of this test",
        ),
        (
            "create table app.bare (id int)",
            "bare: on no list of this test",
        ),
        (
            "alter table listing no force row level security",
            "listing: row-level security is not enabled and forced",
        ),
        (
            "create policy p on listing for select using (true)",
            "listing: policy p names no role",
        ),
        (
            "create policy p on listing to app_request using (true)",
            "listing: policy p of app_request is for all commands",
        ),
        (
            "create policy p on listing for update to app_request using (true)",
            "listing: policy p lets rows be changed without a check",
        ),
        (
            "create policy p on listing for select to app_request using (user_id = app.uid())",
            "listing: policy p calls a function for every row",
        ),
        (
            "create policy p on listing for select to app_request using (current_setting('app.current_user_role') = 'admin')",
            "listing: policy p asks a setting",
        ),
        (
            "drop index collection_owner_newest",
            "collection: no index is led by user_id",
        ),
        (
            "create view v as select * from listing",
            "v: a view with its owner's rights",
        ),
        (
            "create materialized view m as select * from listing",
            "m: a materialised view, which filters nothing",
        ),
        (
            "create function f() returns int language sql as 'select 1'",
            "f(): search_path is not pinned",
        ),
        (
            "create function f() returns int language sql set search_path = '' as 'select 1'",
            "f(): everybody may call it",
        ),
        (
            "grant truncate on listing to app_request",
            "listing: TRUNCATE granted to app_request",
        ),
        (
            "grant select on listing to app_anon",
            "listing: a grant to app_anon, which has functions only",
        ),
        (
            "grant update on listing to app_request",
            "listing: app_request may update user_id",
        ),
        (
            "grant insert on listing to app_request",
            "listing: app_request may insert id",
        ),
        (
            "grant create on schema public to app_request",
            "public: app_request may create in it",
        ),
        (
            "drop index listing_cpu",
            "listing: listing_cpu_id_fkey has no index",
        ),
        (
            "alter table listing drop constraint listing_user_id_fkey,
                 add constraint owner foreign key (user_id) references app_user on delete set null",
            "listing: owner does not cascade when a person is deleted",
        ),
    ] {
        sqlx::raw_sql("begin")
            .execute(&mut *connection)
            .await
            .unwrap();
        sqlx::raw_sql(change)
            .execute(&mut *connection)
            .await
            .unwrap();
        let faults = faults(&mut connection).await;
        sqlx::raw_sql("rollback")
            .execute(&mut *connection)
            .await
            .unwrap();
        assert!(
            faults.iter().any(|found| found == fault),
            "{change}: {faults:?}"
        );
    }
}
