use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// A sentence that belongs to the page or its form as a whole. Read out when it appears.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The news in a few words.
    #[prop(into)]
    title: String,
    /// What to make of it.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Neutral => ("notice", IconName::Alert),
        Tone::Good => ("notice notice--good", IconName::Check),
        Tone::Warn => ("notice notice--warn", IconName::Alert),
        Tone::Bad => ("notice notice--bad", IconName::Alert),
    };
    view! {
        <div class=class role=if tone == Tone::Bad { "alert" } else { "status" }>
            <Icon name=icon/>
            <div>
                <p class="notice__title">{title}</p>
                <div>{children()}</div>
            </div>
        </div>
    }
    .into_any()
}
