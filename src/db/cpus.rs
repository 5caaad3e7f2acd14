//! Processors: a catalogue that everybody shares.

use time::OffsetDateTime;

use super::{AdminTx, DbError, UserTx, listings::price};
use crate::domain::{
    cpu::{Cpu, CpuEntry, CpuId, CpuQuery, CpuSpec, NewCpu},
    listing::Direction,
};

struct CpuRow {
    id: i64,
    name: String,
    manufacturer: Option<String>,
    cores: Option<i32>,
    threads: Option<i32>,
    tdp_w: Option<i32>,
    mark_multi: Option<i32>,
    mark_single: Option<i32>,
    igpu_mark: Option<i32>,
    release_year: Option<i32>,
    source: String,
    updated_at: OffsetDateTime,
}

impl From<CpuRow> for Cpu {
    fn from(row: CpuRow) -> Self {
        Self {
            id: CpuId(row.id),
            spec: CpuSpec {
                name: row.name,
                manufacturer: row.manufacturer,
                cores: row.cores,
                threads: row.threads,
                tdp_w: row.tdp_w,
                mark_multi: row.mark_multi,
                mark_single: row.mark_single,
                igpu_mark: row.igpu_mark,
                release_year: row.release_year,
            },
            source: row.source,
            updated_at: row.updated_at,
        }
    }
}

/// Processors that a question finds, in its order, at most `limit`, after the one with the id
/// `after`. Those that do not say what they are sorted by stand at the end.
///
/// # Errors
/// When the query fails.
pub async fn page(
    tx: &mut UserTx,
    query: &CpuQuery,
    after: Option<CpuId>,
    limit: i64,
) -> Result<Vec<CpuEntry>, DbError> {
    let user = tx.user().0;
    let sign = match query.direction {
        Direction::Ascending => 1,
        Direction::Descending => -1,
    };
    let rows = sqlx::query!(
        r#"with found as (
               select c.*
                    , coalesce($5 * case $4 when 'cores' then c.cores when 'tdp' then c.tdp_w
                                            when 'multi' then c.mark_multi when 'single' then c.mark_single
                                            when 'year' then c.release_year
                                            else 0 end, 2147483647) as place
                 from cpu c
                where not exists (select from unnest($2::text[]) w (word)
                                   where position(w.word in lower(c.name)) = 0)
                  and ($3::text is null or lower(c.manufacturer) = $3)
           )
           select c.id as "id!", c.name as "name!", c.manufacturer, c.cores, c.threads, c.tdp_w, c.mark_multi
                , c.mark_single, c.igpu_mark, c.release_year, c.source as "source!", c.updated_at as "updated_at!"
                , o.offers as "offers!", o.lowest
             from found c
                , lateral (select count(*) as offers, min(l.adjusted_price_usd) as lowest
                             from listing l
                            where l.cpu_id = c.id
                              and l.user_id = $1
                              and l.status = 'active') o
            where $6::bigint is null
               or (c.place, lower(c.name), c.id) > (select l.place, lower(l.name), l.id from found l where l.id = $6)
            order by c.place, lower(c.name), c.id
            limit $7"#,
        user,
        &query.words,
        query.maker.as_deref(),
        query.sort.name(),
        sign,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CpuEntry {
                offers: row.offers,
                lowest_adjusted_usd: price(row.lowest)?,
                cpu: CpuRow {
                    id: row.id,
                    name: row.name,
                    manufacturer: row.manufacturer,
                    cores: row.cores,
                    threads: row.threads,
                    tdp_w: row.tdp_w,
                    mark_multi: row.mark_multi,
                    mark_single: row.mark_single,
                    igpu_mark: row.igpu_mark,
                    release_year: row.release_year,
                    source: row.source,
                    updated_at: row.updated_at,
                }
                .into(),
            })
        })
        .collect()
}

/// Who built the processors of the catalogue, by name, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn makers(tx: &mut UserTx, limit: i64) -> Result<Vec<String>, DbError> {
    let makers = sqlx::query_scalar!(
        r#"select distinct manufacturer as "manufacturer!" from cpu
            where manufacturer is not null order by 1 limit $1"#,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(makers)
}

