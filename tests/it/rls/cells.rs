//! Who may do what to which row: the table that the matrix test is generated from.

/// What each persona may do, as letters of SIUD: select, insert, update, delete.
pub struct Rights {
    pub anonymous: &'static str,
    pub owner: &'static str,
    pub other: &'static str,
    pub recipient: &'static str,
    pub admin: &'static str,
    pub system: &'static str,
}

/// A kind of row: how each command is tried on it, and by whom it should work. An empty command is
/// not tried. Inserting is tried on the owner's behalf: others would put a row into the owner's hands.
pub struct Kind {
    pub name: &'static str,
    pub table: &'static str,
    pub select: &'static str,
    pub insert: &'static str,
    pub update: &'static str,
    pub delete: &'static str,
    pub rights: Rights,
}

const NOBODY: Rights = Rights {
    anonymous: "",
    owner: "",
    other: "",
    recipient: "",
    admin: "",
    system: "",
};
/// Of a person alone; what an administrator may do differs.
const fn owned(admin: &'static str) -> Rights {
    Rights {
        owner: "SIUD",
        admin,
        ..NOBODY
    }
}
/// What everybody who is signed in reads and only administrators change.
const SHARED: Rights = Rights {
    owner: "S",
    other: "S",
    recipient: "S",
    admin: "SIUD",
    ..NOBODY
};

