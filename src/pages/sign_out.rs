use clerk_leptos::SignOutButton;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ButtonKind, ErrorPage, LinkButton};

/// Asks before signing out: where the menu's entry leads until the page's script has arrived. A
/// mere visit signs nobody out, or any link on the web could.
#[component]
pub fn SignOutPage() -> impl IntoView {
    view! {
        <Title text="Sign out"/>
        <ErrorPage
            code="Sign out"
            title="Sign out of Deal Brain?"
            message="Your offers stay. You can sign in again at any time."
        >
            <SignOutButton class="button button--primary">"Sign out"</SignOutButton>
            <LinkButton href="/dashboard" kind=ButtonKind::Quiet>"Stay"</LinkButton>
        </ErrorPage>
    }
    .into_any()
}
