use leptos::prelude::*;

use super::{Icon, IconName};
use crate::domain::listing::Direction;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Over words.
    Words(&'static str),
    /// Over figures, which stand at the right.
    Figures(&'static str),
    /// Over buttons: its name is for screen readers only.
    Unseen(&'static str),
    /// Over what the list can be sorted by: a link.
    Sorted {
        /// What people read.
        name: &'static str,
        /// Whether figures stand below it.
        is_figure: bool,
        /// Which way the list runs by it, if it does.
        now: Option<Direction>,
        /// The list in this order; the other way round when it is in this order already.
        href: String,
        /// Whether the page stays where it is scrolled to.
        stays: bool,
    },
}

impl Column {
    fn head(self) -> AnyView {
        match self {
            Self::Words(name) => {
                view! { <th scope="col" role="columnheader">{name}</th> }.into_any()
            }
            Self::Figures(name) => {
                view! { <th scope="col" role="columnheader" class="cell--num">{name}</th> }
                    .into_any()
            }
            Self::Unseen(name) => view! {
                <th scope="col" role="columnheader"><span class="visually-hidden">{name}</span></th>
            }
            .into_any(),
            Self::Sorted {
                name,
                is_figure,
                now,
                href,
                stays,
            } => {
                let class = is_figure.then_some("cell--num");
                let state = now.map(Direction::label);
                view! {
                    <th scope="col" role="columnheader" class=class aria-sort=state>
                        <a class="sort" href=href data-noscroll=stays.then_some("")>
                            {name}
                            {state.map(|_| view! { <Icon name=IconName::Chevron/> })}
                        </a>
                    </th>
                }
                .into_any()
            }
        }
    }
}

/// What a table stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TableFrame {
    /// A box.
    #[default]
    Box,
    /// A box in which it scrolls sideways where it must: a region of this name.
    Scrolls(String),
    /// Nothing of its own.
    Bare,
}

/// A table on wide screens; its look says what its rows are on phones. The roles keep it a table
/// for screen readers where it is not drawn as one.
#[component]
pub fn Table(
    /// The classes of its look, where it is not the plain one: `table--stacked`.
    #[prop(optional)]
    look: &'static str,
    /// What is in it, for screen readers, where nothing around it says so.
    #[prop(optional, into)]
    caption: Option<String>,
    /// The heads of its columns.
    #[prop(into)]
    columns: Vec<Column>,
    /// What it stands in.
    #[prop(optional)]
    frame: TableFrame,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(Column::head).collect_view();
    let table = view! {
        <table class=format!("table {look}") role="table">
            {caption.map(|caption| view! { <caption class="visually-hidden">{caption}</caption> })}
            <thead role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
    .into_any();
    match frame {
        TableFrame::Box => view! { <div class="table-frame">{table}</div> }.into_any(),
        TableFrame::Scrolls(name) => view! {
            <div class="table-frame table-frame--scrolls" role="region" aria-label=name tabindex="0">
                {table}
            </div>
        }
        .into_any(),
        TableFrame::Bare => table,
    }
}
