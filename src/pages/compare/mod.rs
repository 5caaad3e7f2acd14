//! Two to four offers side by side.

pub mod actions;
mod pick;
mod rows;
mod table;

use actions::{Comparison, compare_offers};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use pick::Pick;
use table::CompareTable;

use crate::{
    components::{LinkButton, ListSkeleton, NotLoaded, Notice, PageHeader, Tone},
    domain::compare::{COMPARED_MAX, ids},
};

/// Where offers are compared.
pub const COMPARE: &str = "/compare";

/// Offers side by side: `?ids=7,9`.
#[component]
pub fn ComparePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let data = Resource::new(move || asked.get(), |(ids, q)| compare_offers(ids, q));
    view! {
        <Title text="Compare"/>
        <div class="page page--wide">
            <PageHeader title="Compare" lead="Two to four offers side by side. The best of each line is marked."/>
            <Transition fallback=|| view! { <ListSkeleton label="Loading the offers"/> }>
                <div class="stack">
                    {move || data.get().map(|outcome| match outcome {
                        Ok(comparison) => {
                            let (ids, q) = asked.get_untracked();
                            view! { <Found comparison=comparison ids=ids q=q/> }.into_any()
                        }
                        Err(error) => view! {
                            <NotLoaded title="The offers could not be loaded" message=error.to_string()/>
                        }
                        .into_any(),
                    })}
                </div>
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Found(comparison: Comparison, ids: Vec<i64>, q: String) -> impl IntoView {
    let Comparison { offers, pick } = comparison;
    let notice = told(ids.len(), offers.len());
    let notice = notice
        .map(|text| view! { <Notice tone=Tone::Warn title="Not all of them">{text}</Notice> });
    match pick {
        Some(page) => view! {
            {notice}
            <Pick page=page ids=ids q=q/>
        }
        .into_any(),
        None => view! {
            {notice}
            <CompareTable offers=offers/>
            <div class="cluster"><LinkButton href=COMPARE>"Pick other offers"</LinkButton></div>
        }
        .into_any(),
    }
}

/// What is left out, if anything is.
fn told(asked: usize, found: usize) -> Option<String> {
    if asked > COMPARED_MAX {
        return Some(format!(
            "{COMPARED_MAX} offers fit side by side; {asked} were named."
        ));
    }
    match asked.checked_sub(found)? {
        0 => None,
        1 => Some("One of the offers is not there, or is not yours to see.".to_owned()),
        gone => Some(format!(
            "{gone} of the offers are not there, or are not yours to see."
        )),
    }
}

/// The offers that an address names, by boxes that were ticked too; and words to look for others.
fn asked(query: &ParamsMap) -> (Vec<i64>, String) {
    let named = ["ids", "ids[]"]
        .into_iter()
        .flat_map(|name| query.get_all(name).unwrap_or_default())
        .collect::<Vec<_>>();
    (
        ids(named.iter().map(String::as_str)),
        query.get("q").unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_is_left_out_is_told() {
        assert_eq!(told(2, 2), None);
        assert_eq!(told(0, 0), None);
        assert!(told(5, 4).unwrap().contains("5 were named"));
        assert!(told(3, 2).unwrap().contains("One of the offers"));
        assert!(told(4, 1).unwrap().contains("3 of the offers"));
    }
}
