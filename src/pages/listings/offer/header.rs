use leptos::{form::ActionForm, prelude::*};

use super::{
    Actions,
    actions::ChangeListing,
    ask,
    library::{CopyToMine, copy_failed},
};
use crate::{
    components::{
        Badge, Button, ButtonKind, Figure, Figures, Icon, IconName, LinkButton, Notice, PageHeader,
        RatingBadge, Tone, grouped,
    },
    domain::{
        listing::{Listing, Status},
        plan::Room,
        rating::Rating,
        term,
    },
    pages::keep::OfferRoom,
};

/// What it is, what it comes to, and what its owner can do with it.
#[component]
pub fn Header(
    listing: Listing,
    rating: Option<Rating>,
    /// How many active offers the caller has, and may have, where they can copy this one.
    room: Option<Room>,
    actions: Actions,
) -> impl IntoView {
    let figures = figures(&listing);
    let title = listing.details.title.clone();
    let doings = if listing.is_mine {
        view! { <Doings listing=listing.clone() actions=actions/> }.into_any()
    } else if listing.is_ownerless {
        let collect = format!("/collections/add?listing={}", listing.id.0);
        let can_copy = room.is_none_or(Room::is_left);
        view! {
            {can_copy.then(|| view! { <CopyToMine id=listing.id action=actions.copy/> })}
            <LinkButton href=collect>"Add to a collection"</LinkButton>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <PageHeader title=title>{doings}</PageHeader>
        <div class="stack offer-head">
            {copy_failed(actions.copy)}
            {not_moved(actions.status)}
            {room.map(|room| view! { <OfferRoom room=room/> })}
            <Facts listing=listing rating=rating/>
            <Figures figures=figures/>
        </div>
    }
    .into_any()
}

/// Says why the offer was not put away or brought back. Of a form without a script, the address
/// tells whether it was that or the notes.
fn not_moved(action: ServerAction<ChangeListing>) -> impl IntoView {
    let of_notes = ask::typed("listing[notes]").is_some();
    move || {
        let is_of_this = !of_notes || action.version().get() > 0;
        let error = ask::failure(action).filter(|_| is_of_this)?;
        Some(view! {
            <Notice tone=Tone::Bad title="The offer was not changed">{error.to_string()}</Notice>
        })
    }
}

#[component]
fn Facts(listing: Listing, rating: Option<Rating>) -> impl IntoView {
    let status = listing.details.status;
    view! {
        <p class="cluster">
            <Badge>{listing.details.condition.label()}</Badge>
            {rating.map(|rating| view! { <span>"Rating: " <RatingBadge rating=rating/></span> })}
            {(status != Status::Active).then(|| view! { <Badge tone=Tone::Warn>{status.label()}</Badge> })}
            {listing.is_sample.then(|| view! { <Badge>"Sample"</Badge> })}
            {listing.is_ownerless.then(|| view! { <Badge>"Shared library"</Badge> })}
            {(!listing.is_mine).then(|| view! { <Badge>"Not yours: read only"</Badge> })}
            {listing.details.listing_url.map(|url| view! {
                <a class="offer__link" href=url target="_blank" rel="noopener noreferrer nofollow">
                    "Open the offer"
                    <Icon name=IconName::External/>
                    <span class="visually-hidden">" (opens in a new tab)"</span>
                </a>
            })}
        </p>
    }
    .into_any()
}

fn figures(listing: &Listing) -> Vec<Figure> {
    let derived = &listing.derived;
    let figure = |label: &str, value: Option<String>, unit, hint: Option<String>| {
        value.map(|value| Figure {
            label: label.to_owned(),
            value: grouped(&value),
            unit,
            hint,
            ..Figure::default()
        })
    };
    let deducted = derived
        .deducted_percent
        .map(|percent| format!("{}\u{a0}% deducted", grouped(&percent.to_string())));
    let single = derived
        .usd_per_single_adj
        .map(|value| format!("{} single-core", grouped(&value.to_string())));
    let watt = derived
        .perf_per_watt
        .map(|value| format!("{} marks per watt", grouped(&value.to_string())));
    [
        figure(
            term::ADJUSTED_PRICE,
            derived.adjusted_price_usd.map(|it| it.to_string()),
            Some("USD"),
            deducted,
        ),
        figure(
            term::ASKING_PRICE,
            listing.details.price_usd.map(|it| it.to_string()),
            Some("USD"),
            None,
        ),
        figure(
            term::USD_PER_MARK,
            derived.usd_per_multi_adj.map(|it| it.to_string()),
            None,
            single,
        ),
        figure(
            term::SCORE,
            derived.score_composite.map(|it| it.to_string()),
            None,
            watt,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Editing, putting away and taking away.
#[component]
fn Doings(listing: Listing, actions: Actions) -> impl IntoView {
    let page = format!("/listings/{}", listing.id.0);
    let (status, label) = if listing.details.status == Status::Archived {
        (Status::Active, "Restore")
    } else {
        (Status::Archived, "Archive")
    };
    let change = actions.status;
    view! {
        <div class="offer-doings">
            <LinkButton href=format!("{page}/edit")>"Edit"</LinkButton>
            <LinkButton href=format!("/collections/add?listing={}", listing.id.0)>"Add to a collection"</LinkButton>
            <ActionForm action=change>
                <input type="hidden" name="id" value=listing.id.0/>
                <input type="hidden" name="listing[status]" value=status.name()/>
                <Button submit=true busy=change.pending()>{label}</Button>
            </ActionForm>
            <LinkButton href=format!("{page}?confirm=delete") kind=ButtonKind::Quiet>"Delete"</LinkButton>
        </div>
    }
    .into_any()
}
