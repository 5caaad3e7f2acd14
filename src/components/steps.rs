use leptos::prelude::*;

use super::{ButtonKind, LinkButton};

/// One thing to do first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What to do.
    pub title: String,
    /// Why, and how.
    pub text: String,
    /// Where to do it: address and label.
    pub link: Option<(String, String)>,
}

/// What to do first, in order. The first step with a link has the primary button.
#[component]
pub fn Steps(
    /// The steps.
    steps: Vec<Step>,
) -> impl IntoView {
    let primary = steps.iter().position(|step| step.link.is_some());
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let kind = if Some(index) == primary {
                ButtonKind::Primary
            } else {
                ButtonKind::Plain
            };
            view! {
                <li class="step">
                    <span class="step__number" aria-hidden="true">{index + 1}</span>
                    <div>
                        <h2 class="step__title">{step.title}</h2>
                        <p class="step__text">{step.text}</p>
                    </div>
                    {step.link.map(|(href, label)| view! {
                        <div class="step__action">
                            <LinkButton href=href kind=kind>{label}</LinkButton>
                        </div>
                    })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps">{steps}</ol> }
}
