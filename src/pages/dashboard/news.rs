use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::{Badge, Moment, Tone, amount},
    domain::dashboard::{PriceChange, Undecided, UnreadShare},
};

#[component]
fn When(at: OffsetDateTime, as_of: OffsetDateTime) -> impl IntoView {
    view! { <span class="small muted"><Moment at=at as_of=as_of/></span> }
}

/// Prices that changed within a month.
#[component]
pub(super) fn PriceChanges(changes: Vec<PriceChange>, as_of: OffsetDateTime) -> impl IntoView {
    if changes.is_empty() {
        return view! {
            <section class="panel" aria-labelledby="changes">
                <h2 class="panel__title" id="changes">"Price changes"</h2>
                <p class="muted">"None within a month. Update a price when you see it change."</p>
            </section>
        }
        .into_any();
    }
    let entries = changes
        .into_iter()
        .map(|change| {
            let is_drop = change.is_drop();
            let (before, after) = (amount(change.before_usd), amount(change.after_usd));
            view! {
                <li class="entry">
                    <a href=format!("/listings/{}", change.listing_id.0)>{change.title}</a>
                    <span class="num">
                        {before} " → " {after} " "
                        {if is_drop {
                            view! { <Badge tone=Tone::Good>"cheaper"</Badge> }
                        } else {
                            view! { <Badge tone=Tone::Warn>"dearer"</Badge> }
                        }}
                    </span>
                    <When at=change.seen_at as_of=as_of/>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="changes">
            <h2 class="panel__title" id="changes">"Price changes"</h2>
            <ul class="entries">{entries}</ul>
        </section>
    }
    .into_any()
}

/// Offers in collections that wait for a decision.
#[component]
pub(super) fn ToDecide(undecided: Vec<Undecided>, count: i64) -> impl IntoView {
    if undecided.is_empty() {
        return view! {
            <section class="panel" aria-labelledby="decide">
                <h2 class="panel__title" id="decide">"To decide"</h2>
                <p class="muted">
                    "Nothing waits for a decision. "
                    <a href="/collections">"Group offers in a collection"</a>
                    " to decide between them."
                </p>
            </section>
        }
        .into_any();
    }
    let shown = i64::try_from(undecided.len()).unwrap_or_default();
    let entries = undecided
        .into_iter()
        .map(|item| {
            view! {
                <li class="entry">
                    <a href=format!("/listings/{}", item.listing.0)>{item.title}</a>
                    <span class="num">{item.price_usd.map(amount)}</span>
                    <a class="small" href=format!("/collections/{}", item.collection.0)>{item.collection_name}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="decide">
            <h2 class="panel__title" id="decide">"To decide"</h2>
            <ul class="entries">{entries}</ul>
            {(count > shown).then(|| view! {
                <p class="small muted">{format!("And {} more in your ", count - shown)} <a href="/collections">"collections"</a> "."</p>
            })}
        </section>
    }
    .into_any()
}

/// What others have shown the person, not opened yet. Nothing where there is none.
#[component]
pub(super) fn UnreadShares(shares: Vec<UnreadShare>, as_of: OffsetDateTime) -> impl IntoView {
    (!shares.is_empty()).then(|| {
        let entries = shares
            .into_iter()
            .map(|share| {
                view! {
                    <li class="entry">
                        <a href=format!("/inbox/{}", share.id.0)>{share.title}</a>
                        <span>{format!("from {}", share.sender)}</span>
                        <When at=share.shared_at as_of=as_of/>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="panel" aria-labelledby="shares">
                <div class="section-head">
                    <h2 id="shares">"Shared with you"</h2>
                    <a href="/inbox">"Open the inbox"</a>
                </div>
                <ul class="entries">{entries}</ul>
            </section>
        }
    })
}
