use clerk_leptos::use_auth;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use crate::components::Landing;

/// What it is for, and the way in.
#[component]
pub fn LandingPage() -> impl IntoView {
    let options = use_auth().options();
    view! {
        <Title text=""/>
        <Meta
            name="description"
            content="A private notebook for offers of small PCs: the price without the extras, per benchmark mark."
        />
        <Landing sign_in_url=options.sign_in_url sign_up_url=options.sign_up_url/>
    }
    .into_any()
}
