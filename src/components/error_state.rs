use leptos::prelude::*;

/// Part of a page could not be shown: what happened, what was kept, what to do.
#[component]
pub fn ErrorState(
    /// What is missing now.
    #[prop(into)]
    title: String,
    /// What happened.
    #[prop(into)]
    message: String,
    /// What was kept: the reader's first worry.
    #[prop(optional, into)]
    kept: Option<String>,
    /// What to do.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Ways on: a link or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="error-state" role="alert">
            <h2>{title}</h2>
            <ErrorFacts message=message kept=kept hint=hint/>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </section>
    }
    .into_any()
}

/// The three answers, each with its question.
#[component]
pub(super) fn ErrorFacts(
    message: String,
    kept: Option<String>,
    hint: Option<String>,
) -> impl IntoView {
    let facts = [
        ("What happened", Some(message)),
        ("What was kept", kept),
        ("What to do", hint),
    ]
    .into_iter()
    .filter_map(|(question, answer)| Some((question, answer?)))
    .map(|(question, answer)| view! { <dt>{question}</dt> <dd>{answer}</dd> })
    .collect_view();
    view! { <dl class="message__facts">{facts}</dl> }
}
