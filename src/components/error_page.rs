use leptos::prelude::*;

use super::{MAIN, SiteHeader, SkipLink, error_state::ErrorFacts};

/// A whole page that says one thing: not found, not allowed, went wrong. Needs no script.
#[component]
pub fn ErrorPage(
    /// HTTP's number for it.
    #[prop(into)]
    code: String,
    /// What is the matter, in a few words.
    #[prop(into)]
    title: String,
    /// What happened.
    #[prop(into)]
    message: String,
    /// What was kept; left out where nothing could be lost.
    #[prop(optional, into)]
    kept: Option<String>,
    /// What to do.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Ways on: links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let explanation = if kept.is_none() && hint.is_none() {
        view! { <p class="message__text">{message}</p> }.into_any()
    } else {
        view! { <ErrorFacts message=message kept=kept hint=hint/> }.into_any()
    };
    view! {
        <SkipLink/>
        <div class="message-page">
            <SiteHeader/>
            <main class="message" id=MAIN tabindex="-1">
                <p class="message__code">{code}</p>
                <h1>{title}</h1>
                {explanation}
                {children.map(|children| view! { <div class="cluster">{children()}</div> })}
            </main>
        </div>
    }
    .into_any()
}
