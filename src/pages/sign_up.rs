use clerk_leptos::{SignUp, use_auth};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{AuthFrame, AuthPlaceholder, AuthRefused, AuthUnreachable};

/// Clerk's sign-up form. Its steps are addresses below this page.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let here = use_auth().options().sign_up_url;
    view! {
        <Title text="Create an account"/>
        <AuthFrame title="Create an account">
            <SignUp
                fallback=|| view! { <AuthPlaceholder label="Loading sign-up"/> }
                unreachable=move || view! { <AuthUnreachable retry_href=here.clone()/> }
                refused=|| view! { <AuthRefused/> }
            />
        </AuthFrame>
    }
    .into_any()
}
