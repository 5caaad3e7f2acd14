use leptos::prelude::*;

use super::{ButtonKind, ErrorPage, LinkButton};

/// The last page: the account is deleted. Needs no script, and nobody to be signed in.
#[component]
pub fn Goodbye(
    /// How many days what was theirs is held back.
    days: u32,
    /// Where one signs up.
    #[prop(into)]
    sign_up_url: String,
) -> impl IntoView {
    view! {
        <ErrorPage
            code="Goodbye"
            title="Your account is deleted"
            message="You are signed out in every browser. Your name, address and picture are taken off, and what you shared can no longer be seen."
            kept=format!("Your offers and all else you owned, for {days} days, out of everybody's reach. Then they are erased for good.")
            hint="If this was a mistake, write to an administrator within that time."
        >
            <LinkButton href="/">"Front page"</LinkButton>
            <LinkButton href=sign_up_url kind=ButtonKind::Quiet>"Begin anew"</LinkButton>
        </ErrorPage>
    }
    .into_any()
}
