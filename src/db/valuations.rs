//! What offers are worth: the facts that a valuation takes, and what it comes to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::{PgConnection, types::Json};

use super::{
    DbError, UserTx,
    listings::{condition, price},
};
use crate::domain::{
    cpu::CpuSpec,
    facts::Facts,
    gpu::GpuSpec,
    listing::ListingId,
    money::Usd,
    preview::Subject,
    profile::ProfileId,
    ruleset::RulesetId,
    scoring::Figures,
    valuation::{RulesetChoice, Valuation},
};

/// What an offer came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The offer.
    pub id: ListingId,
    /// How its adjusted price came about; absent without a price.
    pub valuation: Option<Valuation>,
    /// What follows from it.
    pub figures: Figures,
}

struct SubjectRow {
    id: i64,
    title: String,
    price_usd: Option<Decimal>,
    condition: String,
    status: String,
    form_factor: Option<String>,
    manufacturer: Option<String>,
    ram_gb: i32,
    ram_type: Option<String>,
    ram_speed_mhz: Option<i32>,
    primary_storage_gb: i32,
    primary_storage_medium: Option<String>,
    secondary_storage_gb: i32,
    secondary_storage_medium: Option<String>,
    os_license: Option<String>,
    attrs: Json<BTreeMap<String, Value>>,
    ruleset_id: Option<i64>,
    disabled_ruleset_ids: Vec<i64>,
    profile_id: Option<i64>,
    cpu_name: Option<String>,
    cpu_manufacturer: Option<String>,
    cpu_cores: Option<i32>,
    cpu_threads: Option<i32>,
    cpu_tdp_w: Option<i32>,
    cpu_mark_multi: Option<i32>,
    cpu_mark_single: Option<i32>,
    cpu_igpu_mark: Option<i32>,
    cpu_release_year: Option<i32>,
    gpu_name: Option<String>,
    gpu_manufacturer: Option<String>,
    gpu_gpu_mark: Option<i32>,
    gpu_metal_score: Option<i32>,
}

impl TryFrom<SubjectRow> for Subject {
    type Error = DbError;

    fn try_from(row: SubjectRow) -> Result<Self, DbError> {
        Ok(Self {
            id: ListingId(row.id),
            title: row.title,
            choice: RulesetChoice {
                fixed: row.ruleset_id.map(RulesetId),
                disabled: row
                    .disabled_ruleset_ids
                    .into_iter()
                    .map(RulesetId)
                    .collect(),
            },
            profile_id: row.profile_id.map(ProfileId),
            facts: Facts {
                price_usd: price(row.price_usd)?,
                condition: condition(&row.condition)?,
                status: row.status,
                form_factor: row.form_factor,
                manufacturer: row.manufacturer,
                ram_gb: row.ram_gb,
                ram_type: row.ram_type,
                ram_speed_mhz: row.ram_speed_mhz,
                primary_storage_gb: row.primary_storage_gb,
                primary_storage_medium: row.primary_storage_medium,
                secondary_storage_gb: row.secondary_storage_gb,
                secondary_storage_medium: row.secondary_storage_medium,
                os_license: row.os_license,
                cpu: row.cpu_name.map(|name| CpuSpec {
                    name,
                    manufacturer: row.cpu_manufacturer,
                    cores: row.cpu_cores,
                    threads: row.cpu_threads,
                    tdp_w: row.cpu_tdp_w,
                    mark_multi: row.cpu_mark_multi,
                    mark_single: row.cpu_mark_single,
                    igpu_mark: row.cpu_igpu_mark,
                    release_year: row.cpu_release_year,
                }),
                gpu: row.gpu_name.map(|name| GpuSpec {
                    name,
                    manufacturer: row.gpu_manufacturer,
                    gpu_mark: row.gpu_gpu_mark,
                    metal_score: row.gpu_metal_score,
                }),
                attrs: row.attrs.0,
            },
        })
    }
}

/// Holds the caller's offers that are kept valued, all but archived ones, until the scope ends: by
/// id, so that two that do so cannot wait for each other. At most `limit` of them, after the one
/// with the id `after`; tells which.
///
/// # Errors
/// When the query fails.
pub async fn hold(
    tx: &mut UserTx,
    after: ListingId,
    limit: i64,
) -> Result<Vec<ListingId>, DbError> {
    let user = tx.user().0;
    let ids = sqlx::query_scalar!(
        "select id from listing
          where user_id = $1 and status <> 'archived' and id > $2
          order by id
          limit $3
            for no key update",
        user,
        after.0,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(ListingId).collect())
}

/// The caller's newest offers that are kept valued, at most `limit`.
///
/// # Errors
/// When the query fails.
pub async fn newest(tx: &mut UserTx, limit: i64) -> Result<Vec<ListingId>, DbError> {
    let user = tx.user().0;
    let ids = sqlx::query_scalar!(
        "select id from listing
          where user_id = $1 and status <> 'archived'
          order by created_at desc, id desc
          limit $2",
        user,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(ListingId).collect())
}

