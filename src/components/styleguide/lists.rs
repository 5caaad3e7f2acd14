//! Lists: tabs and figures above them, tables, and what leads on.

use leptos::prelude::*;
use time::{OffsetDateTime, macros::datetime};

use super::Section;
use crate::{
    components::{
        Figure, Figures, Icon, IconName, ListSkeleton, Moment, Paging, Price, RatingBadge,
        SampleOffers, SourceLink, Step, Steps, TabLink, TabLinks,
    },
    domain::{listing::Direction, rating::Rating},
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
            <Table/>
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
            label: "Best value".into(),
            value: "0.0089".into(),
            unit: Some("USD per mark"),
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
fn Table() -> impl IntoView {
    let rows = OFFERS
        .into_iter()
        .enumerate()
        .map(|(at, offer)| view! { <Row menu=format!("sg-menu-{at}") offer=offer/> })
        .collect_view();
    view! {
        <div class="table-frame table-frame--scrolls" tabindex="0" role="region" aria-label="Offers">
            <table class="table">
                <caption class="visually-hidden">"Offers. The heads of the columns sort them."</caption>
                <thead>
                    <tr>
                        <Head label="Offer"/>
                        <Head label="Adjusted, USD" is_figure=true/>
                        <Head label="USD per mark" is_figure=true sorted=Direction::Ascending/>
                        <Head label="Rating"/>
                        <Head label="Seen"/>
                        <th scope="col"><span class="visually-hidden">"More"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The head of a column that sorts: a link to the same list in that order.
#[component]
fn Head(
    label: &'static str,
    /// Which way the list runs by it, if it does.
    #[prop(optional)]
    sorted: Option<Direction>,
    #[prop(optional)] is_figure: bool,
) -> impl IntoView {
    let state = sorted.map(Direction::label);
    view! {
        <th scope="col" aria-sort=state class=is_figure.then_some("cell--num")>
            <a class="sort" href="#main">
                {label}
                {state.map(|_| view! { <Icon name=IconName::Chevron/> })}
            </a>
        </th>
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
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    popovertarget=menu.clone()
                    aria-label=format!("More for {}", offer.title)
                >
                    <Icon name=IconName::More/>
                </button>
                <div class="row-menu menu__items" id=menu popover="auto">
                    <a href="#main">"Open"</a>
                    <a href="#main">"Update price"</a>
                    <button type="button">"Archive"</button>
                </div>
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
