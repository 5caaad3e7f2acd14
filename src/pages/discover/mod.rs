//! The discover page: public collections, to look through, to look at, and to copy. While it is
//! switched off, it is as if it had never been.

pub mod actions;
mod collection;
mod copy;
mod list;
mod moderation;

pub use self::{collection::DiscoveredPage, copy::CopyDiscoveredPage, list::DiscoverPage};

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use crate::{
    components::{ErrorState, LinkButton, PageHeader},
    domain::collection::CollectionId,
    error::Error,
};

/// Where public collections are.
pub const DISCOVER: &str = "/discover";
/// What its address says of a collection that a form without a script has just taken off it.
const WITHDRAWN: &str = "withdrawn";

/// Where a public collection is.
#[must_use]
pub fn address(id: CollectionId) -> String {
    format!("{DISCOVER}/{}", id.0)
}

/// The collection that the address names.
fn named() -> Memo<Option<CollectionId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")?.parse().ok().map(CollectionId)))
}

/// What is not there, or could not be loaded.
#[component]
fn Missing(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let message = match error {
        Error::NotFound => "Its owner may have made it private, or deleted it.".to_owned(),
        ref other => other.to_string(),
    };
    let (title, hint) = match error {
        Error::NotFound => (
            "There is nothing here",
            "Check the address, or ask whoever gave it to you.",
        ),
        Error::Invalid(_) => (
            "This list cannot be shown",
            "The address asks for something that is not known. Open the page anew.",
        ),
        _ => ("This could not be loaded", "Reload the page to try again."),
    };
    view! {
        <Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=message hint=hint>
            <LinkButton href="/dashboard">"Go to the dashboard"</LinkButton>
        </ErrorState>
    }
    .into_any()
}
