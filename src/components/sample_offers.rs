use leptos::prelude::*;

use super::{Column, Table};
use crate::domain::term;

const COLUMNS: [Column; 4] = [
    Column::Words("Sample offer"),
    Column::Figures(term::PRICE_USD),
    Column::Figures(term::ADJUSTED),
    Column::Figures(term::USD_PER_MARK),
];

/// Offer, condition, asking price, adjusted price, USD per mark.
const OFFERS: [(&str, &str, &str, &str, &str); 4] = [
    ("Beelink SER5 MAX", "new", "309.00", "184.00", "0.0089"),
    (
        "Dell OptiPlex 7060 Micro i7",
        "refurbished",
        "199.00",
        "94.52",
        "0.0093",
    ),
    (
        "Lenovo ThinkCentre M710q",
        "used",
        "79.00",
        "87.00",
        "0.0181",
    ),
    (
        "Apple Mac mini M2",
        "refurbished",
        "449.00",
        "404.56",
        "0.0259",
    ),
];

/// Four sample offers by USD per mark: prices are invented, marks approximate, and the text
/// beside it says so.
#[component]
pub fn SampleOffers() -> impl IntoView {
    let rows = OFFERS
        .into_iter()
        .map(|(title, condition, price, adjusted, per_mark)| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="cell--offer">
                        <span class="offer__title">{title}</span>
                        <span class="offer__source">{condition}</span>
                    </th>
                    <td role="cell" class="cell--num cell--asked">
                        <span class="cell__label" aria-hidden="true">"Price "</span>{price}
                    </td>
                    <td role="cell" class="cell--num cell--bare">
                        <span class="cell__label" aria-hidden="true">{term::ADJUSTED} " "</span>{adjusted}
                    </td>
                    <td role="cell" class="cell--num cell--mark">
                        <span class="cell__label" aria-hidden="true">{term::USD_PER_MARK} " "</span>
                        <span class="price">{per_mark}</span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            look="table--cards table--sample" caption="Four sample offers by USD per mark"
            columns=COLUMNS
        >
            {rows}
        </Table>
    }
}
