//! The lists of parts.

use leptos::prelude::*;

use crate::{
    components::{
        Button, ButtonKind, Column, EmptyState, ErrorState, Field, LinkButton, NotLoaded,
        QuestionForm, Table, TableFrame, grouped, or_dash,
    },
    domain::{listing::Direction, money::Usd},
    error::Error,
};

/// The form that narrows a list. It only asks, so its answer is an address that can be kept.
#[component]
pub(in crate::pages) fn PartSearch(
    what: &'static str,
    /// The whole list.
    all: &'static str,
    /// The words that are looked for.
    words: String,
    /// What the list is sorted by, which stays so.
    sort: String,
    /// Which way.
    dir: String,
    /// Whether the list is narrowed by anything.
    narrows: bool,
    /// What else can be asked for.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let clear = narrows.then(|| {
        view! { <LinkButton href=all kind=ButtonKind::Quiet>"Clear filters"</LinkButton> }
    });
    let order = [("sort", sort), ("dir", dir)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let label = format!("Search {what}s");
    view! {
        <QuestionForm action=all label=label>
            <Field id="q" label="Search" kind="search" value=words optional=true hint="Words of the name."/>
            {children.map(|children| children())}
            {order}
            <div class="filters__actions">
                <Button submit=true>{format!("Show {what}s")}</Button>
                {clear}
            </div>
        </QuestionForm>
    }
    .into_any()
}

/// A table of parts. Its last columns are about the person's offers: a row ends with
/// [`OfferCells`].
#[component]
pub(in crate::pages) fn PartTable(
    /// What is in it: "CPUs".
    label: &'static str,
    /// The heads of the columns about the parts.
    #[prop(into)]
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let columns = columns
        .into_iter()
        .chain([
            Column::Figures("Your offers"),
            Column::Figures("Lowest adjusted, USD"),
        ])
        .collect::<Vec<_>>();
    view! {
        <Table
            look="table--cards table--parts" caption=label columns=columns
            frame=TableFrame::Scrolls(label.to_owned())
        >
            {children()}
        </Table>
    }
    .into_any()
}

/// The heads of the columns about the parts: links to the same list in their order, or in the other
/// direction when it is in that order already. Names, the usual order, run one way only. `now` says
/// by what the list is sorted and which way, `head` what people read, and the direction that one
/// would want first.
pub(in crate::pages) fn sorted_columns<S, const N: usize>(
    sorts: [S; N],
    now: Option<(S, Direction)>,
    head: impl Fn(S) -> (&'static str, Direction),
    address: impl Fn(S, Direction) -> String,
) -> [Column; N]
where
    S: Copy + Default + PartialEq,
{
    sorts.map(|sort| {
        let (name, natural) = head(sort);
        let is_figure = sort != S::default();
        let now = now
            .filter(|(sorted_by, _)| *sorted_by == sort)
            .map(|(_, direction)| direction);
        let wanted = now
            .filter(|_| is_figure)
            .map_or(natural, Direction::reversed);
        Column::Sorted {
            name,
            is_figure,
            now,
            href: address(sort, wanted),
            stays: false,
        }
    })
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

/// How many offers with a part the person has, and the lowest of their adjusted prices.
#[component]
pub(in crate::pages) fn OfferCells(offers: i64, lowest: Option<Usd>) -> impl IntoView {
    let lowest = or_dash(lowest.map(|it| grouped(&it.to_string())));
    view! {
        <td role="cell" class="cell--num" data-label="Your offers">{offers}</td>
        <td role="cell" class="cell--num" data-label="Lowest adjusted, USD">{lowest}</td>
    }
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
