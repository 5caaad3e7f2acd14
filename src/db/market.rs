//! The caller's active offers as a market: its middle, and who is ahead in it.

use rust_decimal::Decimal;
use sqlx::AssertSqlSafe;

use super::{
    DbError, UserTx,
    listings::{COLUMNS, ListingRow, TABLES},
};
use crate::domain::{
    listing::{Direction, Listing},
    money::Usd,
    ranking::RankMetric,
    rating::Market,
};

/// The middle of the caller's active valued offers, exactly, and how many these are.
///
/// # Errors
/// When the query fails.
pub async fn middle(tx: &mut UserTx) -> Result<Option<(Decimal, i64)>, DbError> {
    let user = tx.user().0;
    let row = sqlx::query!(
        r#"with ranked as (
               select usd_per_multi_adj as value
                    , row_number() over (order by usd_per_multi_adj) as place
                    , count(*) over () as count
                 from listing
                where user_id = $1
                  and status = 'active'
                  and usd_per_multi_adj is not null
           )
           select avg(value) as median, max(count) as count
             from ranked
            where place in ((count + 1) / 2, (count + 2) / 2)"#,
        user
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row.median.zip(row.count))
}

/// What the caller's offers are rated against, if there are enough of them.
///
/// # Errors
/// When the query fails.
pub async fn of_caller(tx: &mut UserTx) -> Result<Option<Market>, DbError> {
    let middle = middle(tx).await?;
    Ok(middle.and_then(|(median, count)| Market::new(median, usize::try_from(count).ok()?)))
}

/// What a metric goes by. Our own words only.
fn expression(metric: RankMetric) -> &'static str {
    match metric {
        RankMetric::Composite => "l.score_composite",
        RankMetric::Multi => "c.mark_multi",
        RankMetric::Single => "c.mark_single",
        // As `GpuSpec::score` has it.
        RankMetric::Gpu => {
            "coalesce(
                 case when lower(g.manufacturer) = 'apple'
                      then 0.8 * g.metal_score + 0.2 * coalesce(g.gpu_mark, g.metal_score) end,
                 g.gpu_mark)"
        }
        RankMetric::PerfPerWatt => "l.perf_per_watt",
        RankMetric::UsdPerMulti => "l.usd_per_multi_adj",
        RankMetric::UsdPerSingle => "l.usd_per_single_adj",
        RankMetric::Adjusted => "l.adjusted_price_usd",
    }
}

/// The best of the caller's active offers by a metric, at most `limit`; only those within a
/// budget after deductions, if there is one.
///
/// # Errors
/// When the query fails.
pub async fn best(
    tx: &mut UserTx,
    metric: RankMetric,
    budget: Option<Usd>,
    market: Option<Market>,
    limit: i64,
) -> Result<Vec<Listing>, DbError> {
    let user = tx.user().0;
    let key = expression(metric);
    let order = match metric.direction() {
        Direction::Ascending => "asc",
        Direction::Descending => "desc",
    };
    let sql = format!(
        "select {COLUMNS}
           from {TABLES}
          where l.user_id = $1
            and l.status = 'active'
            and {key} is not null
            and ($2::numeric is null or l.adjusted_price_usd <= $2)
          order by {key} {order}, l.adjusted_price_usd nulls last, l.id
          limit $3"
    );
    sqlx::query_as::<_, ListingRow>(AssertSqlSafe(sql))
        .bind(user)
        .bind(budget.map(Usd::amount))
        .bind(limit)
        .fetch_all(tx.conn())
        .await?
        .into_iter()
        .map(|row| row.seen_by(user, market))
        .collect()
}
