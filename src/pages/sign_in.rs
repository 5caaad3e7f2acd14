use clerk_leptos::{SignIn, use_auth};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{AuthFrame, AuthPlaceholder, AuthRefused, AuthUnreachable};

/// Clerk's sign-in form. Its steps are addresses below this page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let here = use_auth().options().sign_in_url;
    view! {
        <Title text="Sign in"/>
        <AuthFrame title="Sign in">
            <SignIn
                fallback=|| view! { <AuthPlaceholder label="Loading sign-in"/> }
                unreachable=move || view! { <AuthUnreachable retry_href=here.clone()/> }
                refused=|| view! { <AuthRefused/> }
            />
        </AuthFrame>
    }
    .into_any()
}
