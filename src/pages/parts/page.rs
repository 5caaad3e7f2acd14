//! The page of one part.

use leptos::prelude::*;
use leptos_meta::Title;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    components::{
        Column, Confirm, EmptyState, ErrorState, Icon, IconName, LinkButton, ListSkeleton, Notice,
        PageHeader, Price, Table, Tone, grouped, or_dash,
    },
    domain::{part::PartOffer, term},
    error::{Conflict, Error},
    serverfn::Viewer,
};

const OF_OFFERS: [Column; 3] = [
    Column::Words("Offer"),
    Column::Figures(term::PRICE_USD),
    Column::Figures(term::ADJUSTED_USD),
];

/// The page of a part, once it is loaded; or why it is not shown.
#[component]
pub(in crate::pages) fn PartPage<P, C, V>(
    what: &'static str,
    /// Where the others are.
    others: &'static str,
    /// The part.
    data: Resource<Result<P, Error>>,
    /// What shows it.
    children: C,
) -> impl IntoView
where
    P: Clone + Send + Sync + 'static,
    C: Fn(P) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let loading = format!("Loading the {what}");
    view! {
        <div class="page">
            <Transition fallback=move || view! { <ListSkeleton label=loading/> }>
                {move || {
                    let show = children.clone();
                    Suspend::new(async move {
                        match data.await {
                            Ok(found) => show(found).into_any(),
                            Err(error) => view! { <NotShown what=what others=others error=error/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn NotShown(what: &'static str, others: &'static str, error: Error) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::serverfn::answer_with(&error);
    let (title, message, hint) = match error {
        Error::NotFound => (
            format!("There is no such {what}"),
            "It may have been deleted, or the address is not right.".to_owned(),
            "Look for it among all of them.",
        ),
        other => (
            format!("The {what} could not be loaded"),
            other.to_string(),
            "Reload the page to try again.",
        ),
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title=title/>
        <ErrorState title="Not shown" message=message hint=hint>
            <LinkButton href=others>{format!("All {what}s")}</LinkButton>
        </ErrorState>
    }
    .into_any()
}

/// Whether an administrator looks at the page.
pub(in crate::pages) fn viewer_is_admin() -> bool {
    use_context::<Option<Viewer>>()
        .flatten()
        .is_some_and(|viewer| viewer.is_admin)
}

/// Where the figures of a part are from.
pub(in crate::pages) fn origin_of(source: &str, check_at: &str) -> String {
    if source == "user" {
        "Added by a person who uses Deal Brain.".to_owned()
    } else {
        format!("Its marks are approximate; check {check_at}.")
    }
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
                    <th scope="row">
                        <a class="offer__title" href=format!("/listings/{}", offer.listing_id.0)>{offer.title}</a>
                    </th>
                    <td class="cell--num">{or_dash(asked)}</td>
                    <td class="cell--num"><Price amount=adjusted/></td>
                </tr>
            }
        })
        .collect_view();
    let caption = format!("Your active offers with this {what}, the cheapest first");
    view! { <Table caption=caption columns=OF_OFFERS>{rows}</Table> }.into_any()
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
