use leptos::prelude::*;

use super::COMPARE;
use crate::{
    components::{
        AskingForm, Button, ButtonKind, EmptyState, Field, LinkButton, QuestionForm, RatingBadge,
        grouped,
    },
    domain::{
        listing::{Listing, ListingPage},
        term,
    },
};

/// Active offers to pick two to four from, the best first.
#[component]
pub(super) fn Pick(page: ListingPage, ids: Vec<i64>, q: String) -> impl IntoView {
    if page.items.is_empty() && q.trim().is_empty() {
        return view! {
            <EmptyState title="Nothing to compare yet" text="Two active offers can be put side by side.">
                <LinkButton href="/listings/new" kind=ButtonKind::Primary>"Add offer"</LinkButton>
                <LinkButton href="/dashboard">"Load sample offers"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let is_part = page.next_cursor.is_some();
    let none = page.items.is_empty();
    let offers = page
        .items
        .into_iter()
        .map(|offer| {
            let ticked = ids.contains(&offer.id.0);
            view! { <OfferBox offer=offer ticked=ticked/> }
        })
        .collect_view();
    view! {
        <QuestionForm action=COMPARE>
            <Field id="q" label="Search" kind="search" value=q optional=true/>
            <div class="filters__actions"><Button submit=true>"Show offers"</Button></div>
        </QuestionForm>
        {if none {
            view! { <p class="muted">"None of your active offers is like that."</p> }.into_any()
        } else {
            view! {
                <AskingForm action=COMPARE attr:class="panel">
                    <fieldset class="field-group">
                        <legend class="field-group__legend">"Tick two to four"</legend>
                        <p class="pick__head" aria-hidden="true">
                            <span class="pick__name">"Offer"</span>
                            <span class="pick__figure">{term::PRICE_USD}</span>
                            <span class="pick__figure">{term::USD_PER_MARK}</span>
                            <span class="pick__rating">"Rating"</span>
                        </p>
                        {offers}
                    </fieldset>
                    {is_part.then(|| view! {
                        <p class="small muted pick__more">"These are the best by USD per mark. Search for others."</p>
                    })}
                    <div class="form-actions pick__bar">
                        <Button kind=ButtonKind::Primary submit=true>"Compare"</Button>
                    </div>
                </AskingForm>
            }
            .into_any()
        }}
    }
    .into_any()
}

#[component]
fn OfferBox(offer: Listing, ticked: bool) -> impl IntoView {
    let id = format!("pick-{}", offer.id.0);
    // The units stand above the columns; what is read aloud is one offer at a time.
    let price = match offer.details.price_usd {
        Some(price) => view! {
            {grouped(&price.to_string())} <span class="visually-hidden">" USD"</span>
        }
        .into_any(),
        None => "no price".into_any(),
    };
    let mark = offer.derived.usd_per_multi_adj.map(|mark| {
        view! {
            {grouped(&mark.to_string())} <span class="visually-hidden">" USD per mark"</span>
        }
    });
    view! {
        <div class="check pick">
            <input
                class="check__box" type="checkbox" id=id.clone() name="ids" value=offer.id.0.to_string()
                checked=ticked
            />
            <label class="check__label pick__label" for=id>
                <span class="pick__name">{offer.details.title}</span>
                " "
                <span class="pick__figure num">{price}</span>
                " "
                <span class="pick__figure num">{mark}</span>
                " "
                <span class="pick__rating">{offer.rating.map(|rating| view! { <RatingBadge rating=rating/> })}</span>
            </label>
        </div>
    }
    .into_any()
}
