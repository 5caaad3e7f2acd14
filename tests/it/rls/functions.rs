//! What the functions of the schema tell, and whom: the cells of the matrix that say "fn".

use super::persona::Persona::{self, *};

/// A question that is asked through a function, and who gets an answer: at least one row.
pub struct Reading {
    pub name: &'static str,
    pub sql: &'static str,
    pub answered: &'static [Persona],
}

const NOBODY: &[Persona] = &[];
/// Whoever looks at a public page. Not the admin area, which has policies of its own, and not the
/// person whose deactivation has ended the links.
const ANYBODY: &[Persona] = &[
    Anonymous,
    WithoutContext,
    Owner,
    Other,
    Recipient,
    AdminAtHome,
];
const SIGNED_IN: &[Persona] = &[Owner, Other, Recipient, AdminAtHome];

pub const READINGS: &[Reading] = &[
    Reading {
        name: "offer behind a link, with its parts",
        sql: "select 1 from app.public_deal({listing}, {hash:listing}) where cpu_name is not null and gpu_name is not null",
        answered: ANYBODY,
    },
    Reading {
        name: "count of looks at an offer, as its owner sees it afterwards",
        sql: "do $$ begin perform app.public_deal({listing}, {hash:listing}); end $$;
              set local app.current_user_id = '{owner}';
              select id from listing_share where id = {listing_link} and view_count = 1",
        answered: &[WithoutContext, Other, Recipient, AdminAtHome],
    },
    Reading {
        name: "count of looks at an offer, for who holds its link",
        sql: "select 1 from app.deal_views({listing}, {hash:listing}) seen where seen = 0",
        answered: ANYBODY,
    },
    Reading {
        name: "count of looks through a link to another, a revoked and an expired one",
        sql: "select 1 where coalesce(app.deal_views({unshared_listing}, {hash:listing}),
                                      app.deal_views({listing}, {hash:revoked}),
                                      app.deal_views({listing}, {hash:expired})) is not null",
        answered: NOBODY,
    },
    Reading {
        name: "offer behind a link, to import",
        sql: "select 1 from app.deal_to_import({listing}, {hash:listing})",
        answered: SIGNED_IN,
    },
    Reading {
        name: "offer behind a link to another",
        sql: "select 1 from app.public_deal({unshared_listing}, {hash:listing})",
        answered: NOBODY,
    },
    Reading {
        name: "offer behind a revoked link",
        sql: "select 1 from app.public_deal({listing}, {hash:revoked})",
        answered: NOBODY,
    },
    Reading {
        name: "offer behind an expired link",
        sql: "select 1 from app.public_deal({listing}, {hash:expired})",
        answered: NOBODY,
    },
    Reading {
        name: "offer behind a link that never was",
        sql: "select 1 from app.public_deal({listing}, {hash:made up})",
        answered: NOBODY,
    },
    Reading {
        name: "collection behind a link",
        sql: "select 1 from app.public_collection({hash:collection})",
        answered: ANYBODY,
    },
    Reading {
        name: "count of looks at a collection, as its owner sees it afterwards",
        sql: "do $$ begin perform app.public_collection({hash:collection}); end $$;
              set local app.current_user_id = '{owner}';
              select id from collection_share_token where id = {collection_link} and view_count = 1",
        answered: &[WithoutContext, Other, Recipient, AdminAtHome],
    },
    Reading {
        name: "link that ended when its collection was private for a while",
        sql: "do $$ begin
                  update collection set visibility = 'private' where id = {unlisted_collection};
                  update collection set visibility = 'unlisted' where id = {unlisted_collection};
              end $$;
              select id from collection_share_token where id = {collection_link} and revoked_at is not null",
        answered: &[Owner, Admin],
    },
    Reading {
        name: "items behind a link",
        sql: "select 1 from app.public_collection_items({hash:collection})",
        answered: ANYBODY,
    },
    Reading {
        name: "items behind a link, as its page shows them",
        sql: "select 1 from app.public_collection_shown({hash:collection})",
        answered: ANYBODY,
    },
    Reading {
        name: "decisions behind a link to a collection that does not show them",
        sql: "select 1 from app.public_collection_shown({hash:collection}) where status is not null",
        answered: NOBODY,
    },
    Reading {
        name: "items behind a link that never was",
        sql: "select 1 from app.public_collection_shown({hash:made up})",
        answered: NOBODY,
    },
    Reading {
        name: "collection behind a link that never was",
        sql: "select 1 from app.public_collection({hash:made up})",
        answered: NOBODY,
    },
    Reading {
        name: "discover page",
        sql: "select 1 from app.discover_collections(null, null, null, 50) where collection_id = {public_collection}",
        answered: SIGNED_IN,
    },
    Reading {
        name: "discover page, searched",
        sql: "select 1 from app.discover_collections(array['publ'], null, null, 50) where collection_id = {public_collection}",
        answered: SIGNED_IN,
    },
    Reading {
        name: "discover page, searched for what is not public",
        sql: "select 1 from app.discover_collections(array['unlisted'], null, null, 50)
              union all
              select 1 from app.discover_collections(array['private'], null, null, 50)",
        answered: NOBODY,
    },
    Reading {
        name: "public collection",
        sql: "select 1 from app.discover_collection({public_collection})",
        answered: SIGNED_IN,
    },
    Reading {
        name: "items of a public collection",
        sql: "select 1 from app.discover_collection_items({public_collection})",
        answered: SIGNED_IN,
    },
    Reading {
        name: "decisions in a public collection that shows them",
        sql: "select 1 from app.discover_collection_shown({public_collection}) where status = 'undecided'",
        answered: SIGNED_IN,
    },
    Reading {
        name: "items of an unlisted collection without its link",
        sql: "select 1 from app.discover_collection_shown({unlisted_collection})",
        answered: NOBODY,
    },
    Reading {
        name: "unlisted collection without its link",
        sql: "select 1 from app.discover_collection({unlisted_collection})",
        answered: NOBODY,
    },
    Reading {
        name: "private collection",
        sql: "select 1 from app.discover_collection({private_collection})",
        answered: NOBODY,
    },
    Reading {
        name: "who sent a share",
        sql: "select 1 from app.share_senders() where share_id = {share}",
        answered: &[Recipient],
    },
    Reading {
        name: "to whom a share went",
        sql: "select 1 from app.share_recipients() where share_id = {share}",
        answered: &[Owner],
    },
    Reading {
        name: "person of a name",
        sql: "select 1 from app.person_by_handle('{tag}owner')",
        answered: SIGNED_IN,
    },
    Reading {
        name: "person of an address",
        sql: "select 1 from app.person_by_handle('{tag}OWNER@example.com')",
        answered: SIGNED_IN,
    },
    Reading {
        name: "person of half a name",
        sql: "select 1 from app.person_by_handle('{tag}own')",
        answered: NOBODY,
    },
    Reading {
        name: "person who is gone",
        sql: "select 1 from app.person_by_handle('{tag}gone')",
        answered: NOBODY,
    },
    Reading {
        name: "share that has expired, as its recipient learns of it",
        sql: "select 1 from app.expired_shares()",
        answered: &[Other],
    },
    Reading {
        name: "offer of a share, to import",
        sql: "select 1 from app.share_to_import({share})",
        answered: &[Recipient],
    },
    Reading {
        name: "collection behind a link, to copy",
        sql: "select 1 from app.collection_to_copy({hash:collection})",
        answered: SIGNED_IN,
    },
    Reading {
        name: "copy of the offer behind a link, kept as one's own",
        sql: "select app.keep_copy(d) from app.deal_to_import({listing}, {hash:listing}) d",
        answered: SIGNED_IN,
    },
    Reading {
        name: "copies into another's collection",
        sql: "select app.keep_copies(array(select i from app.public_collection_items({hash:collection}) i), {private_collection})",
        answered: &[Owner],
    },
    Reading {
        name: "announcement of a share",
        sql: "select app.notify({recipient}, 'share_received', 'new', null, null, {share})",
        answered: &[Owner],
    },
    Reading {
        name: "announcement of an import that was not made",
        sql: "select app.notify({owner}, 'share_imported', 'new', null, null, {share})",
        answered: NOBODY,
    },
    Reading {
        name: "note to oneself",
        sql: "select app.notify({owner}, 'price_drop', 'new', null, null, null)",
        answered: &[Owner],
    },
    Reading {
        name: "note about a role that did not change",
        sql: "select app.notify({owner}, 'role_changed', 'new', null, null, null)",
        answered: NOBODY,
    },
    Reading {
        name: "note of an administrator",
        sql: "select app.notify_by_admin({owner}, 'role_changed', 'new', null, null)",
        answered: &[Admin],
    },
    Reading {
        name: "owner for an offer of nobody's, which others keep a copy of, with its price",
        sql: "do $$ begin perform app.assign_listing({legacy_listing}, {other}); end $$;
              select 1
                from listing given
               where given.id = {legacy_listing} and given.user_id = {other}
                 and exists (select 1
                               from collection_item i
                               join listing copy on copy.id = i.listing_id
                               join listing_price p on p.listing_id = copy.id
                              where i.id = {legacy_item} and copy.user_id = {owner}
                                and copy.source_listing_id = given.id)",
        answered: &[Admin],
    },
    Reading {
        name: "people, to be looked through",
        sql: "select 1 from app.find_people(array[]::text[], null, null, null, null, null, 'name', false, null, null, null, 50)",
        answered: &[Admin],
    },
    Reading {
        name: "audit log, to be looked through",
        sql: "select 1 from app.find_audit(null, null, null, null, null, null, 50)",
        answered: &[Admin],
    },
    Reading {
        name: "what the audit log keeps about the caller",
        sql: "select 1 from app.own_audit_events() where kind = 'test'",
        answered: &[Owner],
    },
    Reading {
        name: "profile of nobody's, given an owner",
        sql: "do $$ begin perform app.assign_profile({legacy_profile}, {other}); end $$;
              select 1 from profile where id = {legacy_profile} and user_id = {other}",
        answered: &[Admin],
    },
    Reading {
        name: "ruleset of nobody's, given an owner",
        sql: "do $$ begin perform app.assign_ruleset({legacy_ruleset}, {other}); end $$;
              select 1 from valuation_ruleset where id = {legacy_ruleset} and user_id = {other}",
        answered: &[Admin],
    },
    Reading {
        name: "link of an event that has just been kept",
        sql: "do $$ begin
                  insert into audit_event (actor_id, kind) values ({me}, 'linked');
                  set constraints all immediate;
              end $$;
              select 1 from app.audit_links(0, 5000) where content like '%\"linked\"%'",
        answered: &[System],
    },
    Reading {
        name: "ends of the audit log's chain",
        sql: "select 1 from app.audit_chain_ends() where head_no > 0",
        answered: &[System],
    },
    Reading {
        name: "whether an event has no link",
        sql: "select 1 where app.unlinked_audit_event() is null",
        answered: &[System],
    },
    Reading {
        name: "purge of webhooks",
        sql: "select 1 from app.purge_webhook_events() gone where gone > 0",
        answered: &[System],
    },
    Reading {
        name: "erasing what was held back",
        sql: "select 1 from app.erase_held_profiles() gone where gone > 0",
        answered: &[System],
    },
    Reading {
        name: "whether somebody was purged",
        sql: "select 1 where app.was_purged('user_{tag}purged')",
        answered: &[System],
    },
    Reading {
        name: "purge of the audit log",
        sql: "select 1 where app.purge_audit_events(interval '90 days') > 0",
        answered: &[System],
    },
    Reading {
        name: "purge of people",
        sql: "select 1 where app.purge_deleted_people(interval '7 days') > 0",
        answered: &[System],
    },
    Reading {
        name: "whose an offer is",
        sql: "select 1 where app.owner_of_listing({listing}) is not null",
        answered: &[System],
    },
    Reading {
        name: "whose offers were valued before a processor was changed",
        sql: "select 1 where {owner} in (select app.owners_of_outdated_offers(0, 1000))",
        answered: &[System],
    },
    Reading {
        name: "whose offers were valued before a graphics card was changed",
        sql: "select 1 where {other} in (select app.owners_of_outdated_offers(0, 1000))",
        answered: &[System],
    },
    Reading {
        name: "measures",
        sql: "select 1 from app.measures(interval '1 day')",
        answered: &[System],
    },
    Reading {
        name: "purge of ended sessions",
        sql: "select 1 from app.purge_ended_sessions() gone where gone > 0",
        answered: &[System],
    },
    Reading {
        name: "offers that others share",
        sql: "select 1 where {listing} = any (app.shared_listing_ids())",
        answered: &[Recipient],
    },
    Reading {
        name: "who is asking",
        sql: "select 1 where app.uid() is not null",
        answered: &[Owner, Other, Recipient, Admin, AdminAtHome, Impostor],
    },
    Reading {
        name: "whether an administrator is asking",
        sql: "select 1 where app.is_admin()",
        answered: &[Admin],
    },
    Reading {
        name: "inner function of links",
        sql: "select app.live_listing_share({listing}, {hash:listing})",
        answered: NOBODY,
    },
    Reading {
        name: "inner function of links to collections",
        sql: "select app.collection_of_link({hash:collection})",
        answered: NOBODY,
    },
    Reading {
        name: "inner function of collections",
        sql: "select 1 from app.public_items_of({private_collection})",
        answered: NOBODY,
    },
    Reading {
        name: "inner function of collections, with decisions",
        sql: "select 1 from app.shown_items_of({public_collection})",
        answered: NOBODY,
    },
    Reading {
        name: "inner view",
        sql: "select 1 from app.public_listing",
        answered: NOBODY,
    },
];
