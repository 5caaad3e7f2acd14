use leptos::{form::ActionForm, prelude::*};

use super::actions::CheckChain;
use crate::{
    admin::failure::{Failure, failure_of},
    components::{Button, ButtonKind, Notice, Tone},
};

/// Asks whether the log was tampered with.
#[component]
pub(super) fn Chain() -> impl IntoView {
    let action = ServerAction::<CheckChain>::new();
    let failure = failure_of(action.value());
    let found = move || {
        let checked = action.value().get()?.ok()?;
        let (tone, title) = if checked.is_intact {
            (Tone::Good, "The log is intact")
        } else {
            (Tone::Bad, "The log was tampered with")
        };
        Some(
            view! { <Notice tone=tone title=title><span class="wrap-anywhere">{checked.text}</span></Notice> },
        )
    };
    view! {
        <section class="panel" aria-labelledby="chain-title">
            <h2 class="panel__title" id="chain-title">"Chain of hashes"</h2>
            <div class="stack">
                <p class="muted measure">
                    "Every event is hashed together with the one before it, so that a change behind the \
                     application’s back shows. Note the head elsewhere: "
                    <code>"deal-brain audit verify --noted"</code>
                    " finds out whether it is still there."
                </p>
                <Failure failure=failure title="The chain was not checked"/>
                {found}
                <ActionForm action=action>
                    <Button kind=ButtonKind::Plain submit=true busy=action.pending()>"Check the chain"</Button>
                </ActionForm>
            </div>
        </section>
    }
    .into_any()
}
