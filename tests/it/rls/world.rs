//! A small world: a few people, and a row of every kind.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, PgConnection};

use super::persona::Persona;

/// Names of rows, each with the statement that makes it. `{name}` is the id of an earlier one,
/// `{tag}` the world's own, for what must be unique. `"{hash:x}"` is the hash of a token `x`.
const ROWS: &[(&str, &str)] = &[
    // Before what is to be kept: the log is forgotten from its beginning.
    (
        "old_audit",
        "insert into audit_event (kind, at) values ('test', now() - interval '91 days') returning id",
    ),
    (
        "owner",
        "insert into app_user (clerk_id, username, display_name, email) values ('user_{tag}owner', '{tag}owner', 'Owner {tag}', '{tag}owner@example.com') returning id",
    ),
    (
        "other",
        "insert into app_user (clerk_id, username) values ('user_{tag}other', '{tag}other') returning id",
    ),
    (
        "recipient",
        "insert into app_user (clerk_id, username) values ('user_{tag}recipient', '{tag}recipient') returning id",
    ),
    (
        "admin",
        "insert into app_user (clerk_id, username, role) values ('user_{tag}admin', '{tag}admin', 'admin') returning id",
    ),
    (
        "gone_admin",
        "insert into app_user (clerk_id, username, role, is_active) values ('user_{tag}gone_admin', '{tag}gone_admin', 'admin', false) returning id",
    ),
    (
        "gone",
        "insert into app_user (clerk_id, username, is_active) values ('user_{tag}gone', '{tag}gone', false) returning id",
    ),
    (
        "cpu",
        "insert into cpu (name, source, updated_at) values ('cpu {tag}', 'seed', now() + interval '1 second') returning id",
    ),
    (
        "spare_cpu",
        "insert into cpu (name, source) values ('spare cpu {tag}', 'seed') returning id",
    ),
    (
        "gpu",
        "insert into gpu (name, source) values ('gpu {tag}', 'seed') returning id",
    ),
    (
        "spare_gpu",
        "insert into gpu (name, source) values ('spare gpu {tag}', 'seed') returning id",
    ),
    (
        "changed_gpu",
        "insert into gpu (name, source, updated_at) values ('changed gpu {tag}', 'seed', now() + interval '1 second') returning id",
    ),
    (
        "profile",
        "insert into profile (user_id, name) values ({owner}, 'mine') returning id",
    ),
    (
        "system_profile",
        "insert into profile (is_system, name) values (true, 'system {tag}') returning id",
    ),
    (
        "legacy_profile",
        "insert into profile (name) values ('legacy {tag}') returning id",
    ),
    (
        "ruleset",
        "insert into valuation_ruleset (user_id, name) values ({owner}, 'mine') returning id",
    ),
    (
        "system_ruleset",
        "insert into valuation_ruleset (is_system, name) values (true, 'system {tag}') returning id",
    ),
    (
        "legacy_ruleset",
        "insert into valuation_ruleset (name) values ('legacy {tag}') returning id",
    ),
    (
        "group",
        "insert into valuation_rule_group (ruleset_id, name) values ({ruleset}, 'parts') returning id",
    ),
    (
        "system_group",
        "insert into valuation_rule_group (ruleset_id, name) values ({system_ruleset}, 'parts') returning id",
    ),
    (
        "rule",
        "insert into valuation_rule (group_id, name) values ({group}, 'memory') returning id",
    ),
    (
        "system_rule",
        "insert into valuation_rule (group_id, name) values ({system_group}, 'memory') returning id",
    ),
    (
        "listing",
        "insert into listing (user_id, title, notes, cpu_id, gpu_id) values ({owner}, 'shared with one person', 'private', {cpu}, {gpu}) returning id",
    ),
    (
        "others_listing",
        "insert into listing (user_id, title, gpu_id) values ({other}, 'with a card that has changed', {changed_gpu}) returning id",
    ),
    (
        "unshared_listing",
        "insert into listing (user_id, title) values ({owner}, 'shared with nobody') returning id",
    ),
    (
        "legacy_listing",
        "insert into listing (title) values ('from before accounts') returning id",
    ),
    (
        "price",
        "insert into listing_price (listing_id, price_usd) values ({listing}, 100) returning id",
    ),
    (
        "legacy_price",
        "insert into listing_price (listing_id, price_usd) values ({legacy_listing}, 100) returning id",
    ),
    (
        "private_collection",
        "insert into collection (user_id, name) values ({owner}, 'private') returning id",
    ),
    (
        "unlisted_collection",
        "insert into collection (user_id, name, visibility) values ({owner}, 'unlisted', 'unlisted') returning id",
    ),
    (
        "public_collection",
        "insert into collection (user_id, name, visibility, shows_status) values ({owner}, 'public', 'public', true) returning id",
    ),
    (
        "item",
        "insert into collection_item (collection_id, listing_id, notes) values ({public_collection}, {listing}, 'private') returning id",
    ),
    (
        "unlisted_item",
        "insert into collection_item (collection_id, listing_id) values ({unlisted_collection}, {listing}) returning id",
    ),
    (
        "legacy_item",
        "insert into collection_item (collection_id, listing_id) values ({unlisted_collection}, {legacy_listing}) returning id",
    ),
    (
        "collection_link",
        "insert into collection_share_token (collection_id, token_hash, prefix) values ({unlisted_collection}, {hash:collection}, 'c') returning id",
    ),
    (
        "listing_link",
        "insert into listing_share (listing_id, created_by, token_hash, prefix) values ({listing}, {owner}, {hash:listing}, 'l') returning id",
    ),
    (
        "revoked_link",
        "insert into listing_share (listing_id, created_by, token_hash, prefix, revoked_at) values ({listing}, {owner}, {hash:revoked}, 'r', now()) returning id",
    ),
    (
        "expired_link",
        "insert into listing_share (listing_id, created_by, token_hash, prefix, expires_at) values ({listing}, {owner}, {hash:expired}, 'e', now() - interval '1 second') returning id",
    ),
    (
        "share",
        "insert into user_share (sender_id, recipient_id, listing_id) values ({owner}, {recipient}, {listing}) returning id",
    ),
    (
        "notification",
        "insert into notification (user_id, type, title) values ({owner}, 'system', 'hello') returning id",
    ),
    (
        "audit",
        "insert into audit_event (actor_id, kind) values ({owner}, 'test') returning id",
    ),
];