pub const KINDS: &[Kind] = &[
    Kind {
        name: "person",
        table: "app_user",
        select: "select 1 from app_user where id = {owner}",
        insert: "insert into app_user (username) values ('{tag}new')",
        update: "update app_user set display_name = 'changed', preferences = jsonb_build_object('theme', 'dark') where id = {owner}",
        delete: "delete from app_user where id = {owner}",
        rights: Rights {
            owner: "SU",
            admin: "SUD",
            system: "SIU",
            ..NOBODY
        },
    },
    privilege(
        "person's role",
        "update app_user set role = 'admin' where id = {owner}",
    ),
    privilege(
        "person's plan",
        "update app_user set plan = 'enterprise' where id = {owner}",
    ),
    privilege(
        "person's activity",
        "update app_user set is_active = true where id = {owner}",
    ),
    privilege(
        "person's Clerk id",
        "update app_user set clerk_id = 'user_else' where id = {owner}",
    ),
    Kind {
        name: "processor",
        table: "cpu",
        select: "select 1 from cpu where id = {cpu}",
        insert: "insert into cpu (name, source) values ('new {tag}', 'user')",
        update: "update cpu set mark_multi = 1 where id = {cpu}",
        delete: "delete from cpu where id = {spare_cpu}",
        rights: CATALOGUE,
    },
    Kind {
        name: "processor of the product's own list",
        insert: "insert into cpu (name, source) values ('new {tag}', 'seed')",
        rights: Rights {
            admin: "I",
            ..NOBODY
        },
        ..nothing("cpu")
    },
    Kind {
        name: "graphics card",
        table: "gpu",
        select: "select 1 from gpu where id = {gpu}",
        insert: "insert into gpu (name, source) values ('new {tag}', 'user')",
        update: "update gpu set gpu_mark = 1 where id = {gpu}",
        delete: "delete from gpu where id = {spare_gpu}",
        rights: CATALOGUE,
    },
    Kind {
        name: "graphics card of the product's own list",
        insert: "insert into gpu (name, source) values ('new {tag}', 'seed')",
        rights: Rights {
            admin: "I",
            ..NOBODY
        },
        ..nothing("gpu")
    },
    Kind {
        name: "offer",
        table: "listing",
        select: "select 1 from listing where id = {listing}",
        insert: "insert into listing (user_id, title) values ({owner}, 'new')",
        update: "update listing set title = 'changed' where id = {listing}",
        delete: "delete from listing where id = {listing}",
        rights: Rights {
            recipient: "S",
            ..owned("SIUD")
        },
    },
    Kind {
        name: "offer that is not shared",
        table: "listing",
        select: "select 1 from listing where id = {unshared_listing}",
        insert: "",
        update: "update listing set title = 'changed' where id = {unshared_listing}",
        delete: "delete from listing where id = {unshared_listing}",
        rights: Rights {
            owner: "SUD",
            admin: "SUD",
            ..NOBODY
        },
    },
    Kind {
        name: "offer without an owner",
        table: "listing",
        select: "select 1 from listing where id = {legacy_listing}",
        insert: "insert into listing (title) values ('new')",
        update: "update listing set title = 'changed' where id = {legacy_listing}",
        delete: "delete from listing where id = {legacy_listing}",
        rights: SHARED,
    },
    Kind {
        name: "offer without an owner, claimed",
        update: "update listing set user_id = {me} where id = {legacy_listing}",
        rights: Rights {
            admin: "U",
            ..NOBODY
        },
        ..nothing("listing")
    },
    Kind {
        name: "offer, with a choice of the owner's profile and ruleset",
        update: "update listing set profile_id = {profile}, ruleset_id = {ruleset} where id = {listing}",
        rights: Rights {
            owner: "U",
            admin: "U",
            ..NOBODY
        },
        ..nothing("listing")
    },
    Kind {
        name: "file that is about to be imported",
        table: "listing_import",
        select: "select 1 from listing_import where user_id = {owner}",
        insert: "insert into listing_import (user_id, content) values ({owner}, 'title')
                 on conflict (user_id) do update set content = excluded.content",
        update: "update listing_import set content = null, outcome = jsonb_build_object() where user_id = {owner}",
        delete: "delete from listing_import where user_id = {owner}",
        rights: owned(""),
    },
    Kind {
        name: "price",
        table: "listing_price",
        select: "select 1 from listing_price where id = {price}",
        insert: "insert into listing_price (listing_id, price_usd) values ({listing}, 99)",
        update: "update listing_price set price_usd = 1 where id = {price}",
        delete: "delete from listing_price where id = {price}",
        rights: Rights {
            owner: "SID",
            recipient: "S",
            admin: "SD",
            ..NOBODY
        },
    },
    Kind {
        name: "price of an offer without an owner",
        table: "listing_price",
        select: "select 1 from listing_price where id = {legacy_price}",
        insert: "insert into listing_price (listing_id, price_usd) values ({legacy_listing}, 99)",
        update: "update listing_price set price_usd = 1 where id = {legacy_price}",
        delete: "delete from listing_price where id = {legacy_price}",
        rights: Rights {
            admin: "SD",
            ..READ_BY_PEOPLE
        },
    },
    Kind {
        name: "profile",
        table: "profile",
        select: "select 1 from profile where id = {profile}",
        insert: "insert into profile (user_id, name) values ({owner}, 'new')",
        update: "update profile set name = 'changed' where id = {profile}",
        delete: "delete from profile where id = {profile}",
        rights: owned("SUD"),
    },
    Kind {
        name: "profile of the product",
        table: "profile",
        select: "select 1 from profile where id = {system_profile}",
        insert: "insert into profile (is_system, name) values (true, 'new')",
        update: "update profile set name = 'changed' where id = {system_profile}",
        delete: "delete from profile where id = {system_profile}",
        rights: SHARED,
    },
    Kind {
        name: "profile without an owner",
        table: "profile",
        select: "select 1 from profile where id = {legacy_profile}",
        insert: "insert into profile (name) values ('new')",
        update: "update profile set name = 'changed' where id = {legacy_profile}",
        delete: "delete from profile where id = {legacy_profile}",
        rights: SHARED,
    },
    Kind {
        name: "ruleset",
        table: "valuation_ruleset",
        select: "select 1 from valuation_ruleset where id = {ruleset}",
        insert: "insert into valuation_ruleset (user_id, name) values ({owner}, 'new')",
        update: "update valuation_ruleset set name = 'changed' where id = {ruleset}",
        delete: "delete from valuation_ruleset where id = {ruleset}",
        rights: owned("SUD"),
    },
    Kind {
        name: "ruleset of the product",
        table: "valuation_ruleset",
        select: "select 1 from valuation_ruleset where id = {system_ruleset}",
        insert: "insert into valuation_ruleset (is_system, name) values (true, 'new')",
        update: "update valuation_ruleset set name = 'changed' where id = {system_ruleset}",
        delete: "delete from valuation_ruleset where id = {system_ruleset}",
        rights: SHARED,
    },
    Kind {
        name: "ruleset without an owner",
        table: "valuation_ruleset",
        select: "select 1 from valuation_ruleset where id = {legacy_ruleset}",
        insert: "insert into valuation_ruleset (name) values ('new')",
        update: "update valuation_ruleset set name = 'changed' where id = {legacy_ruleset}",
        delete: "delete from valuation_ruleset where id = {legacy_ruleset}",
        rights: SHARED,
    },
    Kind {
        name: "group of rules",
        table: "valuation_rule_group",
        select: "select 1 from valuation_rule_group where id = {group}",
        insert: "insert into valuation_rule_group (ruleset_id, name) values ({ruleset}, 'new')",
        update: "update valuation_rule_group set name = 'changed' where id = {group}",
        delete: "delete from valuation_rule_group where id = {group}",
        rights: owned("SIUD"),
    },
    Kind {
        name: "group of the product's rules",
        table: "valuation_rule_group",
        select: "select 1 from valuation_rule_group where id = {system_group}",
        insert: "insert into valuation_rule_group (ruleset_id, name) values ({system_ruleset}, 'new')",
        update: "update valuation_rule_group set name = 'changed' where id = {system_group}",
        delete: "delete from valuation_rule_group where id = {system_group}",
        rights: SHARED,
    },
    Kind {
        name: "rule",
        table: "valuation_rule",
        select: "select 1 from valuation_rule where id = {rule}",
        insert: "insert into valuation_rule (group_id, name) values ({group}, 'new')",
        update: "update valuation_rule set name = 'changed' where id = {rule}",
        delete: "delete from valuation_rule where id = {rule}",
        rights: owned("SIUD"),
    },
    Kind {
        name: "rule of the product",
        table: "valuation_rule",
        select: "select 1 from valuation_rule where id = {system_rule}",
        insert: "insert into valuation_rule (group_id, name) values ({system_group}, 'new')",
        update: "update valuation_rule set name = 'changed' where id = {system_rule}",
        delete: "delete from valuation_rule where id = {system_rule}",
        rights: SHARED,
    },
    Kind {
        name: "private collection",
        table: "collection",
        select: "select 1 from collection where id = {private_collection}",
        insert: "insert into collection (user_id, name) values ({owner}, 'new')",
        update: "update collection set visibility = 'public' where id = {private_collection}",
        delete: "delete from collection where id = {private_collection}",
        rights: owned("SUD"),
    },
    Kind {
        name: "unlisted collection",
        table: "collection",
        select: "select 1 from collection where id = {unlisted_collection}",
        insert: "insert into collection (user_id, name, visibility) values ({owner}, 'new', 'unlisted')",
        update: "update collection set visibility = 'private' where id = {unlisted_collection}",
        delete: "delete from collection where id = {unlisted_collection}",
        rights: owned("SUD"),
    },
    Kind {
        name: "public collection",
        table: "collection",
        select: "select 1 from collection where id = {public_collection}",
        insert: "insert into collection (user_id, name, visibility) values ({owner}, 'new', 'public')",
        update: "update collection set name = 'changed' where id = {public_collection}",
        delete: "delete from collection where id = {public_collection}",
        rights: owned("SUD"),
    },
    Kind {
        name: "item of a public collection",
        table: "collection_item",
        select: "select 1 from collection_item where id = {item}",
        insert: "insert into collection_item (collection_id, listing_id) values ({public_collection}, {unshared_listing})",
        update: "update collection_item set status = 'bought' where id = {item}",
        delete: "delete from collection_item where id = {item}",
        rights: owned("SD"),
    },
    Kind {
        name: "offer without an owner, collected",
        insert: "insert into collection_item (collection_id, listing_id) values ({private_collection}, {legacy_listing})",
        rights: Rights {
            owner: "I",
            ..NOBODY
        },
        ..nothing("collection_item")
    },
    Kind {
        name: "link to a collection",
        table: "collection_share_token",
        select: "select id from collection_share_token where id = {collection_link}",
        insert: "insert into collection_share_token (collection_id, token_hash, prefix) values ({public_collection}, {hash:new}, 'n')",
        update: "update collection_share_token set revoked_at = now() where id = {collection_link}",
        delete: "delete from collection_share_token where id = {collection_link}",
        rights: owned("SD"),
    },
    Kind {
        name: "link to a private collection",
        insert: "insert into collection_share_token (collection_id, token_hash, prefix) values ({private_collection}, {hash:new}, 'n')",
        rights: NOBODY,
        ..nothing("collection_share_token")
    },
    Kind {
        name: "link to an offer",
        table: "listing_share",
        select: "select id from listing_share where id = {listing_link}",
        insert: "insert into listing_share (listing_id, created_by, token_hash, prefix) values ({listing}, {owner}, {hash:new}, 'n')",
        update: "update listing_share set revoked_at = now() where id = {listing_link}",
        delete: "delete from listing_share where id = {listing_link}",
        rights: owned("SD"),
    },
    Kind {
        name: "link to an offer without an owner",
        insert: "insert into listing_share (listing_id, created_by, token_hash, prefix) values ({legacy_listing}, {me}, {hash:new}, 'n')",
        rights: NOBODY,
        ..nothing("listing_share")
    },
    Kind {
        name: "hash of a link's token",
        select: "select token_hash from listing_share where id = {listing_link}",
        rights: NOBODY,
        ..nothing("listing_share")
    },
    Kind {
        name: "share",
        table: "user_share",
        select: "select 1 from user_share where id = {share}",
        insert: "insert into user_share (sender_id, recipient_id, listing_id) values ({owner}, {other}, {listing})",
        update: "update user_share set revoked_at = now() where id = {share}",
        delete: "delete from user_share where id = {share}",
        rights: Rights {
            recipient: "S",
            ..owned("SD")
        },
    },
    Kind {
        name: "share, viewed and imported",
        update: "update user_share set viewed_at = now(), imported_at = now() where id = {share}",
        rights: Rights {
            recipient: "U",
            ..NOBODY
        },
        ..nothing("user_share")
    },
    Kind {
        name: "share with somebody who is gone",
        insert: "insert into user_share (sender_id, recipient_id, listing_id) values ({owner}, {gone}, {listing})",
        rights: NOBODY,
        ..nothing("user_share")
    },
    Kind {
        name: "share of an offer without an owner",
        insert: "insert into user_share (sender_id, recipient_id, listing_id) values ({me}, {recipient}, {legacy_listing})",
        rights: NOBODY,
        ..nothing("user_share")
    },
    Kind {
        name: "count of what was sent",
        table: "user_share_sending",
        select: "select 1 from user_share_sending where sender_id = {owner}",
        insert: "insert into user_share_sending (sender_id) values ({owner})",
        update: "update user_share_sending set sent_at = now() - interval '2 hours' where sender_id = {owner}",
        delete: "delete from user_share_sending where sender_id = {owner}",
        rights: NOBODY,
    },
    Kind {
        name: "count of who was looked for",
        table: "person_lookup",
        select: "select 1 from person_lookup where user_id = {owner}",
        insert: "insert into person_lookup (user_id) values ({owner})",
        update: "update person_lookup set looked_up_at = now() - interval '2 hours' where user_id = {owner}",
        delete: "delete from person_lookup where user_id = {owner}",
        rights: NOBODY,
    },
    Kind {
        name: "notification",
        table: "notification",
        select: "select 1 from notification where id = {notification}",
        insert: "insert into notification (user_id, type, title) values ({owner}, 'system', 'new')",
        update: "update notification set read_at = now() where id = {notification}",
        delete: "delete from notification where id = {notification}",
        rights: Rights {
            owner: "SUD",
            admin: "SD",
            ..NOBODY
        },
    },
    Kind {
        name: "audit event",
        table: "audit_event",
        select: "select 1 from audit_event where id = {audit}",
        insert: "insert into audit_event (actor_id, kind) values ({owner}, 'new')",
        update: "update audit_event set kind = 'changed' where id = {audit}",
        delete: "delete from audit_event where id = {audit}",
        rights: Rights {
            owner: "I",
            admin: "S",
            system: "I",
            ..NOBODY
        },
    },
    Kind {
        name: "audit event of one's own",
        insert: "insert into audit_event (actor_id, kind) values ({me}, 'new')",
        rights: Rights {
            owner: "I",
            other: "I",
            recipient: "I",
            admin: "I",
            system: "I",
            ..NOBODY
        },
        ..nothing("audit_event")
    },
    Kind {
        name: "audit event in the past",
        insert: "insert into audit_event (actor_id, kind, at) values ({me}, 'new', now() - interval '1 day')",
        rights: NOBODY,
        ..nothing("audit_event")
    },
    Kind {
        name: "link of the audit log's chain",
        table: "audit_link",
        select: "select 1 from audit_link where event_id = {audit}",
        insert: "insert into audit_link (no, event_id, hash) values (999999, 999999, sha256('x'))",
        update: "update audit_link set hash = sha256('x') where event_id = {audit}",
        delete: "delete from audit_link where event_id = {audit}",
        rights: NOBODY,
    },
    Kind {
        name: "ends of the audit log's chain",
        table: "audit_chain",
        select: "select 1 from audit_chain",
        insert: "insert into audit_chain default values",
        update: "update audit_chain set head_no = 0",
        delete: "delete from audit_chain",
        rights: NOBODY,
    },
    Kind {
        name: "profile of somebody who is gone",
        table: "held_profile",
        select: "select 1 from held_profile where user_id = {gone}",
        insert: "insert into held_profile (user_id, username) values ({owner}, 'was')",
        update: "update held_profile set erase_at = 'infinity' where user_id = {gone}",
        delete: "delete from held_profile where user_id = {gone}",
        rights: Rights {
            admin: "SD",
            system: "I",
            ..NOBODY
        },
    },
    Kind {
        name: "person who was purged",
        table: "purged_person",
        select: "select 1 from purged_person where clerk_id = 'user_{tag}purged'",
        insert: "insert into purged_person (clerk_id) values ('user_{tag}new')",
        update: "update purged_person set clerk_id = 'else' where clerk_id = 'user_{tag}purged'",
        delete: "delete from purged_person where clerk_id = 'user_{tag}purged'",
        rights: NOBODY,
    },
    Kind {
        name: "webhook",
        table: "webhook_event",
        select: "select 1 from webhook_event where message_id = 'msg_{tag}'",
        insert: "insert into webhook_event (message_id, event_type, outcome) values ('msg_{tag}new', 'user.created', 'done')",
        update: "update webhook_event set outcome = 'failed' where message_id = 'msg_{tag}'",
        delete: "delete from webhook_event where message_id = 'msg_{tag}'",
        rights: Rights {
            admin: "S",
            system: "SIU",
            ..NOBODY
        },
    },
    Kind {
        name: "ended session",
        table: "ended_session",
        select: "select 1 from ended_session where session_id = 'sess_{tag}'",
        insert: "insert into ended_session (session_id) values ('sess_{tag}new')",
        update: "update ended_session set ended_at = now() where session_id = 'sess_{tag}'",
        delete: "delete from ended_session where session_id = 'sess_{tag}'",
        rights: Rights {
            system: "SI",
            ..NOBODY
        },
    },
    Kind {
        name: "comparison with Clerk",
        table: "sync_run",
        select: "select 1 from sync_run where position = {owner}",
        insert: "insert into sync_run (leased_until) values (now())",
        update: "update sync_run set seen = 1 where position = {owner}",
        delete: "delete from sync_run where position = {owner}",
        rights: Rights {
            admin: "S",
            system: "SIU",
            ..NOBODY
        },
    },
    Kind {
        name: "comparison of long ago",
        select: "select 1 from sync_run where position = {owner} + 1000000",
        delete: "delete from sync_run where position = {owner} + 1000000",
        rights: Rights {
            admin: "S",
            system: "SD",
            ..NOBODY
        },
        ..nothing("sync_run")
    },
    Kind {
        name: "session that ended long ago",
        select: "select 1 from ended_session where session_id = 'sess_{tag}old'",
        rights: NOBODY,
        ..nothing("ended_session")
    },
    Kind {
        name: "switch",
        table: "application_switch",
        select: "select 1 from application_switch where name = 'LEGACY_ROWS_VISIBLE'",
        insert: "insert into application_switch (name, enabled, description) values ('NEW', true, '')",
        update: "update application_switch set enabled = true where name = 'LEGACY_ROWS_VISIBLE'",
        delete: "delete from application_switch where name = 'LEGACY_ROWS_VISIBLE'",
        rights: Rights {
            admin: "SU",
            system: "S",
            ..READ_BY_PEOPLE
        },
    },
];

const READ_BY_PEOPLE: Rights = Rights {
    owner: "S",
    other: "S",
    recipient: "S",
    ..NOBODY
};

const CATALOGUE: Rights = Rights {
    owner: "SI",
    other: "SI",
    recipient: "SI",
    admin: "SIUD",
    ..NOBODY
};

const fn nothing(table: &'static str) -> Kind {
    Kind {
        name: "",
        table,
        select: "",
        insert: "",
        update: "",
        delete: "",
        rights: NOBODY,
    }
}

/// What is not a person's own to change about themselves.
const fn privilege(name: &'static str, update: &'static str) -> Kind {
    Kind {
        name,
        update,
        rights: Rights {
            admin: "U",
            system: "U",
            ..NOBODY
        },
        ..nothing("app_user")
    }
}
