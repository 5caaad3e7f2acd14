//! Lists: tabs and figures above them, tables, and what leads on.

use leptos::prelude::*;
use time::{OffsetDateTime, macros::datetime};

use super::Section;
use crate::{
    components::{
        Column, Figure, Figures, ListSkeleton, Moment, Paging, Price, RatingBadge, RowMenu,
        SampleOffers, SourceLink, Step, Steps, TabLink, TabLinks, Table, TableFrame,
    },
    domain::{listing::Direction, rating::Rating, term},
};

/// When the page is made, as far as its examples know.
const NOW: OffsetDateTime = datetime!(2026-11-22 10:00 UTC);

struct Offer {
    title: &'static str,
    adjusted: &'static str,
    per_mark: &'static str,
    rating: Rating,
    seen_at: OffsetDateTime,
}

const OFFERS: [Offer; 3] = [
    Offer {
        title: "Beelink SER5 MAX (5800H)",
        adjusted: "184.00",
        per_mark: "0.0089",
        rating: Rating::Excellent,
        seen_at: datetime!(2026-11-22 09:20 UTC),
    },
    Offer {
        title: "Lenovo ThinkCentre M720q",
        adjusted: "89.72",
        per_mark: "0.0117",
        rating: Rating::Good,
        seen_at: datetime!(2026-11-21 08:00 UTC),
    },
    Offer {
        title: "Lenovo ThinkCentre M710q",
        adjusted: "87.00",
        per_mark: "0.0181",
        rating: Rating::Premium,
        seen_at: datetime!(2026-11-08 18:30 UTC),
    },
];

/// Tabs, figures, tables, steps.
#[component]
pub(super) fn Lists() -> impl IntoView {
    view! {
        <Section title="Lists and figures">
            <Above/>
            <h3>"A table: heads that sort, a menu a row"</h3>
            <Offers/>
            <Paging label="Pages of offers" first=Some("#main".to_owned()) next=Some("#main".to_owned())/>
            <h3>"A table that is cards on phones"</h3>
            <SampleOffers/>
            <h3>"On its way"</h3>
            <ListSkeleton label="Loading, as an example" rows=3/>
            <FirstSteps/>
        </Section>
    }
    .into_any()
}

/// What stands above a list.
#[component]
fn Above() -> impl IntoView {
    let tabs = ["Account", "Preferences", "Sessions"].map(|label| TabLink {
        label,
        href: if label == "Sessions" {
            "#here"
        } else {
            "#main"
        },
        reload: false,
    });
    let figures = vec![
        Figure {
            label: "Offers".into(),
            value: "28".into(),
            hint: Some("three cheaper this week".into()),
            ..Figure::default()
        },
        Figure {
            label: "Best $/mark".into(),
            value: "0.0089".into(),
            unit: Some(term::USD_PER_MARK),
            ..Figure::default()
        },
    ];
    view! {
        <TabLinks label="Tabs" links=tabs.to_vec() current="#here"/>
        <Figures figures=figures/>
    }
    .into_any()
}

/// Offers as their list draws them, with fewer columns.
#[component]
fn Offers() -> impl IntoView {
    let rows = OFFERS
        .into_iter()
        .enumerate()
        .map(|(at, offer)| view! { <Row menu=format!("sg-menu-{at}") offer=offer/> })
        .collect_view();
    let sorted = |name, is_figure, now| Column::Sorted {
        name,
        is_figure,
        now,
        href: "#main".to_owned(),
        stays: false,
    };
    let columns = [
        sorted("Offer", false, None),
        sorted(term::ADJUSTED_USD, true, None),
        sorted(term::USD_PER_MARK, true, Some(Direction::Ascending)),
        sorted("Rating", false, None),
        sorted("Seen", false, None),
        Column::Unseen("More"),
    ];
    view! {
        <Table
            caption="Offers. The heads of the columns sort them." columns=columns
            frame=TableFrame::Scrolls("Offers".to_owned())
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(menu: String, offer: Offer) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a class="offer__title" href="#main">{offer.title}</a>
                <span class="offer__source"><SourceLink url="https://www.example.com/offers"/></span>
            </th>
            <td class="cell--num"><Price amount=Some(offer.adjusted.to_owned())/></td>
            <td class="cell--num">{offer.per_mark}</td>
            <td><RatingBadge rating=offer.rating/></td>
            <td class="cell--quiet"><Moment at=offer.seen_at as_of=NOW/></td>
            <td>
                <RowMenu id=menu label=format!("More for {}", offer.title)>
                    <a href="#main">"Open"</a>
                    <a href="#main">"Update price"</a>
                    <button type="button">"Archive"</button>
                </RowMenu>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn FirstSteps() -> impl IntoView {
    let steps = vec![
        Step {
            title: "Add your first offer".into(),
            text: "Paste a title and a price.".into(),
            link: Some(("#main".into(), "Add offer".into())),
        },
        Step {
            title: "See how prices are compared".into(),
            text: "Open the baseline ruleset.".into(),
            link: None,
        },
    ];
    view! { <Steps steps=steps/> }.into_any()
}
