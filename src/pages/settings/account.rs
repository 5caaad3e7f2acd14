use clerk_leptos::UserProfile;
use leptos::prelude::*;

use super::{ACCOUNT, SettingsFrame};
use crate::components::{AuthPlaceholder, ErrorState};

/// Who a person is: Clerk keeps that, so Clerk's own component changes it.
#[component]
pub fn AccountPage() -> impl IntoView {
    view! {
        <SettingsFrame
            title="Account"
            here=ACCOUNT
            lead="Your name, picture, addresses and ways to sign in. Clerk keeps them for you."
            wide=true
        >
            <div class="settings__clerk">
                <UserProfile
                    fallback=|| view! { <AuthPlaceholder label="Loading your account"/> }
                    unreachable=|| view! { <Unreachable/> }
                />
                <noscript>
                    <p class="notice">"Your account is changed with JavaScript. Please switch it on for this page."</p>
                </noscript>
            </div>
        </SettingsFrame>
    }
    .into_any()
}

#[component]
fn Unreachable() -> impl IntoView {
    view! {
        <ErrorState
            title="Your account cannot be reached"
            message="The service that keeps who you are does not answer."
            kept="Everything. Your offers and preferences are not kept there."
            hint="Try again in a moment."
        >
            // `external`: a page load fetches the scripts anew, the router would not.
            <a class="button button--primary" href=ACCOUNT rel="external">"Try again"</a>
        </ErrorState>
    }
}
