//! What the pages about processors and those about graphics cards have in common. `what` is the
//! word for the kind of part: "CPU".

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    components::{
        Confirm, EmptyState, ErrorState, Icon, IconName, LinkButton, NotLoaded, Notice, PageHeader,
        Price, Tone, grouped, use_toasts,
    },
    domain::{listing::FieldError, part::PartOffer},
    error::{Conflict, Error},
    pages::told::field_errors,
};

/// A whole number in a table or among facts.
pub(in crate::pages) fn figure(number: Option<i32>) -> Option<String> {
    number.map(|number| grouped(&number.to_string()))
}

/// What is known, or a dash where nothing is.
pub(in crate::pages) fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

/// Where the figures of a part are from.
pub(in crate::pages) fn origin_of(source: &str, check_at: &str) -> String {
    if source == "user" {
        "Added by a person who uses Deal Brain.".to_owned()
    } else {
        format!("Its marks are approximate; check {check_at}.")
    }
}

/// The page at `path` with a form as it was left, whose fields are below `prefix`.
#[cfg(feature = "ssr")]
pub(in crate::pages) fn with_form<T: serde::Serialize>(
    path: &str,
    prefix: &str,
    draft: &T,
) -> String {
    let fields = crate::domain::form_fields::write(prefix, draft);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    crate::domain::address::href(path, &fields)
}

/// A part as it was read, for [`unchanged since`](Conflict::Stale).
pub(in crate::pages) fn version(updated_at: OffsetDateTime) -> String {
    updated_at.format(&Rfc3339).unwrap_or_default()
}

/// When a part was last changed on its page, which is loaded anew by that. What failed leaves the
/// page alone, and what was typed into it.
pub(in crate::pages) fn changed_at<I, P>(
    change: Action<I, Result<P, Error>>,
    updated_at: fn(&P) -> OffsetDateTime,
) -> Memo<Option<OffsetDateTime>>
where
    I: Send + Sync + 'static,
    P: Clone + Send + Sync + 'static,
{
    Memo::new(
        move |before: Option<&Option<OffsetDateTime>>| match change.value().get() {
            Some(Ok(part)) => Some(updated_at(&part)),
            _ => before.copied().flatten(),
        },
    )
}

/// What is wrong with each field; a name that is there already is told at the name.
pub(in crate::pages) fn name_errors(failure: Signal<Option<Error>>) -> Signal<Vec<FieldError>> {
    let fields = field_errors(failure);
    Signal::derive(move || {
        let mut errors = fields.get();
        if failure.get() == Some(Error::Conflict(Conflict::Duplicate)) {
            errors.push(FieldError::new("name", "is in the catalogue already"));
        }
        errors
    })
}

/// Once a part is taken away: says so, and goes to the others.
pub(in crate::pages) fn leave_when_gone<I>(
    delete: Action<I, Result<(), Error>>,
    name: String,
    others: &'static str,
) where
    I: Send + Sync + 'static,
{
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(())) = delete.value().get() {
            toasts.done(format!("Deleted {name}"));
            navigate(others, NavigateOptions::default());
        }
    });
}

/// The page of a part that cannot be shown.
#[component]
pub(in crate::pages) fn PartNotShown(
    what: &'static str,
    others: &'static str,
    error: Error,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let title = if error == Error::NotFound {
        format!("There is no such {what}")
    } else {
        format!("The {what} could not be loaded")
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=error.to_string()>
            <LinkButton href=others>{format!("All {what}s")}</LinkButton>
        </ErrorState>
    }
    .into_any()
}

/// What a part is, name by name.
#[component]
pub(in crate::pages) fn PartFacts(facts: Vec<(&'static str, Option<String>)>) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, fact)| {
            let fact = fact.unwrap_or_else(|| "not known".to_owned());
            view! { <dt>{name}</dt> <dd>{fact}</dd> }
        })
        .collect_view();
    view! { <dl class="facts facts--wide">{facts}</dl> }.into_any()
}

