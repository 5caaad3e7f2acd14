//! All offers, and the form that adds one.

pub mod actions;
mod add;
mod ask;
pub mod form;
mod not_here;
pub mod offer;

use actions::{AddListing, Listings, list_listings};
use add::AddOffer;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{
    EmptyState, ErrorState, ListSkeleton, ListingRow, ListingsTable, PageHeader,
};

pub use self::{
    form::{EditListingPage, NewListingPage},
    offer::ListingPage,
};

/// The list of offers.
#[component]
pub fn ListingsPage() -> impl IntoView {
    let add = ServerAction::<AddListing>::new();
    let data = Resource::new(move || add.version().get(), |_| list_listings());
    let rows = move || {
        data.get()
            .and_then(Result::ok)
            .map(|Listings { page, as_of }| {
                page.items
                    .iter()
                    .map(|listing| ListingRow::new(listing, as_of))
                    .collect::<Vec<_>>()
            })
    };
    let lead = MaybeProp::derive(move || {
        rows().map(|rows| match rows.len() {
            0 => "What you find, written down.".to_owned(),
            1 => "1 offer.".to_owned(),
            count => format!("{count} offers, newest first."),
        })
    });
    let is_empty = Signal::derive(move || rows().is_some_and(|rows| rows.is_empty()));
    view! {
        <Title text="Listings"/>
        <div class="page">
            <Transition fallback=|| view! { <ListSkeleton label="Loading your offers"/> }>
                <PageHeader title="Listings" lead=lead/>
                <div class="stack">
                    <AddOffer action=add unfolded=is_empty/>
                    {move || data.get().map(|outcome| match outcome {
                        Err(error) => view! {
                            <ErrorState
                                title="Your offers could not be loaded"
                                message=error.to_string()
                                hint="Reload the page to try again."
                            />
                        }
                        .into_any(),
                        Ok(_) if is_empty.get() => view! {
                            <EmptyState
                                title="No offers yet"
                                text="Write down the first one above. A title is enough."
                            />
                        }
                        .into_any(),
                        Ok(_) => view! {
                            <ListingsTable
                                rows=Signal::derive(move || rows().unwrap_or_default())
                                caption="Your offers, newest first"
                            />
                        }
                        .into_any(),
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}
