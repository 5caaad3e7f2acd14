//! What is being done with one offer of the list: said by the address, shown below its row.

use leptos::{form::ActionForm, html::Input, prelude::*};
use leptos_router::{hooks::use_navigate, params::ParamsMap};

use super::{LISTINGS, list::Actions, table::CELLS};
use crate::{
    components::{Button, ButtonKind, Notice, Tone, amount, use_toasts},
    domain::{
        listing::{ListingFilter, ListingId},
        money::Usd,
    },
};

/// What is being done with which offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowAct {
    /// A price is being noted.
    Price(ListingId),
}

impl RowAct {
    /// What an address says.
    pub(super) fn of(query: &ParamsMap) -> Option<Self> {
        let id = query.get("price_of")?.parse().ok()?;
        Some(Self::Price(ListingId(id)))
    }

    /// The address of the list while this is done. The fragment shows the row where no script is.
    pub(super) fn href(self, asked: &ListingFilter) -> String {
        let Self::Price(id) = self;
        let list = asked.href(LISTINGS);
        let mark = if list.contains('?') { '&' } else { '?' };
        format!("{list}{mark}price_of={0}#offer-{0}", id.0)
    }
}

/// The row that notes what an offer costs now.
#[component]
pub(super) fn PriceRow(
    id: ListingId,
    title: String,
    price: Option<Usd>,
    /// The list without this row.
    back: String,
    actions: Actions,
) -> impl IntoView {
    let action = actions.price;
    let toasts = use_toasts();
    let navigate = use_navigate();
    let field = NodeRef::<Input>::new();
    let done = action.version().get_untracked();
    // Not what failed on another row, unless the page came with it.
    let failure = move || {
        let version = action.version().get();
        let outcome = action.value().get()?;
        outcome.err().filter(|_| version != done || version == 0)
    };
    Effect::new({
        let back = back.clone();
        move || {
            let is_news = action.version().get() > done;
            if let Some(Ok(listing)) = action.value().get()
                && is_news
                && listing.id == id
            {
                let price = listing.details.price_usd.map(amount).unwrap_or_default();
                toasts.done(format!("{}: {price} noted.", listing.details.title));
                navigate(
                    &back,
                    leptos_router::NavigateOptions {
                        scroll: false,
                        ..Default::default()
                    },
                );
            }
        }
    });
    Effect::new(move || {
        if let Some(field) = field.get() {
            // Fails only on an element that is gone.
            let _ = field.focus();
            field.select();
        }
    });
    view! {
        <tr role="row" class="row-act">
            <td role="cell" colspan=CELLS.to_string()>
                <ActionForm action=action attr:class="row-act__form" attr:novalidate=true>
                    <input type="hidden" name="offer" value=id.0.to_string()/>
                    <label for="new-price">{format!("New price of {title}, USD")}</label>
                    <input
                        class="input input--num"
                        id="new-price"
                        name="price_usd"
                        inputmode="decimal"
                        autocomplete="off"
                        required=true
                        value=price.map(|price| price.to_string()).unwrap_or_default()
                        aria-invalid=move || failure().is_some().then_some("true")
                        node_ref=field
                    />
                    <Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save price"</Button>
                    <a class="button button--quiet" href=back data-noscroll="">"Cancel"</a>
                </ActionForm>
                {move || failure().map(|error| {
                    let text = error
                        .reason_for("price_usd")
                        .map_or_else(|| error.to_string(), |reason| format!("The price {reason}."));
                    view! { <Notice tone=Tone::Bad title="The price was not changed">{text}</Notice> }
                })}
            </td>
        </tr>
    }
    .into_any()
}
