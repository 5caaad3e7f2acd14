use leptos::prelude::*;
use rust_decimal::Decimal;
use time::OffsetDateTime;

use super::{
    LISTINGS,
    library::COPY_ONE,
    list::Actions,
    row_act::{PriceRow, RowAct},
    selection::{ARCHIVE_ONE, RESTORE_ONE, SELECTION},
};
use crate::{
    components::{Badge, Moment, Price, RatingBadge, RowMenu, SourceLink, grouped},
    domain::{
        listing::{Listing, ListingFilter, Status},
        money::Usd,
        term,
    },
};

/// One offer of the table, and below it what is being done with it.
#[component]
pub(super) fn OfferRow(
    offer: Listing,
    asked: ListingFilter,
    can_copy: bool,
    as_of: OffsetDateTime,
    acting: Memo<Option<RowAct>>,
    actions: Actions,
) -> impl IntoView {
    let id = offer.id;
    let title = offer.details.title.clone();
    let price = offer.details.price_usd;
    let class = offer.is_ownerless.then_some("row--library");
    let back = asked.href(LISTINGS);
    let act = {
        let title = title.clone();
        move || {
            (acting.get() == Some(RowAct::Price(id))).then(|| {
                view! { <PriceRow id=id title=title.clone() price=price back=back.clone() actions=actions/> }
            })
        }
    };
    view! {
        <tr role="row" id=format!("offer-{}", id.0) class=class>
            <td role="cell" class="cell--tick">
                <input
                    type="checkbox"
                    class="check__box"
                    name="offers[]"
                    value=id.0.to_string()
                    form=SELECTION
                    aria-label=format!("Tick {title}")
                />
            </td>
            {view! { <Facts offer=offer.clone() as_of=as_of/> }.into_any()}
            <td role="cell" class="cell--menu"><OfferMenu offer=offer asked=asked can_copy=can_copy/></td>
        </tr>
        {act}
    }
    .into_any()
}

#[component]
fn Facts(offer: Listing, as_of: OffsetDateTime) -> impl IntoView {
    let href = format!("{LISTINGS}/{}", offer.id.0);
    let Listing {
        details,
        cpu,
        derived,
        rating,
        is_sample,
        is_ownerless,
        updated_at,
        ..
    } = offer;
    let amount = |amount: Option<Usd>| amount.map(String::from);
    view! {
        <th scope="row" role="rowheader" class="cell--offer">
            <a class="offer__title" href=href>{details.title}</a>
            <span class="offer__source">
                {details.listing_url.map(|url| view! { <SourceLink url=url/> " " })}
                {is_sample.then(|| view! { <Badge>"Sample"</Badge> " " })}
                {is_ownerless.then(|| view! { <Badge>"Shared library"</Badge> })}
            </span>
        </th>
        <td role="cell" class="cell--quiet" data-label="Condition">{details.condition.label()}</td>
        <td role="cell" class="cell--num" data-label=term::PRICE_USD><Asked price=details.price_usd/></td>
        <td role="cell" class="cell--num cell--price" data-label=term::ADJUSTED>
            {match amount(derived.adjusted_price_usd) {
                Some(adjusted) => view! { <Price amount=Some(adjusted)/> }.into_any(),
                None => none().into_any(),
            }}
        </td>
        <td role="cell" class="cell--num" data-label="Deducted">{figure(derived.deducted_percent, "\u{a0}%")}</td>
        <td role="cell" class="cell--cpu" data-label="CPU">
            {cpu.map_or_else(|| none().into_any(), |cpu| whole_words(&cpu.name))}
        </td>
        <td role="cell" class="cell--num" data-label="$/multi">{figure(derived.usd_per_multi_adj, "")}</td>
        <td role="cell" class="cell--num" data-label="$/single">{figure(derived.usd_per_single_adj, "")}</td>
        <td role="cell" class="cell--num" data-label="Perf/W">{figure(derived.perf_per_watt, "")}</td>
        <td role="cell" class="cell--num" data-label=term::SCORE>{figure(derived.score_composite, "")}</td>
        <td role="cell" data-label="Rating">
            {rating.map_or_else(|| none().into_any(), |rating| view! { <RatingBadge rating=rating/> }.into_any())}
        </td>
        <td role="cell" class="cell--quiet" data-label="Status">{details.status.label()}</td>
        <td role="cell" class="cell--quiet" data-label="Updated">
            <Moment at=updated_at as_of=as_of/>
        </td>
    }
    .into_any()
}

/// A name that breaks between its words only, and not at a hyphen.
fn whole_words(name: &str) -> AnyView {
    let words = name
        .split_inclusive(' ')
        .map(|word| {
            let text = word.to_owned();
            if word.contains('-') {
                view! { <span class="offer__word">{text}</span> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect_view();
    view! { <span>{words}</span> }.into_any()
}

#[component]
fn Asked(price: Option<Usd>) -> impl IntoView {
    match price {
        Some(price) => grouped(&price.to_string()).into_any(),
        None => view! { <span class="price price--none">"No price"</span> }.into_any(),
    }
}

fn figure(number: Option<Decimal>, unit: &str) -> AnyView {
    match number {
        Some(number) => format!("{}{unit}", grouped(&number.to_string())).into_any(),
        None => none().into_any(),
    }
}

/// What is not known has no figure.
fn none() -> impl IntoView {
    view! {
        <span class="muted" aria-hidden="true">"–"</span>
        <span class="visually-hidden">"not known"</span>
    }
}

/// What can be done with one offer.
#[component]
fn OfferMenu(offer: Listing, asked: ListingFilter, can_copy: bool) -> impl IntoView {
    let id = format!("menu-{}", offer.id.0);
    let label = format!("More for {}", offer.details.title);
    let items = if offer.is_ownerless {
        library_items(&offer, can_copy)
    } else {
        own_items(&offer, &asked)
    };
    view! { <RowMenu id=id label=label>{items}</RowMenu> }
}

fn own_items(offer: &Listing, asked: &ListingFilter) -> AnyView {
    let id = offer.id.0;
    let price_href = RowAct::Price(offer.id).href(asked);
    let archived = offer.details.status == Status::Archived;
    view! {
        <a href=format!("{LISTINGS}/{id}")>"Open"</a>
        <a href=format!("{LISTINGS}/{id}/edit")>"Edit"</a>
        <a href=price_href data-noscroll="">"Update price"</a>
        <a href=format!("/collections/add?listing={id}")>"Add to collection"</a>
        <a href=format!("{LISTINGS}/{id}?tab=sharing")>"Share"</a>
        <button
            type="submit"
            form=if archived { RESTORE_ONE } else { ARCHIVE_ONE }
            name="offers[]"
            value=id.to_string()
        >
            {if archived { "Restore" } else { "Archive" }}
        </button>
    }
    .into_any()
}

/// Of an offer of nobody's, which can be read only.
fn library_items(offer: &Listing, can_copy: bool) -> AnyView {
    let id = offer.id.0;
    view! {
        <a href=format!("{LISTINGS}/{id}")>"Open"</a>
        <a href=format!("/collections/add?listing={id}")>"Add to collection"</a>
        {can_copy.then(|| view! {
            <button type="submit" form=COPY_ONE name="original" value=id.to_string()>"Copy to mine"</button>
        })}
    }
    .into_any()
}
