use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use time::OffsetDateTime;

use super::{LISTINGS, list::Actions, row::OfferRow, row_act::RowAct};
use crate::{
    components::{Column, Table, TableFrame},
    domain::{
        listing::{Direction, Listing, ListingFilter, SortKey},
        term,
    },
};

/// The columns: what they sort by, their head, and whether they hold figures.
const COLUMNS: [(SortKey, &str, bool); 13] = [
    (SortKey::Title, "Offer", false),
    (SortKey::Condition, "Condition", false),
    (SortKey::Price, term::PRICE_USD, true),
    (SortKey::Adjusted, term::ADJUSTED, true),
    (SortKey::Deducted, "Deducted", true),
    (SortKey::Cpu, "CPU", false),
    (SortKey::UsdPerMulti, "$/multi", true),
    (SortKey::UsdPerSingle, "$/single", true),
    (SortKey::PerfPerWatt, "Perf/W", true),
    (SortKey::Composite, term::SCORE, true),
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
    let heads = COLUMNS.into_iter().map(|(sort, name, is_figure)| {
        let now = order
            .filter(|(by, _)| *by == sort)
            .map(|(_, direction)| direction);
        let wanted = now.map_or(sort.natural(), Direction::reversed);
        Column::Sorted {
            name,
            is_figure,
            now,
            href: asked.sorted_by(sort, wanted).href(LISTINGS),
            stays: true,
        }
    });
    let columns = std::iter::once(Column::Unseen("Ticked"))
        .chain(heads)
        .chain([Column::Unseen("More")])
        .collect::<Vec<_>>();
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
        <Table
            look="table--cards table--dense table--all-offers"
            caption=format!("{label}. The heads of the columns sort them.") columns=columns
            frame=TableFrame::Scrolls(label.to_owned())
        >
            {rows}
        </Table>
    }
    .into_any()
}
