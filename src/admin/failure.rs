use leptos::{html::Form, prelude::*, server_fn::ServerFn};

use crate::{
    components::{Field, Notice, StepUp, Tone},
    domain::admin::REASON_MAX,
    error::{Error, Refusal},
    serverfn::typed,
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

/// Why somebody does what they do.
#[component]
pub(in crate::admin) fn ReasonField(
    id: &'static str,
    #[prop(into)] failure: Signal<Option<Error>>,
    /// What stands in it at first.
    value: Option<String>,
) -> impl IntoView {
    let error =
        MaybeProp::derive(move || field_error(failure.get().as_ref(), "reason", "The reason"));
    view! {
        <Field
            id=id name="reason" label="Reason" hint="Goes into the audit log."
            value=value.unwrap_or_default() error=error max_length=REASON_MAX
        />
    }
}

/// What is wrong with one field of a form, as a sentence.
pub(in crate::admin) fn field_error(
    error: Option<&Error>,
    field: &str,
    label: &str,
) -> Option<String> {
    let reason = error?.reason_for(field)?;
    Some(format!("{label} {reason}."))
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

/// What was typed into a field of a form that came back without a script. Nothing once the page has
/// sent the form itself: it may be drawn anew after that.
pub(in crate::admin) fn kept<A>(action: ServerAction<A>, field: &str) -> Option<String>
where
    A: ServerFn<Error = Error> + Clone + Send + Sync + 'static,
    A::Output: Send + Sync + 'static,
{
    if action.version().get_untracked() > 0 {
        return None;
    }
    typed::<A>(field)
}
