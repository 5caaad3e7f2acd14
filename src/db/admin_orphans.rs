//! Rows of nobody's, and giving them away.

use time::OffsetDateTime;

use super::{AdminTx, DbError};
use crate::domain::{
    admin::{Orphan, OrphanTable},
    listing::{NewListing, RamType, StorageMedium},
    money::Usd,
    user::UserId,
};

struct OrphanRow {
    id: i64,
    name: String,
    created_at: OffsetDateTime,
}

impl From<OrphanRow> for Orphan {
    fn from(row: OrphanRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            created_at: row.created_at,
        }
    }
}

/// Up to `limit` rows of nobody's after that number, the oldest first.
///
/// # Errors
/// When the query fails.
pub async fn list(
    tx: &mut AdminTx,
    table: OrphanTable,
    after: i64,
    limit: i64,
) -> Result<Vec<Orphan>, DbError> {
    let rows = match table {
        OrphanTable::Listing => {
            sqlx::query_as!(
                OrphanRow,
                "select id, title as name, created_at from listing
                  where user_id is null and id > $1 order by id limit $2",
                after,
                limit
            )
            .fetch_all(tx.conn())
            .await?
        }
        OrphanTable::Profile => {
            sqlx::query_as!(
                OrphanRow,
                "select id, name, created_at from profile
                  where user_id is null and not is_system and id > $1 order by id limit $2",
                after,
                limit
            )
            .fetch_all(tx.conn())
            .await?
        }
        OrphanTable::Ruleset => {
            sqlx::query_as!(
                OrphanRow,
                "select id, name, created_at from valuation_ruleset
                  where user_id is null and not is_system and id > $1 order by id limit $2",
                after,
                limit
            )
            .fetch_all(tx.conn())
            .await?
        }
    };
    Ok(rows.into_iter().map(Orphan::from).collect())
}

/// How many there are, by table.
///
/// # Errors
/// When the query fails.
pub async fn counts(tx: &mut AdminTx) -> Result<[(OrphanTable, i64); 3], DbError> {
    let counts = sqlx::query!(
        r#"select (select count(*) from listing where user_id is null) as "listings!"
                , (select count(*) from profile where user_id is null and not is_system) as "profiles!"
                , (select count(*) from valuation_ruleset where user_id is null and not is_system) as "rulesets!""#
    )
    .fetch_one(tx.conn())
    .await?;
    Ok([
        (OrphanTable::Listing, counts.listings),
        (OrphanTable::Profile, counts.profiles),
        (OrphanTable::Ruleset, counts.rulesets),
    ])
}

/// Keeps an offer as nobody's, as those from before people had accounts. Parts of the catalogue and
/// what belongs to an owner are left out.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut AdminTx, offer: &NewListing) -> Result<(), DbError> {
    sqlx::query!(
        "insert into listing (
             title, price_usd, condition, status, listing_url, seller, manufacturer, model, form_factor, ram_gb
           , ram_type, primary_storage_gb, primary_storage_medium, os_license, last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, now())",
        offer.title.as_str(),
        offer.price_usd.map(Usd::amount),
        offer.condition.name(),
        offer.status.name(),
        offer.listing_url.as_deref(),
        offer.seller.as_deref(),
        offer.manufacturer.as_deref(),
        offer.model.as_deref(),
        offer.form_factor.as_deref(),
        offer.ram_gb,
        offer.ram_type.map(RamType::name),
        offer.primary_storage_gb,
        offer.primary_storage_medium.map(StorageMedium::name),
        offer.os_license.as_deref()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives rows of nobody's an owner; whoever else used one gets a copy. Returns how many were given.
///
/// # Errors
/// When the query fails.
pub async fn assign(
    tx: &mut AdminTx,
    table: OrphanTable,
    ids: &[i64],
    person: UserId,
) -> Result<i64, DbError> {
    let given = match table {
        OrphanTable::Listing => {
            sqlx::query_scalar!(
                r#"select count(*) filter (where app.assign_listing(id, $2)) as "given!" from unnest($1::bigint[]) id"#,
                ids,
                person.0
            )
            .fetch_one(tx.conn())
            .await?
        }
        OrphanTable::Profile => {
            sqlx::query_scalar!(
                r#"select count(*) filter (where app.assign_profile(id, $2)) as "given!" from unnest($1::bigint[]) id"#,
                ids,
                person.0
            )
            .fetch_one(tx.conn())
            .await?
        }
        OrphanTable::Ruleset => {
            sqlx::query_scalar!(
                r#"select count(*) filter (where app.assign_ruleset(id, $2)) as "given!" from unnest($1::bigint[]) id"#,
                ids,
                person.0
            )
            .fetch_one(tx.conn())
            .await?
        }
    };
    Ok(given)
}
