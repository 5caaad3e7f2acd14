use leptos::prelude::*;

/// The id of every page's `<main>`, which takes focus (`tabindex="-1"`).
pub const MAIN: &str = "main";

/// The first stop of the keyboard: past the navigation, to the content.
#[component]
pub fn SkipLink() -> impl IntoView {
    // `external` keeps the router's hands off: it would scroll without moving the focus.
    view! { <a class="skip-link" href=format!("#{MAIN}") rel="external">"Skip to content"</a> }
}
