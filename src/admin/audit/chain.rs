use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::actions::{ChainChecked, check_chain};
use crate::{
    components::{Button, ButtonKind, Notice, Tone},
    error::Error,
};

/// What an address asks the chain to be checked by.
const CHECK: &str = "check";

/// Asks whether the log was tampered with. By an address, so that it works without a script.
#[component]
pub(super) fn Chain() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get(CHECK)));
    // Another address each time: to the same one, the form would only be a jump within the page.
    let next = move || {
        let last = asked.get().and_then(|time| time.parse::<u32>().ok());
        last.unwrap_or_default().saturating_add(1).to_string()
    };
    let checked = Resource::new(
        move || asked.get(),
        |asked| async move {
            if asked.is_some() {
                Some(check_chain().await)
            } else {
                None
            }
        },
    );
    view! {
        <section class="panel" aria-labelledby="chain-title">
            <h2 class="panel__title" id="chain-title">"Chain of hashes"</h2>
            <div class="stack">
                <p class="muted measure">
                    "Every event is hashed together with the one before it, so that a change behind the \
                     application's back shows. Note the head elsewhere: "
                    <code class="command">"deal-brain audit verify --noted"</code>
                    " finds out whether it is still there."
                </p>
                <Suspense>
                    {move || Suspend::new(async move {
                        checked.await.map(|outcome| view! { <Found outcome=outcome/> })
                    })}
                </Suspense>
                <form method="get" action="/admin/audit#chain-title">
                    <input type="hidden" name=CHECK value=next/>
                    <Button kind=ButtonKind::Plain submit=true>"Check the chain"</Button>
                </form>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Found(outcome: Result<ChainChecked, Error>) -> impl IntoView {
    let (tone, title, text) = match outcome {
        Ok(ChainChecked {
            is_intact: true,
            text,
        }) => (Tone::Good, "The log is intact", text),
        Ok(ChainChecked { text, .. }) => (Tone::Bad, "The log was tampered with", text),
        Err(error) => (Tone::Bad, "The chain was not checked", error.to_string()),
    };
    view! { <Notice tone=tone title=title><span class="wrap-anywhere">{text}</span></Notice> }
}
