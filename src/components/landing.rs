use leptos::prelude::*;

use super::{
    ButtonKind, Example, LinkButton, MAIN, SampleOffers, SiteFooter, SiteHeader, SkipLink,
    WorkedExample,
};

/// The public front page. Needs no script.
#[component]
pub fn Landing(
    /// Where one signs in.
    #[prop(into)]
    sign_in_url: String,
    /// Where one signs up.
    #[prop(into)]
    sign_up_url: String,
) -> impl IntoView {
    let header_url = sign_in_url.clone();
    view! {
        <SkipLink/>
        <SiteHeader>
            <LinkButton href=header_url kind=ButtonKind::Quiet>"Sign in"</LinkButton>
        </SiteHeader>
        <main class="landing" id=MAIN tabindex="-1">
            <div class="hero">
                <Claim sign_in_url=sign_in_url sign_up_url=sign_up_url/>
                <WorkedExample example=Example::refurbished_mini_pc()/>
            </div>
            <section class="landing__section landing__section--split">
                <Surprise/>
                <SampleOffers/>
            </section>
            <Promises/>
        </main>
        <SiteFooter/>
    }
    .into_any()
}

#[component]
fn Claim(sign_in_url: String, sign_up_url: String) -> impl IntoView {
    view! {
        <div>
            <h1 class="hero__title">
                <span>"Write the offer down. "</span>
                <span>"Take the extras out. "</span>
                <span>"Compare what is left."</span>
            </h1>
            <p class="hero__lead">
                "Deal Brain is a private notebook for offers of small PCs. It takes memory, drive \
                and licence out of the asking price and divides the rest by benchmark marks, so a \
                bare box and a loaded one can stand side by side."
            </p>
            <div class="hero__actions">
                <LinkButton href=sign_up_url kind=ButtonKind::Primary large=true>"Create an account"</LinkButton>
                <LinkButton href=sign_in_url large=true>"Sign in"</LinkButton>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Surprise() -> impl IntoView {
    view! {
        <div>
            <h2 class="landing__title">"The cheapest offer is seldom the best one"</h2>
            <p class="landing__text">
                "The ThinkCentre costs 79\u{a0}USD, but it comes without a drive or an adapter, so \
                its adjusted price goes up. Per mark it costs twice as much as the machine at 309."
            </p>
            <p class="landing__note">"Sample offers: prices are invented, marks are approximate."</p>
        </div>
    }
    .into_any()
}

#[component]
fn Promises() -> impl IntoView {
    view! {
        <section class="landing__section">
            <h2 class="visually-hidden">"What you can rely on"</h2>
            <div class="promises">
                <Promise
                    title="Every number explains itself"
                    text="Each deduction names its rule, its quantity and its rate. No score comes from a black box."
                />
                <Promise
                    title="Your notebook is yours"
                    text="The database itself keeps every row with its owner. Nobody else sees an offer unless you share it."
                />
                <Promise
                    title="No feed, no tracking"
                    text="You write down what you found. There are no advertisements and no affiliate links."
                />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Promise(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div>
            <h3>{title}</h3>
            <p class="promises__text">{text}</p>
        </div>
    }
    .into_any()
}