/// The person's active offers with a part.
#[component]
pub(in crate::pages) fn PartOffers(what: &'static str, offers: Vec<PartOffer>) -> impl IntoView {
    if offers.is_empty() {
        let text = format!("Active offers with this {what} are listed here, the cheapest first.");
        return view! { <EmptyState title="No offers with it" text=text/> }.into_any();
    }
    let rows = offers
        .into_iter()
        .map(|offer| {
            let asked = offer.price_usd.map(|price| grouped(&price.to_string()));
            let adjusted = offer.adjusted_price_usd.map(|price| price.to_string());
            view! {
                <tr>
                    <th scope="row"><a href=format!("/listings/{}", offer.listing_id.0)>{offer.title}</a></th>
                    <td class="cell--num">{or_dash(asked)}</td>
                    <td class="cell--num"><Price amount=adjusted/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="visually-hidden">
                    {format!("Your active offers with this {what}, the cheapest first")}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Offer"</th>
                        <th scope="col" class="cell--num">"Asked, USD"</th>
                        <th scope="col" class="cell--num">"Adjusted, USD"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What administrators can do with a part: the server asks again.
#[component]
pub(in crate::pages) fn ManagePart(
    what: &'static str,
    /// Why it was not changed.
    failed: Signal<Option<Error>>,
    /// The form that changes it.
    edit: AnyView,
    /// What takes it away.
    delete: AnyView,
) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="manage-title">
            <h2 id="manage-title">"For administrators"</h2>
            <details class="composer" open=move || failed.get().is_some()>
                <summary class="composer__summary">
                    {format!("Edit this {what}")} " " <Icon name=IconName::Chevron/>
                </summary>
                <div class="composer__body">{edit}</div>
            </details>
            {delete}
        </section>
    }
    .into_any()
}

/// Takes a part away, after a second press.
#[component]
pub(in crate::pages) fn DeletePart(
    what: &'static str,
    name: String,
    /// Why it was not taken away.
    failed: Signal<Option<Error>>,
    /// The form with the second press.
    children: Children,
) -> impl IntoView {
    let told = move || {
        failed.get().map(|error| {
            let text = match error {
                Error::Conflict(Conflict::InUse) => {
                    "Somebody's offer names it. It stays while one does.".to_owned()
                }
                other => other.to_string(),
            };
            let title = format!("The {what} was not deleted");
            view! { <Notice tone=Tone::Bad title=title>{text}</Notice> }
        })
    };
    let text = format!("{name} will be gone for everybody.");
    view! {
        <Confirm label=format!("Delete {what}") text=text>
            {told}
            {children()}
        </Confirm>
    }
    .into_any()
}

/// The name of a part at the head of its row.
#[component]
pub(in crate::pages) fn PartName(name: String, href: String, source: String) -> impl IntoView {
    view! {
        <th scope="row" role="rowheader" class="cell--part">
            <a class="part__name" href=href>{name}</a>
            {(source == "user").then(|| view! { <span class="part__source">"added by a person"</span> })}
        </th>
    }
    .into_any()
}

/// A list of parts that cannot be shown.
#[component]
pub(in crate::pages) fn PartsNotShown(error: Error) -> impl IntoView {
    match error {
        Error::Invalid(_) => view! {
            <ErrorState
                title="This list cannot be shown"
                message="The address asks for something that is not known."
                hint="Choose again above."
            />
        }
        .into_any(),
        error => view! {
            <NotLoaded title="The catalogue could not be loaded" message=error.to_string()/>
        }
        .into_any(),
    }
}

/// A list of parts in which nothing is.
#[component]
pub(in crate::pages) fn NoParts(
    what: &'static str,
    /// The whole list.
    all: &'static str,
    /// Where the part that was looked for is added.
    add: String,
) -> impl IntoView {
    let text = format!("No {what} of the catalogue is like that.");
    view! {
        <EmptyState title="Nothing matches" text=text>
            <LinkButton href=all>"Clear filters"</LinkButton>
            <LinkButton href=add>{format!("Add this {what}")}</LinkButton>
        </EmptyState>
    }
    .into_any()
}
