use leptos::prelude::*;

use crate::{components::grouped, domain::profile::Ranked};

/// The best offers now and by the weights in the form, side by side.
#[component]
pub(super) fn RankPreview(
    /// By what offers are scored by now.
    now: Vec<Ranked>,
    /// By the weights in the form; `None` while these mean nothing.
    then: Signal<Option<Vec<Ranked>>>,
    /// What else there is to do.
    children: Children,
) -> impl IntoView {
    let is_empty = now.is_empty();
    let before = StoredValue::new(now.clone());
    let outcome = move || match then.get() {
        None => "Give at least one metric a weight above 0.".to_owned(),
        Some(_) if is_empty => "You have no offers with a price yet.".to_owned(),
        Some(then) if before.with_value(|now| same_order(now, &then)) => {
            "The order of the first five stays as it is.".to_owned()
        }
        Some(_) => "The order of the first five changes.".to_owned(),
    };
    let lists = (!is_empty).then(|| {
        view! {
            <div class="ranking">
                <div>
                    <h3>"Now"</h3>
                    <Places ranked=now.clone() before=Vec::new()/>
                </div>
                <div>
                    <h3>"Then"</h3>
                    {move || {
                        let ranked = then.get().unwrap_or_default();
                        view! { <Places ranked=ranked before=before.get_value()/> }
                    }}
                </div>
            </div>
        }
    });
    view! {
        <section class="panel" aria-labelledby="ranking-title">
            <h2 class="panel__title" id="ranking-title">"Rank preview"</h2>
            <p role="status">{outcome}</p>
            {lists}
            {children()}
        </section>
    }
    .into_any()
}

fn same_order(one: &[Ranked], other: &[Ranked]) -> bool {
    one.iter()
        .map(|it| it.listing_id)
        .eq(other.iter().map(|it| it.listing_id))
}

#[component]
fn Places(ranked: Vec<Ranked>, before: Vec<Ranked>) -> impl IntoView {
    let is_compared = !before.is_empty();
    let rows = ranked
        .into_iter()
        .enumerate()
        .map(|(place, it)| {
            let was = before
                .iter()
                .position(|own| own.listing_id == it.listing_id);
            let moved = is_compared.then(|| moved(place, was)).flatten();
            view! {
                <li class="ranking__place">
                    <span class="ranking__title">{it.title}</span>
                    {moved.map(|moved| view! { <span class="ranking__moved">{moved}</span> })}
                    <span class="ranking__score num">{grouped(&it.score.to_string())}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ranking__list">{rows}</ol> }.into_any()
}

/// "up 2", "down 1", "new"; nothing for what stays.
fn moved(place: usize, was: Option<usize>) -> Option<String> {
    match was {
        None => Some("new".to_owned()),
        Some(was) if was > place => Some(format!("up {}", was - place)),
        Some(was) if was < place => Some(format!("down {}", place - was)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_place_says_where_it_was() {
        assert_eq!(moved(0, Some(2)).as_deref(), Some("up 2"));
        assert_eq!(moved(3, Some(2)).as_deref(), Some("down 1"));
        assert_eq!(moved(1, None).as_deref(), Some("new"));
        assert_eq!(moved(1, Some(1)), None);
    }
}
