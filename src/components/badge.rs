use leptos::prelude::*;

/// What a state means, for the colour that goes with its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// As one would wish.
    Good,
    /// Worth a look.
    Warn,
    /// Wrong, or over.
    Bad,
}

/// A word in a frame.
#[component]
pub fn Badge(
    /// What it means. The word must say it too: not everybody sees colours.
    #[prop(optional)]
    tone: Tone,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Neutral => "badge",
        Tone::Good => "badge badge--good",
        Tone::Warn => "badge badge--warn",
        Tone::Bad => "badge badge--bad",
    };
    view! { <span class=class>{children()}</span> }
}
