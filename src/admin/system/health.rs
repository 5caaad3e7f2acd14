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
                <dd><Badge tone=tone>{as_word(&state)}</Badge></dd>
            }
        })
        .collect_view();
    let is_healthy = health.status == Health::HEALTHY;
    view! {
        <section class="stack stack--tight" aria-labelledby="health-title">
            <h2 id="health-title">"Health"</h2>
            <p class="muted">{if is_healthy {
                format!("Version {}. Every part is as it should be.", health.version)
            } else {
                format!("Version {}. Something is not as it should be.", health.version)
            }}</p>
            <dl class="facts facts--wide">{rows}</dl>
        </section>
    }
    .into_any()
}

/// A state as badges say it: "Warm".
fn as_word(state: &str) -> String {
    if state == Health::OK {
        return state.to_uppercase();
    }
    let mut letters = state.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::as_word;

    #[test]
    fn a_state_is_told_as_a_word_and_what_is_missing_by_its_name() {
        assert_eq!(as_word("ok"), "OK");
        assert_eq!(as_word("warm"), "Warm");
        assert_eq!(as_word("CLERK_SECRET_KEY"), "CLERK_SECRET_KEY");
    }
}
