use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{LinkButton, PageHeader};

/// For an offer that is not there, or not the person's to see: the same words for both, and the
/// status that goes with them.
#[component]
pub fn NotHere() -> impl IntoView {
    view! {
        <Title text="Nothing here"/>
        <div class="message">
            <p class="message__code">"404"</p>
            <PageHeader
                title="There is nothing here"
                lead="The offer may have been deleted, or it is not yours to see."
            />
            <div class="cluster"><LinkButton href="/listings">"All listings"</LinkButton></div>
        </div>
    }
    .into_any()
}
