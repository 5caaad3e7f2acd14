use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    components::{Notice, Tone, use_toasts},
    domain::listing::FieldError,
    error::{Conflict, Error},
};

/// What went wrong with an action, once something has.
pub(in crate::pages) fn failure<I, O>(action: Action<I, Result<O, Error>>) -> Signal<Option<Error>>
where
    I: Send + Sync + 'static,
    O: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// Once an action is done: says so, and goes elsewhere.
pub(in crate::pages) fn leave_when_done<I>(
    action: Action<I, Result<(), Error>>,
    told: String,
    to: String,
) where
    I: Send + Sync + 'static,
{
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(())) = action.value().get() {
            toasts.done(told.clone());
            navigate(&to, NavigateOptions::default());
        }
    });
}

/// What is wrong with each field.
pub(in crate::pages) fn field_errors(failure: Signal<Option<Error>>) -> Signal<Vec<FieldError>> {
    Signal::derive(move || match failure.get() {
        Some(Error::Invalid(fields)) => fields,
        Some(Error::Conflict(Conflict::NameTaken)) => {
            vec![FieldError::new("name", "is taken by another one of yours")]
        }
        _ => Vec::new(),
    })
}

/// What is wrong with one field, as a sentence.
pub(in crate::pages) fn error(
    errors: Signal<Vec<FieldError>>,
    field: &'static str,
    label: &'static str,
) -> MaybeProp<String> {
    MaybeProp::derive(move || {
        errors.with(|errors| {
            let error = errors.iter().find(|error| error.field == field)?;
            Some(format!("{label} {}.", error.reason))
        })
    })
}

/// Says above a form why it was not taken.
#[component]
pub(in crate::pages) fn NotDone(
    /// What was not done.
    #[prop(into)]
    title: String,
    /// Why.
    failure: Signal<Option<Error>>,
    /// Where the form is loaded anew.
    #[prop(optional, into)]
    here: Option<String>,
) -> impl IntoView {
    let title = StoredValue::new(title);
    let here = StoredValue::new(here);
    move || {
        failure.get().map(|error| {
            let text = match &error {
                Error::Invalid(_) => {
                    "Have another look at what is marked. What you typed is still here.".to_owned()
                }
                other => other.to_string(),
            };
            let reload = (error == Error::Conflict(Conflict::Stale))
                .then(|| here.get_value())
                .flatten()
                .map(|here| view! { " " <a href=here rel="external">"Reload this page"</a> });
            view! { <Notice tone=Tone::Bad title=title.get_value()>{text}{reload}</Notice> }
        })
    }
}
