//! Graphics cards: a catalogue that everybody shares.

use time::OffsetDateTime;

use super::{AdminTx, DbError, UserTx, listings::price};
use crate::domain::{
    gpu::{Gpu, GpuEntry, GpuId, GpuQuery, GpuSpec, NewGpu},
    listing::Direction,
};

struct GpuRow {
    id: i64,
    name: String,
    manufacturer: Option<String>,
    gpu_mark: Option<i32>,
    metal_score: Option<i32>,
    source: String,
    updated_at: OffsetDateTime,
}

impl From<GpuRow> for Gpu {
    fn from(row: GpuRow) -> Self {
        Self {
            id: GpuId(row.id),
            spec: GpuSpec {
                name: row.name,
                manufacturer: row.manufacturer,
                gpu_mark: row.gpu_mark,
                metal_score: row.metal_score,
            },
            source: row.source,
            updated_at: row.updated_at,
        }
    }
}

/// Graphics cards that a question finds, in its order, at most `limit`, after the one with the id
/// `after`. Those that do not say what they are sorted by stand at the end.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &mut UserTx,
    query: &GpuQuery,
    after: Option<GpuId>,
    limit: i64,
) -> Result<Vec<GpuEntry>, DbError> {
    let user = tx.user().0;
    let sign = match query.direction {
        Direction::Ascending => 1,
        Direction::Descending => -1,
    };
    let rows = sqlx::query!(
        r#"with found as (
               select g.*
                    , coalesce($4 * case $3 when 'mark' then g.gpu_mark when 'metal' then g.metal_score
                                            else 0 end, 2147483647) as place
                 from gpu g
                where not exists (select from unnest($2::text[]) w (word)
                                   where position(w.word in lower(g.name)) = 0)
           )
           select g.id as "id!", g.name as "name!", g.manufacturer, g.gpu_mark, g.metal_score
                , g.source as "source!", g.updated_at as "updated_at!", o.offers as "offers!", o.lowest
             from found g
                , lateral (select count(*) as offers, min(l.adjusted_price_usd) as lowest
                             from listing l
                            where l.gpu_id = g.id
                              and l.user_id = $1
                              and l.status = 'active') o
            where $5::bigint is null
               or (g.place, lower(g.name), g.id) > (select l.place, lower(l.name), l.id from found l where l.id = $5)
            order by g.place, lower(g.name), g.id
            limit $6"#,
        user,
        &query.words,
        query.sort.name(),
        sign,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(GpuEntry {
                offers: row.offers,
                lowest_adjusted_usd: price(row.lowest)?,
                gpu: GpuRow {
                    id: row.id,
                    name: row.name,
                    manufacturer: row.manufacturer,
                    gpu_mark: row.gpu_mark,
                    metal_score: row.metal_score,
                    source: row.source,
                    updated_at: row.updated_at,
                }
                .into(),
            })
        })
        .collect()
}

/// A graphics card.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: GpuId) -> Result<Option<Gpu>, DbError> {
    let row = sqlx::query_as!(
        GpuRow,
        "select id, name, manufacturer, gpu_mark, metal_score, source, updated_at from gpu where id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Gpu::from))
}

/// Adds a graphics card for everybody; `None` when there is one of this name.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewGpu) -> Result<Option<Gpu>, DbError> {
    let row = sqlx::query_as!(
        GpuRow,
        "insert into gpu (name, manufacturer, gpu_mark, metal_score, source)
         values ($1, $2, $3, $4, 'user')
         on conflict (name) do nothing
         returning id, name, manufacturer, gpu_mark, metal_score, source, updated_at",
        new.name,
        new.manufacturer,
        new.gpu_mark,
        new.metal_score
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Gpu::from))
}

/// A graphics card, held until the scope ends: nothing can begin to name it meanwhile.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut AdminTx, id: GpuId) -> Result<Option<Gpu>, DbError> {
    let row = sqlx::query_as!(
        GpuRow,
        "select id, name, manufacturer, gpu_mark, metal_score, source, updated_at from gpu where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Gpu::from))
}

/// Whether another graphics card has this name.
///
/// # Errors
/// When the query fails.
pub async fn is_name_taken(tx: &mut AdminTx, id: GpuId, name: &str) -> Result<bool, DbError> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from gpu where name = $2 and id <> $1) as "taken!""#,
        id.0,
        name
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(taken)
}

/// Changes a graphics card for everybody.
///
/// # Errors
/// When the query fails.
pub async fn update(tx: &mut AdminTx, id: GpuId, new: &NewGpu) -> Result<Option<Gpu>, DbError> {
    let row = sqlx::query_as!(
        GpuRow,
        "update gpu set name = $2, manufacturer = $3, gpu_mark = $4, metal_score = $5, updated_at = clock_timestamp()
          where id = $1
         returning id, name, manufacturer, gpu_mark, metal_score, source, updated_at",
        id.0,
        new.name,
        new.manufacturer,
        new.gpu_mark,
        new.metal_score
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Gpu::from))
}

/// Whether anybody's offer names a graphics card.
///
/// # Errors
/// When the query fails.
pub async fn is_used(tx: &mut AdminTx, id: GpuId) -> Result<bool, DbError> {
    let used = sqlx::query_scalar!(
        r#"select exists (select from listing where gpu_id = $1) as "used!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(used)
}

/// Takes a graphics card out of the catalogue.
///
/// # Errors
/// When the query fails: also when an offer names it.
pub async fn delete(tx: &mut AdminTx, id: GpuId) -> Result<(), DbError> {
    sqlx::query!("delete from gpu where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
