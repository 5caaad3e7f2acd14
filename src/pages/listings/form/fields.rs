mod around;
mod inside;
mod machine;
mod offer;

use leptos::prelude::*;

use self::{around::Around, inside::Inside, machine::Machine, offer::Offer};
use super::ARGUMENT;
use crate::{
    components::Choice,
    domain::{
        appraisal::Catalogue,
        listing::{FieldError, ListingDraft},
        profile::Profile,
    },
};

/// What is wrong with what was sent.
pub type FieldErrors = Signal<Vec<FieldError>>;

/// All fields of an offer, the ones that matter most first.
#[component]
pub fn Fields(
    start: ListingDraft,
    errors: FieldErrors,
    catalogue: RwSignal<Catalogue>,
    /// Whether there are more parts than `catalogue` holds.
    has_more: bool,
    profiles: Vec<Choice>,
    /// Reads the form anew.
    read: Callback<()>,
) -> impl IntoView {
    let start = StoredValue::new(start);
    let (offer, machine) = (start.get_value(), start.get_value());
    let (inside, around) = (start.get_value(), start.get_value());
    view! {
        {view! { <Offer start=offer errors=errors catalogue=catalogue has_more=has_more read=read/> }.into_any()}
        {view! { <Inside start=inside errors=errors catalogue=catalogue has_more=has_more read=read/> }.into_any()}
        {view! { <Machine start=machine errors=errors/> }.into_any()}
        {view! { <Around start=around errors=errors profiles=profiles/> }.into_any()}
    }
}

/// The scoring profiles to choose from, the usual one first.
pub fn profiles(all: &[Profile]) -> Vec<Choice> {
    let named = all
        .iter()
        .map(|profile| Choice::new(profile.id.0.to_string(), profile.name.clone()));
    std::iter::once(Choice::new("", "My default"))
        .chain(named)
        .collect()
}

fn name(field: &str) -> String {
    format!("{ARGUMENT}[{field}]")
}

fn text(value: Option<String>) -> String {
    value.unwrap_or_default()
}

/// Nothing first, then what there is, and what stands there already, even if it is another word.
fn optional_choices<const N: usize>(
    all: [(&'static str, &'static str); N],
    chosen: &Option<String>,
) -> Vec<Choice> {
    let other = chosen
        .as_deref()
        .filter(|chosen| !chosen.is_empty() && all.iter().all(|(name, _)| name != chosen))
        .map(|chosen| Choice::new(chosen, chosen));
    // "Not said" is what nothing means, unless it was chosen.
    let shown = all
        .into_iter()
        .filter(|(name, _)| *name != "unknown" || chosen.as_deref() == Some("unknown"));
    std::iter::once(Choice::new("", "Not said"))
        .chain(shown.map(|(name, label)| Choice::new(name, label)))
        .chain(other)
        .collect()
}

/// What is wrong with a part, which is sent by its name or its number.
fn part_error(
    errors: FieldErrors,
    fields: [&'static str; 2],
    label: &'static str,
) -> MaybeProp<String> {
    MaybeProp::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|it| fields.contains(&&*it.field))?;
            Some(format!("{label} {}.", error.reason))
        })
    })
}
