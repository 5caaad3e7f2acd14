use clerk_leptos::{Reverification, use_reverification};
use leptos::{html::Form, prelude::*};

use crate::{
    components::{Button, ButtonKind, Field, Notice, Tone},
    domain::admin::REASON_MAX,
    error::{Error, Refusal},
};

/// Why an act was not carried out, and what to do about it. Who must prove again who they are does so
/// in Clerk's dialogue, and `form` is sent once more as it stands.
#[component]
pub(in crate::admin) fn Failure(
    #[prop(into)] failure: Signal<Option<Error>>,
    title: &'static str,
    /// The form that was refused.
    #[prop(optional)]
    form: NodeRef<Form>,
) -> impl IntoView {
    move || {
        failure.get().map(|error| match error {
            Error::Forbidden(Refusal::Reverification) => {
                view! { <StepUp title=title form=form/> }.into_any()
            }
            Error::Invalid(_) => view! {
                <Notice tone=Tone::Bad title=title>"Have another look at what is marked."</Notice>
            }
            .into_any(),
            other => {
                view! { <Notice tone=Tone::Bad title=title>{other.to_string()}</Notice> }.into_any()
            }
        })
    }
}

#[component]
fn StepUp(title: &'static str, form: NodeRef<Form>) -> impl IntoView {
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

/// Why somebody does what they do.
#[component]
pub(in crate::admin) fn ReasonField(
    id: &'static str,
    #[prop(into)] failure: Signal<Option<Error>>,
) -> impl IntoView {
    let error = MaybeProp::derive(move || {
        let error = failure.get()?;
        Some(format!("The reason {}.", error.reason_for("reason")?))
    });
    view! {
        <Field
            id=id name="reason" label="Reason" hint="Goes into the audit log."
            error=error max_length=REASON_MAX
        />
    }
}

/// What went wrong with an action, if the last one did.
pub(in crate::admin) fn failure_of<T>(
    value: impl Into<Signal<Option<Result<T, Error>>>>,
) -> Signal<Option<Error>>
where
    T: Clone + Send + Sync + 'static,
{
    let value = value.into();
    Signal::derive(move || value.get().and_then(Result::err))
}
