use leptos::prelude::*;

use super::DASHBOARD;
use crate::{
    components::{AskingForm, Button, Column, Price, RatingBadge, Table, amount, grouped},
    domain::{listing::Listing, money::Usd, term},
};

const COLUMNS: [Column; 4] = [
    Column::Words("Offer"),
    Column::Figures(term::PRICE_USD),
    Column::Figures(term::ADJUSTED_USD),
    Column::Figures(term::SCORE),
];

/// The best offer by USD per mark, and by marks per watt.
#[component]
pub(super) fn BestOffers(value: Option<Listing>, per_watt: Option<Listing>) -> impl IntoView {
    let value = value.and_then(|offer| {
        let mark = offer.derived.usd_per_multi_adj?;
        Some(view! {
            <Best
                id="best-value" title="Best $/mark" offer=offer figure=grouped(&mark.to_string())
                unit=term::USD_PER_MARK all="/listings?sort=usd_per_multi&dir=asc"
            />
        })
    });
    let per_watt = per_watt.and_then(|offer| {
        let marks = offer.derived.perf_per_watt?;
        Some(view! {
            <Best
                id="best-watt" title="Best perf/W" offer=offer figure=grouped(&marks.to_string())
                unit="marks per watt" all="/listings?sort=perf_per_watt&dir=desc"
            />
        })
    });
    if value.is_none() && per_watt.is_none() {
        return view! {
            <p class="muted">
                "Add a price and a CPU to an offer, and the best of them stand here."
            </p>
        }
        .into_any();
    }
    view! { <div class="columns">{value} {per_watt}</div> }.into_any()
}

#[component]
fn Best(
    id: &'static str,
    title: &'static str,
    offer: Listing,
    figure: String,
    unit: &'static str,
    all: &'static str,
) -> impl IntoView {
    let href = format!("/listings/{}", offer.id.0);
    let price = offer.details.price_usd.map(amount);
    let adjusted = offer.derived.adjusted_price_usd.map(amount);
    let sums = match (price, adjusted) {
        (Some(price), Some(adjusted)) => format!("{price} asked, {adjusted} adjusted"),
        (Some(price), None) => format!("{price} asked"),
        _ => String::new(),
    };
    view! {
        <section class="panel best" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
                <a class="small" href=all>{format!("All by {}", title.trim_start_matches("Best "))}</a>
            </div>
            <p class="best__figure">{figure} " " <span class="figure__unit">{unit}</span></p>
            <p class="best__title">
                <a href=href>{offer.details.title}</a>
                {offer.rating.map(|rating| view! { " " <RatingBadge rating=rating/> })}
            </p>
            <p class="small muted">{sums}</p>
        </section>
    }
    .into_any()
}

/// The best offers within a budget, which can be changed right here.
#[component]
pub(super) fn UnderBudget(
    offers: Vec<Listing>,
    /// The budget that they are within.
    budget: Usd,
    /// The budget that the address names; empty for the preference.
    typed: String,
) -> impl IntoView {
    let is_own = typed.trim().is_empty();
    let value = budget.to_string();
    let list = if offers.is_empty() {
        view! {
            <p class="muted">{format!("No active offer comes to {} or less after deductions.", amount(budget))}</p>
        }
        .into_any()
    } else {
        view! { <Affordable offers=offers/> }.into_any()
    };
    view! {
        <section aria-labelledby="under-budget">
            <div class="section-head">
                <h2 id="under-budget">"Best under budget"</h2>
                <AskingForm action=DASHBOARD attr:class="budget">
                    <label for="budget">"Budget, USD"</label>
                    <input
                        class="input input--num" id="budget" name="budget" inputmode="decimal"
                        autocomplete="off" value=value
                    />
                    <Button submit=true>"Apply"</Button>
                    {(!is_own).then(|| view! { <a class="small" href=DASHBOARD>"Use my own"</a> })}
                </AskingForm>
            </div>
            {list}
        </section>
    }
    .into_any()
}

#[component]
fn Affordable(offers: Vec<Listing>) -> impl IntoView {
    let rows = offers
        .into_iter()
        .map(|offer| {
            let score = offer.derived.score_composite.map(|score| score.to_string());
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="cell--offer">
                        <a class="offer__title" href=format!("/listings/{}", offer.id.0)>{offer.details.title}</a>
                    </th>
                    <td role="cell" class="cell--num" data-label=term::PRICE_USD>
                        {offer.details.price_usd.map(|price| grouped(&price.to_string()))}
                    </td>
                    <td role="cell" class="cell--num cell--price" data-label=term::ADJUSTED_USD>
                        <Price amount=offer.derived.adjusted_price_usd.map(String::from)/>
                    </td>
                    <td role="cell" class="cell--num" data-label=term::SCORE>{score.map(|score| grouped(&score))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            look="table--cards table--affordable"
            caption="The best active offers within your budget, by score" columns=COLUMNS
        >
            {rows}
        </Table>
    }
    .into_any()
}