const AFTERWARDS: &str = "
    insert into person_lookup (user_id) values ({owner});
    insert into listing_import (user_id, content) values ({owner}, 'title');
    insert into user_share (sender_id, recipient_id, listing_id, shared_at, expires_at)
        values ({owner}, {other}, {listing}, now() - interval '2 days', now() - interval '1 day');
    delete from user_share_sending where sender_id = {owner};
    insert into user_share_sending (sender_id) values ({owner});
    insert into webhook_event (message_id, event_type, outcome) values ('msg_{tag}', 'user.created', 'done');
    insert into webhook_event (message_id, event_type, outcome, received_at)
        values ('msg_{tag}old', 'user.created', 'done', now() - interval '31 days');
    insert into held_profile (user_id, username, erase_at) values ({gone}, 'was {tag}', now() - interval '1 day');
    insert into purged_person (clerk_id) values ('user_{tag}purged');
    insert into ended_session (session_id) values ('sess_{tag}');
    insert into sync_run (leased_until, position, finished_at) values (now(), {owner}, now());
    insert into sync_run (leased_until, position, started_at, finished_at)
        values (now(), {owner} + 1000000, now() - interval '91 days', now() - interval '91 days');
    insert into app_user (clerk_id, username, is_active, deleted_at)
        values ('user_{tag}longgone', 'longgone{tag}', false, now() - interval '8 days');
    insert into ended_session (session_id, ended_at) values ('sess_{tag}old', now() - interval '2 days');
    update application_switch set enabled = true where name = 'PUBLIC_COLLECTIONS';
";

/// The ids of a world's rows, by name.
pub struct World {
    tag: &'static str,
    ids: HashMap<&'static str, i64>,
}

impl World {
    /// Makes one, as a superuser.
    pub async fn make(connection: &mut PgConnection, tag: &'static str) -> Self {
        let mut world = Self {
            tag,
            ids: HashMap::new(),
        };
        for (name, sql) in ROWS {
            let sql = world.fill(sql, Persona::Anonymous);
            let id = sqlx::query_scalar(AssertSqlSafe(sql))
                .fetch_one(&mut *connection)
                .await
                .unwrap();
            world.ids.insert(name, id);
        }
        let afterwards = world.fill(AFTERWARDS, Persona::Anonymous);
        sqlx::raw_sql(AssertSqlSafe(afterwards))
            .execute(&mut *connection)
            .await
            .unwrap();
        world
    }

    /// Makes one whose owner has been deactivated since.
    pub async fn make_deserted(connection: &mut PgConnection, tag: &'static str) -> Self {
        let world = Self::make(connection, tag).await;
        sqlx::query("update app_user set is_active = false where id = $1")
            .bind(world.id("owner"))
            .execute(connection)
            .await
            .unwrap();
        world
    }

    pub fn id(&self, name: &str) -> i64 {
        *self
            .ids
            .get(name)
            .unwrap_or_else(|| panic!("no row is called {name}"))
    }

    /// The statement with every `{name}` replaced; `{me}` is the persona's own id, or NULL.
    pub fn fill(&self, template: &str, persona: Persona) -> String {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap();
            filled += before;
            filled += &match name.split_once(':') {
                Some((_, token)) => format!("sha256('{}{token}'::bytea)", self.tag),
                None if name == "tag" => self.tag.to_owned(),
                None if name == "me" => persona
                    .person()
                    .map_or("null".to_owned(), |person| self.id(person).to_string()),
                None => self.id(name).to_string(),
            };
            rest = after;
        }
        filled + rest
    }
}
