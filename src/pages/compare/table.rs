use leptos::prelude::*;

use super::{
    COMPARE,
    rows::{ADJUSTED, Cell, Line, lines},
};
use crate::{
    components::{Badge, RatingBadge, Tone},
    domain::compare::Compared,
};

/// Offers side by side: a column each.
#[component]
pub(super) fn CompareTable(offers: Vec<Compared>) -> impl IntoView {
    let all: Vec<i64> = offers.iter().map(|it| it.listing.id.0).collect();
    let heads = offers
        .iter()
        .map(|it| {
            let id = it.listing.id.0;
            let others: Vec<String> = all
                .iter()
                .filter(|other| **other != id)
                .map(i64::to_string)
                .collect();
            let without = format!("{COMPARE}?ids={}", others.join(","));
            let title = it.listing.details.title.clone();
            view! {
                <th scope="col" role="columnheader" class="compare__head">
                    <a class="offer__title" href=format!("/listings/{id}")>{title.clone()}</a>
                    <a class="small compare__leave" href=without>
                        "Leave out" <span class="visually-hidden">{format!(" {title}")}</span>
                    </a>
                </th>
            }
        })
        .collect_view();
    let rows = lines(&offers)
        .into_iter()
        .map(|line| view! { <Row line=line/> })
        .collect_view();
    view! {
        <div class="table-frame table-frame--scrolls" role="region" aria-label="Offers side by side" tabindex="0">
            <table class=format!("table compare compare--{}", all.len()) role="table">
                <caption class="visually-hidden">"Offers side by side. The best value of a line says so."</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <td role="cell"></td>
                        {heads}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let Line {
        label,
        is_figure,
        cells,
    } = line;
    let cells = cells
        .into_iter()
        .map(|cell| {
            let Cell {
                text,
                is_best,
                rating,
            } = cell;
            let class = match (is_figure, is_best) {
                (true, true) => "cell--num compare__best",
                (true, false) => "cell--num",
                (false, _) => "",
            };
            view! {
                <td role="cell" class=class>
                    {rating.map(|rating| view! { <RatingBadge rating=rating/> " " })}
                    {is_best.then(|| view! { <Badge tone=Tone::Good>"best"</Badge> " " })}
                    {if text.is_empty() {
                        view! {
                            <span class="muted" aria-hidden="true">"–"</span>
                            <span class="visually-hidden">"not known"</span>
                        }
                        .into_any()
                    } else if label == ADJUSTED {
                        view! { <span class="price">{text}</span> }.into_any()
                    } else {
                        text.into_any()
                    }}
                </td>
            }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{label}</th>
            {cells}
        </tr>
    }
    .into_any()
}
