use leptos::prelude::*;

use crate::domain::collection::ItemStatus;

/// What is decided about an offer: a button for each answer, of which one is pressed. Each sends
/// the form around it.
#[component]
pub fn StatusChips(
    /// What they decide, for screen readers: "Status of Beelink SER5".
    #[prop(into)]
    label: String,
    /// The form's name for it.
    name: &'static str,
    /// What is decided.
    #[prop(into)]
    decided: Signal<ItemStatus>,
) -> impl IntoView {
    let chips = ItemStatus::ALL
        .into_iter()
        .map(|status| {
            view! {
                <button
                    type="submit"
                    class=format!("chip chip--{}", status.name())
                    name=name
                    value=status.name()
                    aria-pressed=move || (decided.get() == status).to_string()
                >
                    {status.label()}
                </button>
            }
        })
        .collect_view();
    view! { <div class="chips" role="group" aria-label=label>{chips}</div> }.into_any()
}
