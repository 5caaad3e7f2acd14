//! All that a person owns, for them to take along.

use super::{DbError, UserTx};

/// The lists of an export: each table that people own rows of, and what the audit log keeps about
/// them. What makes a link work is in none, because it is kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Offers, with what they cost.
    Listings,
    /// Scoring profiles.
    Profiles,
    /// Rulesets, with groups and rules.
    Rulesets,
    /// Collections, with what is in them and their links.
    Collections,
    /// Links to offers.
    ListingLinks,
    /// Offers sent to people.
    SharesSent,
    /// Offers sent by people.
    SharesReceived,
    /// Notifications.
    Notifications,
    /// What the audit log keeps.
    AuditEvents,
}

impl List {
    /// All of them, in the order of an export.
    pub const ALL: [Self; 9] = [
        Self::Listings,
        Self::Profiles,
        Self::Rulesets,
        Self::Collections,
        Self::ListingLinks,
        Self::SharesSent,
        Self::SharesReceived,
        Self::Notifications,
        Self::AuditEvents,
    ];

    /// The name in an export.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Listings => "listings",
            Self::Profiles => "profiles",
            Self::Rulesets => "rulesets",
            Self::Collections => "collections",
            Self::ListingLinks => "listing_links",
            Self::SharesSent => "shares_sent",
            Self::SharesReceived => "shares_received",
            Self::Notifications => "notifications",
            Self::AuditEvents => "audit_events",
        }
    }

    /// How many of its rows are read at once: few of those on which thousands of others may hang, a
    /// collection's offers or a ruleset's rules.
    #[must_use]
    pub fn at_once(self) -> usize {
        match self {
            Self::Rulesets | Self::Collections => 10,
            Self::Listings => 100,
            Self::Profiles
            | Self::ListingLinks
            | Self::SharesSent
            | Self::SharesReceived
            | Self::Notifications
            | Self::AuditEvents => 1_000,
        }
    }
}

/// Whose export it is, and when it was made, each as JSON.
#[derive(Clone, Debug)]
pub struct Head {
    /// When.
    pub exported_at: String,
    /// Whose.
    pub account: String,
}

/// A row of a list, as JSON, with what hangs on it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// What it holds.
    pub text: String,
}

/// The caller's account.
///
/// # Errors
/// When the query fails.
pub async fn head(tx: &mut UserTx) -> Result<Head, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Head,
        r#"select to_json(now())::text as "exported_at!", row_to_json(a)::text as "account!"
             from (select id, public_id, clerk_id, username, email, display_name, first_name, last_name, avatar_url
                        , role, plan, preferences, created_at, updated_at, last_login_at
                     from app_user where id = $1) a"#,
        user
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The caller's rows of a list, by number, after the number `after`, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn rows(
    tx: &mut UserTx,
    list: List,
    after: i64,
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    match list {
        List::Listings => listings(tx, after, limit).await,
        List::Profiles => profiles(tx, after, limit).await,
        List::Rulesets => rulesets(tx, after, limit).await,
        List::Collections => collections(tx, after, limit).await,
        List::ListingLinks => listing_links(tx, after, limit).await,
        List::SharesSent => shares_sent(tx, after, limit).await,
        List::SharesReceived => shares_received(tx, after, limit).await,
        List::Notifications => notifications(tx, after, limit).await,
        List::AuditEvents => audit_events(tx, after, limit).await,
    }
}

async fn listings(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select l.id
                , (to_jsonb(l) - 'user_id'
                   || jsonb_build_object('prices', (
                          select coalesce(jsonb_agg(to_jsonb(p) - 'listing_id' order by p.seen_at, p.id), '[]')
                            from listing_price p where p.listing_id = l.id)))::text as "text!"
             from listing l
            where l.user_id = $1 and l.id > $2
            order by l.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn profiles(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select p.id, (to_jsonb(p) - 'user_id')::text as "text!"
             from profile p
            where p.user_id = $1 and p.id > $2
            order by p.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn rulesets(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select s.id
                , (to_jsonb(s) - 'user_id'
                   || jsonb_build_object('groups', (
                          select coalesce(jsonb_agg(
                                     to_jsonb(g) - 'ruleset_id'
                                     || jsonb_build_object('rules', (
                                            select coalesce(jsonb_agg(to_jsonb(r) - 'group_id' order by r.id), '[]')
                                              from valuation_rule r where r.group_id = g.id))
                                     order by g.id), '[]')
                            from valuation_rule_group g where g.ruleset_id = s.id)))::text as "text!"
             from valuation_ruleset s
            where s.user_id = $1 and s.id > $2
            order by s.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn collections(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select c.id
                , (to_jsonb(c) - 'user_id'
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
                                from collection_share_token t where t.collection_id = c.id)))::text as "text!"
             from collection c
            where c.user_id = $1 and c.id > $2
            order by c.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn listing_links(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select s.id
                , jsonb_build_object(
                      'id', s.id, 'listing_id', s.listing_id, 'prefix', s.prefix, 'view_count', s.view_count,
                      'expires_at', s.expires_at, 'revoked_at', s.revoked_at,
                      'created_at', s.created_at)::text as "text!"
             from listing_share s
            where s.created_by = $1 and s.id > $2
            order by s.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn shares_sent(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select s.id, (to_jsonb(s) - 'sender_id')::text as "text!"
             from user_share s
            where s.sender_id = $1 and s.id > $2
            order by s.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn shares_received(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select s.id, (to_jsonb(s) - 'recipient_id')::text as "text!"
             from user_share s
            where s.recipient_id = $1 and s.id > $2
            order by s.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn notifications(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    let user = tx.user().0;
    Ok(sqlx::query_as!(
        Row,
        r#"select n.id, (to_jsonb(n) - 'user_id')::text as "text!"
             from notification n
            where n.user_id = $1 and n.id > $2
            order by n.id
            limit $3"#,
        user,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

async fn audit_events(tx: &mut UserTx, after: i64, limit: i64) -> Result<Vec<Row>, DbError> {
    Ok(sqlx::query_as!(
        Row,
        r#"select e.id as "id!", to_jsonb(e)::text as "text!"
             from app.own_audit_events($1, $2) e
            order by e.id"#,
        after,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
