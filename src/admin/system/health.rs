use leptos::prelude::*;

use crate::{
    components::{Badge, Tone},
    domain::health::Health,
};

/// How the server fares, part by part: what `/health` tells its operators.
#[component]
pub(super) fn HealthParts(health: Health) -> impl IntoView {
    let rows = health
        .parts()
        .into_iter()
        .map(|(name, state, is_well)| {
            let tone = if is_well { Tone::Good } else { Tone::Bad };
            view! {
                <dt>{name}</dt>
                <dd><Badge tone=tone>{state}</Badge></dd>
            }
        })
        .collect_view();
    let is_healthy = health.status == Health::HEALTHY;
    view! {
        <section class="stack stack--tight" aria-labelledby="health-title">
            <h2 id="health-title">"Health"</h2>
            <p class="muted">{if is_healthy {
                format!("Version {}. Everything is as it should be.", health.version)
            } else {
                format!("Version {}. Something is not as it should be.", health.version)
            }}</p>
            <dl class="facts facts--wide">{rows}</dl>
        </section>
    }
    .into_any()
}
