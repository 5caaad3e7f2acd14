//! The sample offers: one click to have them, one click to be rid of them.

use leptos::{form::ActionForm, prelude::*};

use super::{
    actions::{LoadSamples, RemoveSamples},
    list::Actions,
};
use crate::components::{Button, ButtonKind, Notice, Tone, use_toasts};

/// Loads the sample offers.
#[component]
pub(in crate::pages) fn LoadSamplesForm(action: ServerAction<LoadSamples>) -> impl IntoView {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(count)) = action.value().get() {
            toasts.done(format!("{count} sample offers loaded."));
        }
    });
    view! {
        <ActionForm action=action>
            <Button submit=true busy=action.pending()>"Load 28 sample offers"</Button>
        </ActionForm>
    }
    .into_any()
}

/// Says that sample offers are among the others, and takes them away.
#[component]
pub(in crate::pages) fn RemoveSamplesForm(
    action: ServerAction<RemoveSamples>,
    /// How many there are.
    count: i64,
) -> impl IntoView {
    let toasts = use_toasts();
    Effect::new(move || {
        if let Some(Ok(count)) = action.value().get() {
            toasts.done(format!("{count} sample offers removed."));
        }
    });
    view! {
        <ActionForm action=action attr:class="sample-notice">
            <p class="small">
                {if count == 1 {
                    "1 sample offer is among yours. It is invented.".to_owned()
                } else {
                    format!("{count} sample offers are among yours. They are invented.")
                }}
            </p>
            <Button kind=ButtonKind::Quiet submit=true busy=action.pending()>"Remove sample offers"</Button>
        </ActionForm>
    }
    .into_any()
}

/// Says why sample offers were not loaded or removed.
pub(super) fn samples_failed(actions: Actions) -> impl IntoView {
    move || {
        let loading = actions.load.value().get().and_then(Result::err);
        let removing = actions.remove.value().get().and_then(Result::err);
        let (title, error) = match (loading, removing) {
            (Some(error), _) => ("The sample offers were not loaded", error),
            (None, Some(error)) => ("The sample offers were not removed", error),
            (None, None) => return None,
        };
        Some(view! { <Notice tone=Tone::Bad title=title>{error.to_string()}</Notice> })
    }
}
