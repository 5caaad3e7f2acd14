use leptos::prelude::*;

use super::LISTINGS;
use crate::{components::LinkButton, domain::listing::ListingFilter};

/// On, and back to the beginning: a page is an address of its own.
#[component]
pub(super) fn Paging(asked: ListingFilter, next: Option<String>) -> impl IntoView {
    let at = |cursor: Option<String>| {
        ListingFilter {
            cursor,
            ..asked.clone()
        }
        .href(LISTINGS)
    };
    let first = asked.cursor.is_some().then(|| at(None));
    let next = next.map(|cursor| at(Some(cursor)));
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="paging" aria-label="Pages of offers">
                {first.map(|href| view! { <LinkButton href=href>"First page"</LinkButton> })}
                {next.map(|href| view! { <LinkButton href=href>"Next page"</LinkButton> })}
            </nav>
        }
    })
}
