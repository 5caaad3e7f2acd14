use leptos::prelude::*;
use leptos_meta::Title;

use super::{actions::get_system, health::HealthParts, switches::Switches};
use crate::{
    admin::loaded::Loaded,
    components::{Bar, BarChart, Figure, Figures, PageHeader},
    domain::admin::{Day, System, SystemCounts},
};

/// Counters, measures, the last thirty days, and what is on or off for everybody.
#[component]
pub fn SystemPage() -> impl IntoView {
    let data = Resource::new(|| (), |()| get_system());
    view! {
        <Title text="System"/>
        <div class="page">
            <PageHeader title="System" lead="How many there are, whether they get in, and what is open to them."/>
            <Loaded loading="Loading figures" failed="Figures could not be loaded" data=data let(system)>
                <Known system=system/>
            </Loaded>
        </div>
    }
    .into_any()
}

#[component]
fn Known(system: System) -> impl IntoView {
    let System {
        health,
        counts,
        measures,
        days,
        switches,
    } = system;
    let measures = measures
        .into_iter()
        .map(|measure| Figure {
            label: measure.label,
            value: measure.value,
            unit: None,
            hint: Some(measure.hint),
            is_bad: !measure.is_well,
        })
        .collect();
    view! {
        <div class="stack stack--loose">
            {view! { <HealthParts health=health/> }.into_any()}
            <section class="stack stack--tight" aria-labelledby="measures-title">
                <h2 id="measures-title">"Whether people get in"</h2>
                <Figures figures=measures/>
            </section>
            <section class="stack stack--tight" aria-labelledby="days-title">
                <h2 id="days-title">"The last 30 days"</h2>
                <Days days=days/>
            </section>
            <section class="stack stack--tight" aria-labelledby="counts-title">
                <h2 id="counts-title">"What there is"</h2>
                <Figures figures=counted(counts)/>
            </section>
            {view! { <Switches switches=switches/> }.into_any()}
        </div>
    }
    .into_any()
}

fn counted(counts: SystemCounts) -> Vec<Figure> {
    [
        ("People", counts.people),
        ("Active", counts.active),
        ("Administrators", counts.admins),
        ("Offers", counts.listings),
        ("Failed messages", counts.failed_messages),
        ("Ownerless rows", counts.orphans),
    ]
    .into_iter()
    .map(|(label, count)| Figure {
        label: label.to_owned(),
        value: count.to_string(),
        ..Figure::default()
    })
    .collect()
}

#[component]
fn Days(days: Vec<Day>) -> impl IntoView {
    let bars = |value: fn(&Day) -> f64| {
        days.iter()
            .map(|day| Bar {
                label: format!("{} {}", day.date.day(), day.date.month()),
                value: value(day),
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="charts">
            <BarChart title="Sign-ins" bars=bars(|day| count(day.logins))/>
            <BarChart title="Newcomers" bars=bars(|day| count(day.newcomers))/>
            <BarChart title="Refused credentials" bars=bars(|day| count(day.refused))/>
            <BarChart title="Webhook lag (p95)" unit="ms" sums=false bars=bars(|day| day.lag_ms.round())/>
        </div>
    }
    .into_any()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a day fit a double's 53 bits"
)]
fn count(count: i64) -> f64 {
    count as f64
}
