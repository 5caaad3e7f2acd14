use leptos::prelude::*;

use super::LISTINGS;
use crate::{
    components::{Button, ButtonKind, Choice, Field, LinkButton, QuestionForm, SelectField},
    domain::{
        listing::{Condition, Facets, FormFactor, ListingFilter, SHARED_LIBRARY, Status},
        rating::Rating,
    },
    error::Error,
};

/// The form that narrows the list. It only asks, so its answer is an address that can be kept.
#[component]
pub(super) fn Filters(
    asked: ListingFilter,
    facets: Facets,
    has_shared_library: bool,
    error: Option<Error>,
) -> impl IntoView {
    let wrong = move |field: &str, label: &str| {
        error
            .as_ref()
            .and_then(|error| error.reason_for(field))
            .map(|reason| format!("{label} {reason}."))
    };
    let clear = asked.is_narrowed().then(|| {
        view! { <LinkButton href=LISTINGS kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    let text = |text: Option<String>| text.unwrap_or_default();
    let library = (has_shared_library || asked.library.is_some()).then(|| {
        view! {
            <SelectField
                id="library" label="Whose" selected=text(asked.library) error=wrong("library", "Whose offers")
                choices=vec![
                    Choice::new("", "My offers"),
                    Choice::new(SHARED_LIBRARY, "Shared library"),
                ]
            />
        }
    });
    let form_factor = text(asked.form_factor);
    let cpu_maker = text(asked.cpu_maker);
    let form_factors = any_or(own(facets.form_factors, &form_factor).map(|name| {
        let label =
            FormFactor::from_name(&name).map_or_else(|| name.clone(), |it| it.label().to_owned());
        Choice::new(name, label)
    }));
    let cpu_makers =
        any_or(own(facets.cpu_makers, &cpu_maker).map(|name| Choice::new(name.clone(), name)));
    view! {
        <QuestionForm action=LISTINGS class="filters filters--offers">
            <Field
                id="q" label="Search" kind="search" value=text(asked.q) optional=true
                error=wrong("q", "The search")
            />
            {library}
            <SelectField
                id="status" label="Status" selected=text(asked.status) error=wrong("status", "The status")
                choices=statuses()
            />
            <SelectField
                id="filter-condition" name="condition" label="Condition" selected=text(asked.condition)
                error=wrong("condition", "The condition")
                choices=any_or(Condition::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="rating" label="Rating" selected=text(asked.rating) error=wrong("rating", "The rating")
                choices=any_or(Rating::ALL.map(|it| Choice::new(it.name(), it.label())))
            />
            <SelectField
                id="form_factor" label="Form factor" selected=form_factor
                error=wrong("form_factor", "The form factor") choices=form_factors
            />
            <SelectField
                id="cpu_maker" label="CPU maker" selected=cpu_maker
                error=wrong("cpu_maker", "The maker") choices=cpu_makers
            />
            <Field
                id="min_price" label="Price from" value=text(asked.min_price) optional=true numeric=true
                unit="USD" error=wrong("min_price", "The price")
            />
            <Field
                id="max_price" label="Price to" value=text(asked.max_price) optional=true numeric=true
                unit="USD" error=wrong("max_price", "The price")
            />
            {[("sort", asked.sort), ("dir", asked.dir)]
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            <div class="filters__actions">
                <Button kind=ButtonKind::Plain submit=true>"Show offers"</Button>
                {clear}
            </div>
        </QuestionForm>
    }
    .into_any()
}

/// An empty list has no status: active ones are what one looks for.
fn statuses() -> Vec<Choice> {
    Status::ALL
        .into_iter()
        .map(|status| {
            let name = if status == Status::Active {
                ""
            } else {
                status.name()
            };
            Choice::new(name, status.label())
        })
        .chain([Choice::new("any", "Any")])
        .collect()
}

fn any_or(choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Any"))
        .chain(choices)
        .collect()
}

/// What the person's own offers have, and what is chosen already.
fn own(mut names: Vec<String>, chosen: &str) -> std::vec::IntoIter<String> {
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    names.into_iter()
}
