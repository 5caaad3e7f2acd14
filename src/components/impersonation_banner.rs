use leptos::prelude::*;

use super::{Icon, IconName};

/// Says on every page that one acts as somebody else, and how to end that.
#[component]
pub fn ImpersonationBanner(
    /// As whom.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! {
        <aside class="banner" aria-label="Acting as somebody else">
            <Icon name=IconName::Alert/>
            <p class="banner__text">
                "You act as " <strong>{name}</strong>
                ". What you do is kept under both names. Their account, their data as a whole and what others see of them are closed to you."
            </p>
            <a class="banner__link" href="/sign-out" rel="external">"End this session"</a>
        </aside>
    }
    .into_any()
}
