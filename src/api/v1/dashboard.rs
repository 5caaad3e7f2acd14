use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

use crate::{
    api::{Route, extract::Query},
    auth::CurrentUser,
    db::Db,
    domain::{dashboard::Dashboard, listing::Listing, ranking::RankMetric},
    error::Error,
    service,
};

pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::person(routes!(dashboard)),
        Route::person(routes!(rankings)),
    ]
}

/// What the dashboard is of.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// What a machine may cost after deductions, `250.00`; the caller's preference, unless given.
    #[serde(default)]
    budget: Option<String>,
}

/// The caller's active offers in figures, and the best of them.
#[utoipa::path(get, path = "/api/v1/dashboard", tag = "listings", params(Asked),
    responses((status = 200, body = Dashboard)))]
async fn dashboard(
    user: CurrentUser,
    State(db): State<Db>,
    Query(asked): Query<Asked>,
) -> Result<Json<Dashboard>, Error> {
    let mut tx = user.begin(&db).await?;
    let (dashboard, _) = service::dashboard::dashboard(&mut tx, asked.budget.as_deref()).await?;
    Ok(Json(dashboard))
}

/// What a ranking goes by.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Ranking {
    /// `composite` (default), `multi`, `single`, `gpu`, `perf_per_watt`, `usd_per_multi`,
    /// `usd_per_single` or `adjusted`.
    #[serde(default)]
    metric: Option<String>,
    /// How many at most: 1 to 50; 10, unless given.
    #[serde(default)]
    limit: Option<String>,
}

/// Offers from the best.
#[derive(Serialize, ToSchema)]
struct RankedListings {
    metric: RankMetric,
    items: Vec<Listing>,
}

/// The best of the caller's active offers by a metric.
#[utoipa::path(get, path = "/api/v1/rankings", tag = "listings", params(Ranking),
    responses((status = 200, body = RankedListings)))]
async fn rankings(
    user: CurrentUser,
    State(db): State<Db>,
    Query(asked): Query<Ranking>,
) -> Result<Json<RankedListings>, Error> {
    let mut tx = user.begin(&db).await?;
    let (metric, items) =
        service::dashboard::ranking(&mut tx, asked.metric.as_deref(), asked.limit.as_deref())
            .await?;
    Ok(Json(RankedListings { metric, items }))
}
