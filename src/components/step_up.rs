use clerk_leptos::{Reverification, use_reverification};
use leptos::{html::Form, prelude::*};

use super::{Button, ButtonKind, Notice, Tone};

/// Asks somebody to prove again who they are, in Clerk's dialogue; then the form that was refused is
/// sent once more as it stands.
#[component]
pub fn StepUp(
    /// What was not done.
    title: &'static str,
    /// The form.
    form: NodeRef<Form>,
) -> impl IntoView {
    // A page that knows it will need one has had clerk-js loaded for it.
    let reverification = use_context::<Reverification>().unwrap_or_else(use_reverification);
    let prove = move |_| {
        reverification.start(move || {
            if let Some(form) = form.get_untracked()
                && let Err(cause) = form.request_submit()
            {
                leptos::logging::warn!("the form was not sent again: {cause:?}");
            }
        });
    };
    view! {
        <Notice tone=Tone::Bad title=title>
            <p>
                "This needs a proof that it is you, no older than ten minutes. Prove it, and it is done."
            </p>
            <p class="notice__action">
                <Button kind=ButtonKind::Plain busy=reverification.is_busy() on:click=prove>
                    "Prove it is you"
                </Button>
            </p>
            <noscript>"Without JavaScript: sign out, sign in, and do this within ten minutes."</noscript>
        </Notice>
    }
    .into_any()
}
