//! JSON that was sent, with the place of what cannot be read.

use serde::de::DeserializeOwned;

use crate::{domain::listing::FieldError, error::Error};

/// Reads an object.
///
/// # Errors
/// [`Error::Invalid`] with the path of what is wrong, or `body` when it is the whole.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    // serde would also take a list of a struct's fields.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(wrong("body", "must be an object"));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "body" } else { &path };
        wrong(field, reason(error.inner()))
    })?;
    json.end().map_err(|error| wrong("body", reason(&error)))?;
    Ok(value)
}

fn wrong(field: &str, reason: impl Into<String>) -> Error {
    Error::Invalid(vec![FieldError::new(field, reason)])
}

/// serde's own words, without the place in the text: they name types and fields, never values of
/// other people.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}
