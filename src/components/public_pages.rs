//! What public links show: needs no script. And what public pages share with it.

use leptos::prelude::*;

use super::{
    Badge, ButtonKind, Column, EmptyState, Icon, IconName, LinkButton, MAIN, OfferFacts,
    SiteFooter, SiteHeader, SkipLink, Table, grouped, offer_in_brief,
};
use crate::domain::{
    share::{PublicCollection, PublicItem, PublicListing},
    term,
};

/// What is told of each offer in a collection; the decision only where its owner shows it.
const COLUMNS: &[Column] = &[
    Column::Words("Offer"),
    Column::Figures(term::PRICE_USD),
    Column::Figures(term::ADJUSTED_USD),
    Column::Figures(term::USD_PER_MARK),
    Column::Figures(term::SCORE),
    Column::Words("Decision"),
];

/// A page of somebody who is passing by.
#[component]
fn PublicFrame(children: Children) -> impl IntoView {
    view! {
        <SkipLink/>
        <SiteHeader>
            <LinkButton href="/" kind=ButtonKind::Quiet>"What is Deal Brain?"</LinkButton>
        </SiteHeader>
        <main class="public" id=MAIN tabindex="-1">{children()}</main>
        <SiteFooter/>
    }
    .into_any()
}

/// An offer that somebody has made a link to.
#[component]
pub fn PublicDeal(
    /// The offer.
    offer: PublicListing,
    /// Where it is saved.
    #[prop(into)]
    save_href: String,
) -> impl IntoView {
    let title = offer.title.clone();
    view! {
        <PublicFrame>
            <header class="page-header">
                <div>
                    <p class="public__kind">"Shared offer"</p>
                    <h1>{title}</h1>
                </div>
                <div class="page-header__actions">
                    <LinkButton href=save_href kind=ButtonKind::Primary>"Save to my collection"</LinkButton>
                </div>
            </header>
            <OfferFacts offer=offer/>
            <p class="public__note">
                "The adjusted price takes memory, drive and licence out of the asking price, by the rules of whoever shared this."
            </p>
        </PublicFrame>
    }
    .into_any()
}

/// A collection that somebody has made a link to.
#[component]
pub fn PublicCollectionView(
    /// The collection.
    collection: PublicCollection,
    /// Its offers, in its order.
    offers: Vec<PublicItem>,
    /// Where it is copied.
    #[prop(into)]
    copy_href: String,
) -> impl IntoView {
    view! {
        <PublicFrame>
            <SharedCollection kind="Shared collection" collection=collection offers=offers>
                <LinkButton href=copy_href kind=ButtonKind::Primary>"Copy to my collections"</LinkButton>
            </SharedCollection>
        </PublicFrame>
    }
    .into_any()
}

/// A collection as others see it: its offers, without notes, and without decisions unless its owner
/// shows them.
#[component]
pub fn SharedCollection(
    /// What it is, above its name.
    kind: &'static str,
    /// The collection.
    collection: PublicCollection,
    /// Its offers, in its order.
    offers: Vec<PublicItem>,
    /// What can be done with it: links.
    children: Children,
) -> impl IntoView {
    let count = match collection.count {
        1 => "1 offer".to_owned(),
        count => format!("{count} offers"),
    };
    let shown = offers.len();
    let is_cut = usize::try_from(collection.count).is_ok_and(|count| count > shown);
    let by = match collection.owner_name {
        Some(name) => format!("{count}, collected by {name}"),
        None => count,
    };
    let list = if offers.is_empty() {
        view! {
            <EmptyState title="Nothing in here yet" text="Its owner has not put an offer into it."/>
        }
        .into_any()
    } else {
        view! { <PublicOffers offers=offers/> }.into_any()
    };
    view! {
        <header class="page-header">
            <div>
                <p class="public__kind">{kind}</p>
                <h1>{collection.name}</h1>
                {collection.description.map(|text| view! { <p class="page-header__lead">{text}</p> })}
                <p class="page-header__facts small muted">{by}</p>
            </div>
            <div class="page-header__actions">{children()}</div>
        </header>
        {is_cut.then(|| view! {
            <p class="small muted">
                {format!("These are the first {shown}. A copy holds all of them.")}
            </p>
        })}
        {list}
    }
    .into_any()
}

#[component]
fn PublicOffers(offers: Vec<PublicItem>) -> impl IntoView {
    let columns = match COLUMNS.split_last() {
        Some((_, others)) if offers.iter().all(|it| it.status.is_none()) => others,
        _ => COLUMNS,
    };
    let rows = offers
        .into_iter()
        .map(|item| view! { <PublicRow item=item/> })
        .collect_view();
    view! {
        <Table
            look="table--cards table--public" caption="Offers in this collection"
            columns=columns
        >
            {rows}
        </Table>
    }
}

#[component]
fn PublicRow(item: PublicItem) -> impl IntoView {
    let PublicItem {
        listing: offer,
        status,
    } = item;
    let brief = offer_in_brief(&offer);
    let figure = |label: &'static str, value: Option<String>, class: &'static str| {
        let value = match value {
            Some(value) => view! { <span class=class>{grouped(&value)}</span> }.into_any(),
            None => view! { <Badge>"Not known"</Badge> }.into_any(),
        };
        view! { <span class="cell__label" aria-hidden="true">{label} " "</span> {value} }.into_any()
    };
    let price = figure(
        term::PRICE_USD,
        offer.price_usd.map(|it| it.to_string()),
        "",
    );
    let adjusted = figure(
        term::ADJUSTED_USD,
        offer.adjusted_price_usd.map(|it| it.to_string()),
        "price",
    );
    let per_mark = figure(term::USD_PER_MARK, offer.usd_per_multi_adj, "");
    let score = figure(term::SCORE, offer.score_composite, "");
    let title = match offer.listing_url {
        Some(url) => view! {
            <a class="offer__title offer__link" href=url rel="noopener noreferrer nofollow ugc">
                {offer.title}
                <Icon name=IconName::External/>
            </a>
        }
        .into_any(),
        None => view! { <span class="offer__title">{offer.title}</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="cell--offer">
                {title}
                <span class="offer__source">{brief}</span>
            </th>
            <td role="cell" class="cell--num cell--asked">{price}</td>
            <td role="cell" class="cell--num cell--bare">{adjusted}</td>
            <td role="cell" class="cell--num cell--mark">{per_mark}</td>
            <td role="cell" class="cell--num cell--score">{score}</td>
            {status.map(|status| view! {
                <td role="cell" class="cell--decision">
                    <span class="cell__label" aria-hidden="true">"Decision "</span>
                    <Badge>{status.label()}</Badge>
                </td>
            })}
        </tr>
    }
    .into_any()
}
