use leptos::prelude::*;

/// Says what would stand here, what it is good for, and offers the first step.
#[component]
pub fn EmptyState(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    text: String,
    /// The first step, if it is not on the page already.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="empty">
            <EmptyArt/>
            <h2 class="empty__title">{title}</h2>
            <p class="empty__text">{text}</p>
            {children.map(|children| view! { <div class="empty__actions">{children()}</div> })}
        </section>
    }
    .into_any()
}

/// A small computer, its parts lifted out.
#[component]
fn EmptyArt() -> impl IntoView {
    view! {
        <svg
            class="empty__art"
            viewBox="0 0 120 72"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
        >
            <rect x="22" y="44" width="76" height="22" rx="3"></rect>
            <circle cx="88" cy="55" r="3"></circle>
            <path d="M30 66v3M90 66v3M31 51h16M31 55h16M31 59h16M60 14V4M55 9l5-5 5 5"></path>
            <path d="M28 36h64M34 28h52M40 20h40" stroke-dasharray="3 4"></path>
        </svg>
    }
    .into_any()
}
