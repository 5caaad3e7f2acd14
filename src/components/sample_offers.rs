use leptos::prelude::*;

/// Offer, condition, asking price, barebones price, price per mark.
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

/// Four sample offers by price per mark: prices are invented, marks approximate, and the text
/// beside it says so.
#[component]
pub fn SampleOffers() -> impl IntoView {
    let rows = OFFERS
        .into_iter()
        .map(|(title, condition, asked, bare, per_mark)| view! {
            <tr role="row">
                <th scope="row" role="rowheader" class="cell--offer">
                    <span class="offer__title">{title}</span>
                    <span class="offer__source">{condition}</span>
                </th>
                <td role="cell" class="cell--num cell--asked">
                    <span class="cell__label" aria-hidden="true">"Asked "</span>{asked}
                </td>
                <td role="cell" class="cell--num cell--bare">
                    <span class="cell__label" aria-hidden="true">"Bare "</span>{bare}
                </td>
                <td role="cell" class="cell--num cell--mark"><span class="price">{per_mark}</span></td>
            </tr>
        })
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table table--cards table--sample" role="table">
                <caption class="visually-hidden">"Four sample offers by price per mark"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">"Sample offer"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Asked, USD"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Bare, USD"</th>
                        <th scope="col" role="columnheader" class="cell--num">"USD per mark"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
