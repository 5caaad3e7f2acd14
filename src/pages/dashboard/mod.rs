//! The first page after signing in: what there is, and what to do first.

pub mod actions;

use actions::{Overview, get_overview};
use leptos::prelude::*;
use leptos_meta::Title;
use time::OffsetDateTime;

use super::private::ADD_OFFER;
use crate::{
    components::{
        ErrorState, Figure, Figures, ListSkeleton, ListingRow, ListingsTable, PageHeader, Step,
        Steps, grouped,
    },
    domain::listing::{Listing, Summary},
    serverfn::Viewer,
};

/// The dashboard.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let viewer = use_context::<Option<Viewer>>()
        .flatten()
        .unwrap_or_default();
    let data = Resource::new(|| (), |()| get_overview());
    view! {
        <Title text="Dashboard"/>
        <div class="page">
            <PageHeader title=format!("Hello, {}", viewer.called)/>
            <Suspense fallback=|| view! { <ListSkeleton label="Loading your offers"/> }>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(overview) if overview.summary.active == 0 => view! { <FirstSteps/> }.into_any(),
                        Ok(overview) => view! { <Content overview=overview/> }.into_any(),
                        Err(error) => view! {
                            <ErrorState
                                title="Your offers could not be loaded"
                                message=error.to_string()
                                hint="Reload the page to try again."
                            />
                        }
                        .into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn FirstSteps() -> impl IntoView {
    let steps = vec![
        Step {
            title: "Add your first offer".into(),
            text: "A title and a price are enough. The rest can follow.".into(),
            link: Some((ADD_OFFER.into(), "Add an offer".into())),
        },
        Step {
            title: "Note what the price includes".into(),
            text:
                "Keep the link, the seller and the condition with it. Only you can read your notes."
                    .into(),
            link: None,
        },
        Step {
            title: "Compare what is left".into(),
            text:
                "Your offers stand side by side here, newest first, with their prices in figures."
                    .into(),
            link: None,
        },
    ];
    view! { <Steps steps=steps/> }
}

#[component]
fn Content(overview: Overview) -> impl IntoView {
    let Overview {
        newest,
        summary,
        as_of,
    } = overview;
    let rows = rows(&newest, as_of);
    view! {
        <div class="dashboard">
            <Figures figures=figures(&summary)/>
            <section>
                <div class="section-head">
                    <h2>"Latest offers"</h2>
                    <a href="/listings">"All listings"</a>
                </div>
                <ListingsTable rows=rows caption="Your latest offers, newest first"/>
            </section>
        </div>
    }
}

fn rows(listings: &[Listing], as_of: OffsetDateTime) -> Vec<ListingRow> {
    listings
        .iter()
        .map(|listing| ListingRow::new(listing, as_of))
        .collect()
}

fn figures(summary: &Summary) -> Vec<Figure> {
    let priced = summary.active - summary.without_price;
    let amount = |price: crate::domain::money::Usd| grouped(&price.to_string());
    let mut figures = vec![Figure {
        label: "Active offers".into(),
        value: summary.active.to_string(),
        hint: (summary.without_price > 0)
            .then(|| format!("{} without a price", summary.without_price)),
        ..Figure::default()
    }];
    if let Some(median) = summary.median {
        figures.push(Figure {
            label: "Median price".into(),
            value: amount(median),
            unit: Some("USD"),
            hint: Some(format!(
                "of {priced} priced offer{}",
                if priced == 1 { "" } else { "s" }
            )),
        });
    }
    if let Some(lowest) = summary.lowest {
        figures.push(Figure {
            label: "Lowest price".into(),
            value: amount(lowest),
            unit: Some("USD"),
            hint: summary.lowest_title.clone(),
        });
    }
    figures.push(Figure {
        label: "Added this week".into(),
        value: summary.added_this_week.to_string(),
        ..Figure::default()
    });
    figures
}
