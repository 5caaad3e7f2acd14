//! The dashboard, and rankings of offers. Only active offers count.

use crate::{
    db::{self, UserTx},
    domain::{
        dashboard::{Counts, Dashboard, PriceChange, SHOWN, Waiting},
        listing::{FieldError, Listing},
        money::Usd,
        number,
        ranking::{RANKED_MAX, RankMetric},
    },
    error::Error,
};

/// Offers of a ranking, unless asked otherwise.
const RANKED: i64 = 10;
/// Most price changes that are looked through.
const CHANGES: i64 = 50;

/// The caller's dashboard, and the prices that changed within a month. `budget` is an amount in
/// dollars; without one, the caller's preference.
///
/// # Errors
/// [`Error::Invalid`] when the budget is no amount.
pub async fn dashboard(
    tx: &mut UserTx,
    budget: Option<&str>,
) -> Result<(Dashboard, Vec<PriceChange>), Error> {
    let budget_usd = match budget.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text
            .parse::<Usd>()
            .map_err(|error| wrong("budget", error.to_string()))?,
        None => preferred_budget(tx).await?,
    };
    let market = db::market::of_caller(tx).await?;
    let middle = db::market::middle(tx).await?;
    let changes = db::dashboard::price_changes(tx, CHANGES).await?;
    let shown = usize::try_from(SHOWN).unwrap_or_default();
    let first = |mut changes: Vec<PriceChange>| {
        changes.truncate(shown);
        changes
    };
    let dashboard = Dashboard {
        counts: Counts {
            drops_this_week: changes.drops_this_week,
            ..db::dashboard::counts(tx).await?
        },
        median_usd_per_multi: middle.map(|(median, _)| number::usd_per_mark(median)),
        best_value: db::market::best(tx, RankMetric::UsdPerMulti, None, market, 1)
            .await?
            .pop(),
        best_perf_per_watt: db::market::best(tx, RankMetric::PerfPerWatt, None, market, 1)
            .await?
            .pop(),
        budget_usd,
        best_under_budget: db::market::best(
            tx,
            RankMetric::Composite,
            Some(budget_usd),
            market,
            SHOWN,
        )
        .await?,
        drops: first(changes.drops),
    };
    Ok((dashboard, first(changes.latest)))
}

async fn preferred_budget(tx: &mut UserTx) -> Result<Usd, Error> {
    let settings = super::preferences::read(tx).await?.settings;
    Ok(settings.preferences.budget_usd)
}

/// What waits for the caller.
///
/// # Errors
/// When the database cannot be asked.
pub async fn waiting(tx: &mut UserTx) -> Result<Waiting, Error> {
    let (undecided, undecided_count) = db::dashboard::undecided(tx, SHOWN).await?;
    Ok(Waiting {
        undecided,
        undecided_count,
        shares: db::dashboard::unread_shares(tx, SHOWN).await?,
    })
}

/// The best of the caller's active offers by a metric.
///
/// # Errors
/// [`Error::Invalid`] when there is no such metric, or the limit is none.
pub async fn ranking(
    tx: &mut UserTx,
    metric: Option<&str>,
    limit: Option<&str>,
) -> Result<(RankMetric, Vec<Listing>), Error> {
    let metric = match metric {
        None => RankMetric::Composite,
        Some(name) => RankMetric::from_name(name)
            .ok_or_else(|| wrong("metric", format!("must be {}", RankMetric::names())))?,
    };
    let limit = match limit.map(str::parse::<i64>) {
        None => RANKED,
        Some(Ok(limit)) if (1..=RANKED_MAX).contains(&limit) => limit,
        Some(_) => {
            let reason = format!("must be a whole number from 1 to {RANKED_MAX}");
            return Err(wrong("limit", reason));
        }
    };
    let market = db::market::of_caller(tx).await?;
    let offers = db::market::best(tx, metric, None, market, limit).await?;
    Ok((metric, offers))
}

fn wrong(field: &str, reason: impl Into<String>) -> Error {
    Error::Invalid(vec![FieldError::new(field, reason)])
}
