//! All that a person owns, for them to take along.

use super::{DbError, UserTx};

/// Everything of the caller's as one JSON text: each table that they own rows of, and what the
/// audit log keeps about them. What makes a link work is not in it, because it is kept nowhere; what
/// else is left out, it says itself.
///
/// # Errors
/// When the query fails.
pub async fn of_caller(tx: &mut UserTx) -> Result<String, DbError> {
    let user = tx.user().0;
    let text = sqlx::query_scalar!(
        r#"select json_build_object(
               'exported_at', now(),
               'account', (select row_to_json(a) from (
                   select id, public_id, clerk_id, username, email, display_name, first_name, last_name, avatar_url
                        , role, plan, preferences, created_at, updated_at, last_login_at
                     from app_user where id = $1) a),
               'listings', (select coalesce(json_agg(
                       to_jsonb(l) - 'user_id'
                       || jsonb_build_object('prices', (
                              select coalesce(jsonb_agg(to_jsonb(p) - 'listing_id' order by p.seen_at, p.id), '[]')
                                from listing_price p where p.listing_id = l.id))
                       order by l.id), '[]')
                     from listing l where l.user_id = $1),
               'profiles', (select coalesce(json_agg(to_jsonb(p) - 'user_id' order by p.id), '[]')
                     from profile p where p.user_id = $1),
               'rulesets', (select coalesce(json_agg(
                       to_jsonb(s) - 'user_id'
                       || jsonb_build_object('groups', (
                              select coalesce(jsonb_agg(
                                         to_jsonb(g) - 'ruleset_id'
                                         || jsonb_build_object('rules', (
                                                select coalesce(jsonb_agg(to_jsonb(r) - 'group_id' order by r.id), '[]')
                                                  from valuation_rule r where r.group_id = g.id))
                                         order by g.id), '[]')
                                from valuation_rule_group g where g.ruleset_id = s.id))
                       order by s.id), '[]')
                     from valuation_ruleset s where s.user_id = $1),
               'collections', (select coalesce(json_agg(
                       to_jsonb(c) - 'user_id'
                       || jsonb_build_object(
                              'items', (
                                  select coalesce(jsonb_agg(to_jsonb(i) - 'collection_id'
                                                            order by i.position, i.added_at, i.id), '[]')
                                    from collection_item i where i.collection_id = c.id),
                              'links', (
                                  select coalesce(jsonb_agg(jsonb_build_object(
                                             'id', t.id, 'prefix', t.prefix, 'view_count', t.view_count,
                                             'expires_at', t.expires_at, 'revoked_at', t.revoked_at,
                                             'created_at', t.created_at) order by t.id), '[]')
                                    from collection_share_token t where t.collection_id = c.id))
                       order by c.id), '[]')
                     from collection c where c.user_id = $1),
               'listing_links', (select coalesce(json_agg(json_build_object(
                       'id', s.id, 'listing_id', s.listing_id, 'prefix', s.prefix, 'view_count', s.view_count,
                       'expires_at', s.expires_at, 'revoked_at', s.revoked_at, 'created_at', s.created_at)
                       order by s.id), '[]')
                     from listing_share s where s.created_by = $1),
               'shares_sent', (select coalesce(json_agg(to_jsonb(s) - 'sender_id' order by s.id), '[]')
                     from user_share s where s.sender_id = $1),
               'shares_received', (select coalesce(json_agg(to_jsonb(s) - 'recipient_id' order by s.id), '[]')
                     from user_share s where s.recipient_id = $1),
               'notifications', (select coalesce(json_agg(to_jsonb(n) - 'user_id' order by n.id), '[]')
                     from notification n where n.user_id = $1),
               'audit_events', (select coalesce(json_agg(e order by e.at, e.id), '[]')
                     from app.own_audit_events() e),
               'left_out', json_build_object(
                   'listing_import', 'The last file that you uploaded for an import, and what came of it: the file is yours already, and what was imported of it is among the listings.',
                   'person_lookup', 'When you looked up other people. Kept to limit how often that can be done, and forgotten with the first look-up after an hour.',
                   'user_share_sending', 'When you sent offers to other people. Kept to limit how often that can be done; what was sent is among the shares.',
                   'audit_events', 'The hashed addresses of computers other than yours, who else took part in an event, and the circumstances of what was done to others: they are about other people.')
           )::text as "text!""#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(text)
}
