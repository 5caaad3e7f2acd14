use leptos::prelude::*;

use super::LinkButton;

/// On, and back to the beginning of a list: each of its pages is an address of its own.
#[component]
pub fn Paging(
    /// What has pages: "Pages of people".
    label: &'static str,
    /// The first page's address, when this is not it.
    first: Option<String>,
    /// The next page's, when there is one.
    next: Option<String>,
) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="paging" aria-label=label>
                {first.map(|href| view! { <LinkButton href=href>"First page"</LinkButton> })}
                {next.map(|href| view! { <LinkButton href=href>"Next page"</LinkButton> })}
            </nav>
        }
    })
}
