//! The page of the parts, for who works on them: tokens with their figures, every part in its
//! states. Rendered by the server alone, in development only.

mod charts;
mod contrast;
mod controls;
mod fields;
mod identity;
mod lists;
mod states;
mod tokens;

use leptos::prelude::*;

use super::{Logo, MAIN, SkipLink, ToastRegion, provide_toasts};
use charts::Charts;
use controls::{Choices, Controls, Unfolding};
use fields::Fields;
use identity::Identity;
use lists::Lists;
use states::States;
use tokens::{Colours, Measures, Motion, Type};

/// The whole page.
#[component]
pub fn Styleguide() -> impl IntoView {
    let toasts = provide_toasts();
    toasts.done("Preferences saved");
    toasts.failed("The session was not ended. Clerk could not be reached.");
    view! {
        <SkipLink/>
        <div class="styleguide">
            <header class="styleguide__head">
                <Logo href="/"/>
                <nav class="cluster" aria-label="Theme">
                    <a href="?theme=light">"Light"</a>
                    <a href="?theme=dark">"Dark"</a>
                    <a href="?theme=system">"As the system"</a>
                </nav>
            </header>
            <main id=MAIN tabindex="-1">
                <h1>"Style guide"</h1>
                <p class="measure muted">
                    "Parts ask for roles, never for hues. What is here is what there is: use it before making something new. "
                    "Frames of pages, and what one page alone is made of, are seen on those pages."
                </p>
                <Colours/>
                <Type/>
                <Measures/>
                <Motion/>
                <Controls/>
                <Choices/>
                <Unfolding/>
                <Fields/>
                <Identity/>
                <Lists/>
                <Charts/>
                <States/>
                <Section title="Toasts">
                    <div class="styleguide__toasts"><ToastRegion/></div>
                </Section>
            </main>
        </div>
    }
    .into_any()
}

/// A part of the page.
#[component]
fn Section(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="styleguide__section">
            <h2>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}
