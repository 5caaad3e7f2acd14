use leptos::prelude::*;

/// The head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Over words.
    Words(&'static str),
    /// Over figures, which stand at the right.
    Figures(&'static str),
    /// Over buttons: its name is for screen readers only.
    Unseen(&'static str),
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
        }
    }
}

/// A table on wide screens; its look says what its rows are on phones. The roles keep it a table
/// for screen readers where it is not drawn as one.
#[component]
pub fn Table(
    /// The classes of its look: `table--stacked`.
    look: &'static str,
    /// What is in it, for screen readers.
    caption: &'static str,
    /// The heads of its columns.
    columns: &'static [Column],
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let heads = columns.iter().copied().map(Column::head).collect_view();
    view! {
        <div class="table-frame">
            <table class=format!("table {look}") role="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
