use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use super::{LISTINGS, list::Actions, row::OfferRow, row_act::RowAct};
use crate::{
    components::{Icon, IconName},
    domain::listing::{Direction, Listing, ListingFilter, SortKey},
};

/// The columns: what they sort by, their head, and whether they hold figures.
const COLUMNS: [(SortKey, &str, bool); 13] = [
    (SortKey::Title, "Offer", false),
    (SortKey::Condition, "Condition", false),
    (SortKey::Price, "Price, USD", true),
    (SortKey::Adjusted, "Adjusted", true),
    (SortKey::Deducted, "Deducted", true),
    (SortKey::Cpu, "CPU", false),
    (SortKey::UsdPerMulti, "$/multi", true),
    (SortKey::UsdPerSingle, "$/single", true),
    (SortKey::PerfPerWatt, "Perf/W", true),
    (SortKey::Composite, "Score", true),
    (SortKey::Rating, "Rating", false),
    (SortKey::Status, "Status", false),
    (SortKey::Updated, "Updated", false),
];

/// How many cells a row has: a box, the columns, a menu.
pub(super) const CELLS: usize = COLUMNS.len() + 2;

/// Offers: a table on wide screens, which scrolls sideways in its frame where it must, and cards on
/// phones.
#[component]
pub(super) fn OffersTable(
    offers: Vec<Listing>,
    asked: ListingFilter,
    /// Whether the plan holds a copy of an offer of the shared library.
    can_copy: bool,
    as_of: OffsetDateTime,
    actions: Actions,
) -> impl IntoView {
    let query = use_query_map();
    let acting = Memo::new(move |_| query.with(RowAct::of));
    let order = asked.clone().check().map_or_else(
        |_| Default::default(),
        |query| Some((query.sort, query.direction)),
    );
    let heads = COLUMNS
        .into_iter()
        .map(|(sort, label, is_figure)| {
            let now = order
                .filter(|(by, _)| *by == sort)
                .map(|(_, direction)| direction);
            let wanted = now.map_or(sort.natural(), Direction::reversed);
            let href = asked.sorted_by(sort, wanted).href(LISTINGS);
            view! { <Head label=label href=href now=now is_figure=is_figure/> }
        })
        .collect_view();
    let label = if asked.is_shared_library() {
        "The shared library"
    } else {
        "Your offers"
    };
    let rows = offers
        .into_iter()
        .map(|offer| {
            view! {
                <OfferRow
                    offer=offer asked=asked.clone() can_copy=can_copy as_of=as_of acting=acting
                    actions=actions
                />
            }
        })
        .collect_view();
    view! {
        <div class="table-frame table-frame--scrolls" role="region" aria-label=label tabindex="0">
            <table class="table table--cards table--dense table--all-offers" role="table">
                <caption class="visually-hidden">{label} ". The heads of the columns sort them."</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">
                            <span class="visually-hidden">"Ticked"</span>
                        </th>
                        {heads}
                        <th scope="col" role="columnheader">
                            <span class="visually-hidden">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The head of a column: a link to the same list in that order, or in the other direction when it
/// is in that order already.
#[component]
fn Head(
    label: &'static str,
    href: String,
    now: Option<Direction>,
    is_figure: bool,
) -> impl IntoView {
    let state = now.map(Direction::label);
    view! {
        <th scope="col" role="columnheader" aria-sort=state class=is_figure.then_some("cell--num")>
            <a class="sort" href=href data-noscroll="">
                {label}
                {state.map(|_| view! { <Icon name=IconName::Chevron/> })}
            </a>
        </th>
    }
    .into_any()
}
