use leptos::prelude::*;

use crate::{
    components::{ButtonKind, LinkButton, Notice, Tone},
    pages::listings::{LoadSamplesForm, NEW_OFFER, actions::LoadSamples},
};

/// What there is to do while there is nothing: three steps, the first of which is enough.
#[component]
pub(super) fn FirstSteps(load: ServerAction<LoadSamples>) -> impl IntoView {
    let failure = move || {
        let error = load.value().get().and_then(Result::err)?;
        Some(view! {
            <Notice tone=Tone::Bad title="The sample offers were not loaded">{error.to_string()}</Notice>
        })
    };
    view! {
        <div class="stack">
            {failure}
            <ol class="steps">
                <FirstStep
                    number=1 title="Add your first offer"
                    text="Paste a title and a price, and pick a CPU: you see at once what a mark costs."
                >
                    <LinkButton href=NEW_OFFER kind=ButtonKind::Primary>"Add offer"</LinkButton>
                </FirstStep>
                <FirstStep
                    number=2 title="Or load 28 sample offers"
                    text="Invented offers of real machines, marked as samples. One click takes them away again."
                >
                    <LoadSamplesForm action=load/>
                </FirstStep>
                <FirstStep
                    number=3 title="See how prices are compared"
                    text="The baseline takes memory, drives and licences out of a price, and what is left is compared."
                >
                    <LinkButton href="/rules">"See the rules"</LinkButton>
                </FirstStep>
            </ol>
        </div>
    }
    .into_any()
}

/// As [`Step`](crate::components::Step), with anything to act with.
#[component]
fn FirstStep(
    number: u8,
    title: &'static str,
    text: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="step">
            <span class="step__number" aria-hidden="true">{number}</span>
            <div>
                <h2 class="step__title">{title}</h2>
                <p class="step__text">{text}</p>
            </div>
            <div class="step__action">{children()}</div>
        </li>
    }
}
