//! How the application fares as a whole, for administrators.

use time::{Date, OffsetDateTime};

use super::{AdminTx, DbError};
use crate::domain::admin::{Day, SystemCounts};

/// How much there is now.
///
/// # Errors
/// When the query fails.
pub async fn counts(tx: &mut AdminTx) -> Result<SystemCounts, DbError> {
    let counts = sqlx::query_as!(
        SystemCounts,
        r#"select count(*) filter (where deleted_at is null) as "people!"
                , count(*) filter (where is_active) as "active!"
                , count(*) filter (where is_active and role = 'admin') as "admins!"
                , (select count(*) from listing) as "listings!"
                , (select count(*) from webhook_event where outcome = 'failed') as "failed_messages!"
                , (select count(*) from listing where user_id is null)
                  + (select count(*) from profile where user_id is null and not is_system)
                  + (select count(*) from valuation_ruleset where user_id is null and not is_system) as "orphans!"
             from app_user"#
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(counts)
}

struct DayRow {
    date: Date,
    logins: i64,
    newcomers: i64,
    refused: i64,
    lag_ms: f64,
}

/// The thirty days up to that moment, the oldest first, also those on which nothing happened.
///
/// # Errors
/// When the query fails.
pub async fn days(tx: &mut AdminTx, now: OffsetDateTime) -> Result<Vec<Day>, DbError> {
    // Bounded: thirty days.
    let rows = sqlx::query_as!(
        DayRow,
        r#"with days as (
               select generate_series($1::date - 29, $1::date, interval '1 day')::date as date
           ), events as (
               select (at at time zone 'utc')::date as date
                    , count(*) filter (where kind = 'login') as logins
                    , count(*) filter (where kind = 'provisioned') as newcomers
                    , count(*) filter (where kind = 'auth_failed' and detail ->> 'kid' is not null) as refused
                 from audit_event
                where kind in ('login', 'provisioned', 'auth_failed')
                  and at >= ($1::date - 29)::timestamp at time zone 'utc'
                group by 1
           ), messages as (
               select (received_at at time zone 'utc')::date as date
                    , percentile_cont(0.95) within group (
                          order by extract(epoch from received_at - happened_at)) * 1000 as lag_ms
                 from webhook_event
                where happened_at is not null
                  and received_at >= ($1::date - 29)::timestamp at time zone 'utc'
                group by 1
           )
           select days.date as "date!", coalesce(logins, 0) as "logins!", coalesce(newcomers, 0) as "newcomers!"
                , coalesce(refused, 0) as "refused!", greatest(coalesce(lag_ms, 0), 0)::double precision as "lag_ms!"
             from days left join events using (date) left join messages using (date)
            order by days.date"#,
        now.date()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Day {
            date: row.date,
            logins: row.logins,
            newcomers: row.newcomers,
            refused: row.refused,
            lag_ms: row.lag_ms,
        })
        .collect())
}
