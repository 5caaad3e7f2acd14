//! The forms that add and change a part.

use leptos::prelude::*;

use crate::{
    components::Field,
    domain::{
        listing::FieldError,
        part::{MANUFACTURER_MAX, NAME_MAX},
    },
    error::{Conflict, Error},
    pages::told::{error, field_errors},
};

/// What every part is called, and who builds it.
#[component]
pub(in crate::pages) fn NameAndMaker(
    /// What the fields of the form are below: "cpu", of `cpu[name]`.
    prefix: &'static str,
    name: Option<String>,
    maker: Option<String>,
    errors: Signal<Vec<FieldError>>,
    /// A name and a maker, as examples.
    like: (&'static str, &'static str),
) -> impl IntoView {
    let (like_name, like_maker) = like;
    view! {
        <Field
            id="name" name=format!("{prefix}[name]") label="Name" value=name.unwrap_or_default()
            error=error(errors, "name", "The name") max_length=NAME_MAX placeholder=like_name
        />
        <Field
            id="manufacturer" name=format!("{prefix}[manufacturer]") label="Maker"
            value=maker.unwrap_or_default() error=error(errors, "manufacturer", "The maker")
            optional=true max_length=MANUFACTURER_MAX placeholder=like_maker
        />
    }
}

/// What is wrong with each field; a name that is there already is told at the name.
pub(in crate::pages) fn name_errors(failure: Signal<Option<Error>>) -> Signal<Vec<FieldError>> {
    let fields = field_errors(failure);
    Signal::derive(move || {
        let mut errors = fields.get();
        if failure.get() == Some(Error::Conflict(Conflict::Duplicate)) {
            errors.push(FieldError::new("name", "is in the catalogue already"));
        }
        errors
    })
}

/// The page at `path` with a form as it was left, whose fields are below `prefix`.
#[cfg(feature = "ssr")]
pub(in crate::pages) fn with_form<T: serde::Serialize>(
    path: &str,
    prefix: &str,
    draft: &T,
) -> String {
    let fields = crate::domain::form_fields::write(prefix, draft);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    crate::domain::address::href(path, &fields)
}