/// Those of these offers that are the caller's own, newest first, with all that their valuation
/// takes.
///
/// # Errors
/// When the query fails.
pub async fn subjects(tx: &mut UserTx, offers: &[ListingId]) -> Result<Vec<Subject>, DbError> {
    let user = tx.user().0;
    let ids: Vec<i64> = offers.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        SubjectRow,
        r#"select l.id, l.title, l.price_usd, l.condition, l.status, l.form_factor, l.manufacturer, l.ram_gb
                , l.ram_type, l.ram_speed_mhz, l.primary_storage_gb, l.primary_storage_medium
                , l.secondary_storage_gb, l.secondary_storage_medium, l.os_license
                , l.attrs as "attrs: Json<BTreeMap<String, Value>>", l.ruleset_id, l.disabled_ruleset_ids
                , l.profile_id
                , c.name as "cpu_name?", c.manufacturer as cpu_manufacturer, c.cores as cpu_cores
                , c.threads as cpu_threads, c.tdp_w as cpu_tdp_w, c.mark_multi as cpu_mark_multi
                , c.mark_single as cpu_mark_single, c.igpu_mark as cpu_igpu_mark
                , c.release_year as cpu_release_year
                , g.name as "gpu_name?", g.manufacturer as gpu_manufacturer, g.gpu_mark as gpu_gpu_mark
                , g.metal_score as gpu_metal_score
             from listing l
             left join cpu c on c.id = l.cpu_id
             left join gpu g on g.id = l.gpu_id
            where l.user_id = $1
              and l.id = any($2)
            order by l.created_at desc, l.id desc"#,
        user,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Subject::try_from).collect()
}

/// Keeps which rulesets value one of the caller's own offers; false when it is not theirs.
///
/// # Errors
/// When the query fails.
pub async fn choose(
    tx: &mut UserTx,
    id: ListingId,
    choice: &RulesetChoice,
) -> Result<bool, DbError> {
    let user = tx.user().0;
    let disabled: Vec<i64> = choice.disabled.iter().map(|id| id.0).collect();
    let done = sqlx::query!(
        "update listing
            set ruleset_id = $3, disabled_ruleset_ids = $4, updated_at = clock_timestamp()
          where id = $1 and user_id = $2",
        id.0,
        user,
        choice.fixed.map(|id| id.0),
        &disabled
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// One column of what offers came to.
struct Columns {
    ids: Vec<i64>,
    valuations: Vec<Option<Value>>,
    adjusted: Vec<Option<Decimal>>,
    per_multi: Vec<Option<Decimal>>,
    per_single: Vec<Option<Decimal>>,
    per_multi_adj: Vec<Option<Decimal>>,
    per_single_adj: Vec<Option<Decimal>>,
    per_watt: Vec<Option<Decimal>>,
    scores: Vec<Option<Decimal>>,
}

impl Columns {
    fn of(worths: &[Worth]) -> Self {
        let figures = |figure: fn(&Figures) -> Option<Decimal>| {
            worths.iter().map(|worth| figure(&worth.figures)).collect()
        };
        Self {
            ids: worths.iter().map(|worth| worth.id.0).collect(),
            valuations: worths
                .iter()
                .map(|worth| serde_json::to_value(worth.valuation.as_ref()?).ok())
                .collect(),
            adjusted: figures(|it| it.adjusted_price_usd.map(Usd::amount)),
            per_multi: figures(|it| it.usd_per_multi),
            per_single: figures(|it| it.usd_per_single),
            per_multi_adj: figures(|it| it.usd_per_multi_adj),
            per_single_adj: figures(|it| it.usd_per_single_adj),
            per_watt: figures(|it| it.perf_per_watt),
            scores: figures(|it| it.score_composite),
        }
    }
}

/// Notes what the caller's offers came to, all in one statement. Does not count as a change of the
/// offers.
///
/// # Errors
/// When the query fails.
pub async fn store(tx: &mut UserTx, worths: &[Worth]) -> Result<(), DbError> {
    let user = tx.user().0;
    store_for(tx.conn(), user, worths).await
}

async fn store_for(
    connection: &mut PgConnection,
    owner: i64,
    worths: &[Worth],
) -> Result<(), DbError> {
    let columns = Columns::of(worths);
    sqlx::query!(
        "update listing l
            set valuation = v.valuation, adjusted_price_usd = v.adjusted, usd_per_multi = v.per_multi
              , usd_per_single = v.per_single, usd_per_multi_adj = v.per_multi_adj
              , usd_per_single_adj = v.per_single_adj, perf_per_watt = v.per_watt
              , score_composite = v.score, valued_at = now()
           from unnest($2::bigint[], $3::jsonb[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[]
                     , $8::numeric[], $9::numeric[], $10::numeric[])
             as v (id, valuation, adjusted, per_multi, per_single, per_multi_adj, per_single_adj, per_watt, score)
          where l.id = v.id
            and l.user_id = $1",
        owner,
        &columns.ids,
        &columns.valuations as _,
        &columns.adjusted as _,
        &columns.per_multi as _,
        &columns.per_single as _,
        &columns.per_multi_adj as _,
        &columns.per_single_adj as _,
        &columns.per_watt as _,
        &columns.scores as _
    )
    .execute(connection)
    .await?;
    Ok(())
}