/// A processor.
///
/// # Errors
/// When the query fails.
pub async fn by_id(tx: &mut UserTx, id: CpuId) -> Result<Option<Cpu>, DbError> {
    let row = sqlx::query_as!(
        CpuRow,
        "select id, name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
              , release_year, source, updated_at
           from cpu where id = $1",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Cpu::from))
}

/// Those processors that have one of these numbers.
///
/// # Errors
/// When the query fails.
pub async fn by_ids(tx: &mut UserTx, ids: &[i64]) -> Result<Vec<Cpu>, DbError> {
    let rows = sqlx::query_as!(
        CpuRow,
        "select id, name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
              , release_year, source, updated_at
           from cpu where id = any($1)",
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Cpu::from).collect())
}

/// The names of all processors, in order, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn names(tx: &mut UserTx, limit: i64) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar!(
        "select name from cpu order by lower(name), id limit $1",
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds a processor for everybody; `None` when there is one of this name.
///
/// # Errors
/// When the query fails.
pub async fn insert(tx: &mut UserTx, new: &NewCpu) -> Result<Option<Cpu>, DbError> {
    let row = sqlx::query_as!(
        CpuRow,
        "insert into cpu (name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
                        , release_year, source)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'user')
         on conflict (name) do nothing
         returning id, name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
                 , release_year, source, updated_at",
        new.name,
        new.manufacturer,
        new.cores,
        new.threads,
        new.tdp_w,
        new.mark_multi,
        new.mark_single,
        new.igpu_mark,
        new.release_year
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Cpu::from))
}

/// A processor, held until the scope ends: nothing can begin to name it meanwhile.
///
/// # Errors
/// When the query fails.
pub async fn hold(tx: &mut AdminTx, id: CpuId) -> Result<Option<Cpu>, DbError> {
    let row = sqlx::query_as!(
        CpuRow,
        "select id, name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
              , release_year, source, updated_at
           from cpu where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Cpu::from))
}

/// Whether another processor has this name.
///
/// # Errors
/// When the query fails.
pub async fn is_name_taken(tx: &mut AdminTx, id: CpuId, name: &str) -> Result<bool, DbError> {
    let taken = sqlx::query_scalar!(
        r#"select exists (select from cpu where name = $2 and id <> $1) as "taken!""#,
        id.0,
        name
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(taken)
}

/// Changes a processor for everybody.
///
/// # Errors
/// When the query fails.
pub async fn update(tx: &mut AdminTx, id: CpuId, new: &NewCpu) -> Result<Option<Cpu>, DbError> {
    let row = sqlx::query_as!(
        CpuRow,
        "update cpu
            set name = $2, manufacturer = $3, cores = $4, threads = $5, tdp_w = $6, mark_multi = $7
              , mark_single = $8, igpu_mark = $9, release_year = $10, updated_at = clock_timestamp()
          where id = $1
         returning id, name, manufacturer, cores, threads, tdp_w, mark_multi, mark_single, igpu_mark
                 , release_year, source, updated_at",
        id.0,
        new.name,
        new.manufacturer,
        new.cores,
        new.threads,
        new.tdp_w,
        new.mark_multi,
        new.mark_single,
        new.igpu_mark,
        new.release_year
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Cpu::from))
}

/// Whether anybody's offer names a processor.
///
/// # Errors
/// When the query fails.
pub async fn is_used(tx: &mut AdminTx, id: CpuId) -> Result<bool, DbError> {
    let used = sqlx::query_scalar!(
        r#"select exists (select from listing where cpu_id = $1) as "used!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(used)
}

/// Takes a processor out of the catalogue.
///
/// # Errors
/// When the query fails: also when an offer names it.
pub async fn delete(tx: &mut AdminTx, id: CpuId) -> Result<(), DbError> {
    sqlx::query!("delete from cpu where id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
