use leptos::prelude::*;

use super::ErrorState;

/// What stands where data should, when it could not be loaded.
#[component]
pub fn NotLoaded(
    /// What could not be loaded: "People could not be loaded".
    #[prop(into)]
    title: String,
    /// Why.
    message: String,
) -> impl IntoView {
    view! { <ErrorState title=title message=message hint="Reload the page to try again."/> }
}
