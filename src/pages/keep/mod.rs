//! Where a signed-in person keeps a copy of what a public link shows. The links' own pages need no
//! script and nobody's identity (`server::public_pages`); these ask who it is.

pub mod actions;
mod collection;
mod deal;
mod room;

pub use self::{collection::CopyCollectionPage, deal::SaveDealPage};
pub(in crate::pages) use self::{collection::CopyFields, deal::NotSaved, room::OfferRoom};

use leptos::prelude::*;

use self::actions::Target;
use crate::{
    components::{Choice, ErrorState, LinkButton, PageHeader, SelectField},
    domain::collection::DEFAULT_NAME,
    error::Error,
};

/// What a dead link says, whatever the reason.
#[component]
fn DeadLink(error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let (title, message, hint) = match error {
        Error::NotFound => (
            "This link leads nowhere",
            "It may have ended, or a part of it is missing.".to_owned(),
            "Ask whoever sent it for a new one.",
        ),
        other => (
            "This could not be loaded",
            other.to_string(),
            "Reload the page to try again.",
        ),
    };
    view! {
        <leptos_meta::Title text=title/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=message hint=hint>
            <LinkButton href="/dashboard">"Go to the dashboard"</LinkButton>
        </ErrorState>
    }
    .into_any()
}

/// Into which collection a copy goes.
#[component]
pub(in crate::pages) fn TargetField(targets: Vec<Target>) -> impl IntoView {
    let has_default = targets.iter().any(|target| target.name == DEFAULT_NAME);
    let fallback = (!has_default).then(|| Choice::new("", format!("{DEFAULT_NAME} (new)")));
    let choices: Vec<Choice> = fallback
        .into_iter()
        .chain(
            targets
                .into_iter()
                .map(|target| Choice::new(target.id.to_string(), target.name)),
        )
        .collect();
    let selected = choices
        .iter()
        .find(|choice| choice.label == DEFAULT_NAME)
        .or(choices.first())
        .map(|choice| choice.value.clone())
        .unwrap_or_default();
    view! { <SelectField id="collection" label="Into the collection" choices=choices selected=selected/> }
}
