use leptos::prelude::*;

use crate::{components::ErrorState, error::Error};

/// Why a list is not shown: its address asks for something that is not known, or it could not be
/// loaded.
#[component]
pub(in crate::admin) fn NotListed(
    error: Error,
    /// What is missing where the address is wrong.
    unknown: &'static str,
    /// What is missing otherwise.
    failed: &'static str,
) -> impl IntoView {
    let (title, message, hint) = match error {
        Error::Invalid(_) => (
            unknown,
            "The address asks for something that is not known.".to_owned(),
            "Choose again above.",
        ),
        other => (failed, other.to_string(), "Reload the page to try again."),
    };
    view! { <ErrorState title=title message=message hint=hint/> }
}
