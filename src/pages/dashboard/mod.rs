//! The first page after signing in: the best of what there is, and what waits; at first, what to
//! do first.

pub mod actions;
mod best;
mod first_steps;
mod news;

use actions::{Overview, get_overview};
use best::{BestOffers, UnderBudget};
use first_steps::FirstSteps;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use news::{PriceChanges, ToDecide, UnreadShares};

use super::listings::actions::LoadSamples;
use crate::{
    components::{
        EmptyState, ErrorState, Figure, Figures, LinkButton, ListSkeleton, NotLoaded, PageHeader,
        grouped,
    },
    domain::dashboard::{Counts, Dashboard},
    error::Error,
    serverfn::Viewer,
};

/// Where the dashboard is.
pub const DASHBOARD: &str = "/dashboard";

/// The dashboard.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let viewer = use_context::<Option<Viewer>>()
        .flatten()
        .unwrap_or_default();
    let load = ServerAction::<LoadSamples>::new();
    let query = use_query_map();
    let budget = Memo::new(move |_| query.with(|query| query.get("budget").unwrap_or_default()));
    let data = Resource::new(
        move || (budget.get(), load.version().get()),
        |(budget, _)| get_overview(budget),
    );
    view! {
        <Title text="Dashboard"/>
        <div class="page">
            <PageHeader title=format!("Hello, {}", viewer.called)/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading your offers"/> }>
                {move || data.get().map(|outcome| match outcome {
                    Ok(overview) if overview.dashboard.counts.all == 0 => {
                        view! {
                            <FirstSteps load=load/>
                            <UnreadShares shares=overview.waiting.shares as_of=overview.as_of/>
                        }
                        .into_any()
                    }
                    Ok(overview) => view! { <Content overview=overview typed=budget.get_untracked()/> }.into_any(),
                    Err(Error::Invalid(_)) => view! { <NoSuchBudget/> }.into_any(),
                    Err(error) => view! {
                        <NotLoaded title="Your offers could not be loaded" message=error.to_string()/>
                    }
                    .into_any(),
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn NoSuchBudget() -> impl IntoView {
    view! {
        <ErrorState
            title="This budget cannot be used"
            message="It must be an amount like 250 or 249.90."
            hint="Go back to your own budget, and type another one there."
        >
            <LinkButton href=DASHBOARD>"Use my own budget"</LinkButton>
        </ErrorState>
    }
}

#[component]
fn Content(overview: Overview, typed: String) -> impl IntoView {
    let Overview {
        dashboard,
        changes,
        waiting,
        as_of,
    } = overview;
    if dashboard.counts.active == 0 {
        return view! {
            <div class="dashboard">
                <EmptyState title="No active offers" text="All of your offers are archived or pending. Only active ones are compared.">
                    <LinkButton href="/listings?status=any">"See all offers"</LinkButton>
                </EmptyState>
                <UnreadShares shares=waiting.shares as_of=as_of/>
            </div>
        }
        .into_any();
    }
    let figures = figures(&dashboard);
    let best = (
        dashboard.best_value.clone(),
        dashboard.best_perf_per_watt.clone(),
    );
    view! {
        <div class="dashboard">
            <Figures figures=figures/>
            <BestOffers value=best.0 per_watt=best.1/>
            {view! { <UnderBudget offers=dashboard.best_under_budget budget=dashboard.budget_usd typed=typed/> }.into_any()}
            <div class="columns">
                {view! { <PriceChanges changes=changes as_of=as_of/> }.into_any()}
                {view! { <ToDecide undecided=waiting.undecided count=waiting.undecided_count/> }.into_any()}
            </div>
            <UnreadShares shares=waiting.shares as_of=as_of/>
        </div>
    }
    .into_any()
}

fn figures(dashboard: &Dashboard) -> Vec<Figure> {
    let Counts {
        active,
        without_price,
        valued,
        drops_this_week,
        ..
    } = dashboard.counts;
    let mut figures = vec![Figure {
        label: "Active offers".into(),
        value: grouped(&active.to_string()),
        hint: (without_price > 0).then(|| format!("{without_price} without a price")),
        ..Figure::default()
    }];
    if let Some(median) = dashboard.median_usd_per_multi {
        figures.push(Figure {
            label: "Median $/mark".into(),
            value: grouped(&median.to_string()),
            unit: Some("USD"),
            hint: Some(format!(
                "of {valued} valued offer{}",
                if valued == 1 { "" } else { "s" }
            )),
            ..Figure::default()
        });
    }
    figures.push(Figure {
        label: "Price drops this week".into(),
        value: drops_this_week.to_string(),
        ..Figure::default()
    });
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_no_figure() {
        let dashboard = Dashboard {
            counts: Counts {
                all: 2,
                active: 1,
                without_price: 1,
                ..Counts::default()
            },
            median_usd_per_multi: None,
            best_value: None,
            best_perf_per_watt: None,
            budget_usd: crate::domain::money::Usd::whole(400),
            best_under_budget: Vec::new(),
            drops: Vec::new(),
        };
        let labels: Vec<String> = figures(&dashboard)
            .into_iter()
            .map(|figure| figure.label)
            .collect();
        assert_eq!(labels, ["Active offers", "Price drops this week"]);
    }
}
