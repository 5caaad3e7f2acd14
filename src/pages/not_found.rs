use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ErrorPage, LinkButton};

/// For addresses that lead nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Title text="Nothing here"/>
        <ErrorPage
            code="404"
            title="There is nothing here"
            message="The page may have moved, or it is not yours to see."
        >
            <LinkButton href="/dashboard">"Go to the dashboard"</LinkButton>
        </ErrorPage>
    }
    .into_any()
}
