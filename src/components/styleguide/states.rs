//! What a page says when there is nothing, or something went wrong.

use leptos::prelude::*;

use super::Section;
use crate::components::{
    AuthPlaceholder, AuthRefused, AuthUnreachable, ButtonKind, EmptyState, ErrorState, LinkButton,
    Notice, Tone,
};

/// Notices, nothing yet, and what could not be loaded.
#[component]
pub(super) fn States() -> impl IntoView {
    view! {
        <Section title="States">
            <div class="stack">
                <Notice title="Nothing was changed">"The settings are as they were."</Notice>
                <Notice tone=Tone::Good title="Saved">"It takes effect at once."</Notice>
                <Notice tone=Tone::Warn title="Approximate marks">"Check them before you buy."</Notice>
                <Notice tone=Tone::Bad title="Your preferences were not saved">"Have another look at what is marked."</Notice>
                <EmptyState title="No offers yet" text="Add one, and see what its machine costs without the extras.">
                    <LinkButton href="#main" kind=ButtonKind::Primary>"Add offer"</LinkButton>
                </EmptyState>
                <ErrorState
                    title="Your offers could not be loaded"
                    message="The database does not answer."
                    kept="All of them."
                    hint="Reload the page to try again."
                >
                    <LinkButton href="#main">"Try again"</LinkButton>
                </ErrorState>
            </div>
            <h3>"In place of Clerk's card"</h3>
            <div class="styleguide__cards">
                <AuthPlaceholder label="Loading sign-in"/>
                <AuthUnreachable retry_href="#main"/>
                <AuthRefused/>
            </div>
        </Section>
    }
    .into_any()
}
