use leptos::prelude::*;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Badge, Icon, IconName, Price, exact_time, relative_time};
use crate::domain::listing::Listing;

/// What the table shows of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListingRow {
    /// The number of its row, as key.
    pub id: i64,
    /// What is offered.
    pub title: String,
    /// Asking price as a decimal string.
    pub price_usd: Option<String>,
    /// State of the machine, in words.
    pub condition: &'static str,
    /// Where it is offered.
    pub url: Option<String>,
    /// When it was written down, for reading: "2 hours ago".
    pub added: String,
    /// The same exactly, for people.
    pub added_exact: String,
    /// The same exactly, for programs: RFC 3339.
    pub added_at: String,
}

impl ListingRow {
    /// How an offer reads at the time `now`.
    #[must_use]
    pub fn new(listing: &Listing, now: OffsetDateTime) -> Self {
        Self {
            id: listing.id.0,
            title: listing.details.title.clone(),
            price_usd: listing.details.price_usd.map(|price| price.to_string()),
            condition: listing.details.condition.label(),
            url: listing.details.listing_url.clone(),
            added: relative_time(listing.created_at, now),
            added_exact: exact_time(listing.created_at),
            added_at: listing.created_at.format(&Rfc3339).unwrap_or_default(),
        }
    }
}

/// Offers: a table on wide screens, cards on phones, from one markup. The roles are written out
/// because the style sheet changes `display` on phones, which takes the elements' own away.
#[component]
pub fn ListingsTable(
    /// The offers, in the order in which they are shown.
    #[prop(into)]
    rows: Signal<Vec<ListingRow>>,
    /// What the table holds, for screen readers.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table class="table table--cards table--offers" role="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">"Offer"</th>
                        <th scope="col" role="columnheader">"Condition"</th>
                        <th scope="col" role="columnheader" class="cell--num">"Price, USD"</th>
                        <th scope="col" role="columnheader">"Added"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || rows.get() key=|row| row.clone() let(row)>
                        <Row row=row/>
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: ListingRow) -> impl IntoView {
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="cell--offer">
                <span class="offer__title">{row.title}</span>
                {row.url.map(|url| view! { <Source url=url/> })}
            </th>
            <td role="cell" class="cell--condition"><Badge>{row.condition}</Badge></td>
            <td role="cell" class="cell--num cell--price"><Price amount=row.price_usd/></td>
            <td role="cell" class="cell--quiet cell--added">
                <time datetime=row.added_at title=row.added_exact>{row.added}</time>
            </td>
        </tr>
    }
    .into_any()
}

/// The offer's own page, by the name of its host.
#[component]
fn Source(url: String) -> impl IntoView {
    let host = host(&url).to_owned();
    view! {
        <span class="offer__source">
            <a class="offer__link" href=url target="_blank" rel="noopener noreferrer nofollow">
                {host}
                <Icon name=IconName::External/>
                <span class="visually-hidden">" (opens in a new tab)"</span>
            </a>
        </span>
    }
    .into_any()
}

/// The host of a web address, without `www.`, user, port and path.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') {
        host
    } else {
        host.split(':').next().unwrap_or_default()
    };
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_link_is_named_by_the_host_it_really_leads_to() {
        for (url, expected) in [
            ("https://www.example.com/o/1?x#y", "example.com"),
            ("http://shop.example.org:8080", "shop.example.org"),
            ("https://example.com@evil.example/", "evil.example"),
            ("https://evil.example\\@example.com/", "evil.example"),
            ("https://[::1]:3000/", "[::1]:3000"),
            ("https://bücher.example?q", "bücher.example"),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
