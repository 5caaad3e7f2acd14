//! Fields of a form are texts; programs send numbers and `null`. Drafts take either, so that what
//! is wrong is told by the rules for the field, in its name.

use std::fmt;

use serde::{
    Deserializer,
    de::{Error, Unexpected, Visitor},
};

/// A text. `null` is an empty one, which takes a value away; a field that is left out is `None` by
/// `#[serde(default)]`, and keeps it.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer
        .deserialize_any(Text { numbers: false })
        .map(Some)
}

/// A whole number, or a text that should be one.
pub(super) fn number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    deserializer
        .deserialize_any(Text { numbers: true })
        .map(Some)
}

/// What [`number`] takes, for the document of the interface.
#[cfg(feature = "ssr")]
#[derive(Debug)]
pub struct WholeNumber;

#[cfg(feature = "ssr")]
impl utoipa::PartialSchema for WholeNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::{ObjectBuilder, Type, schema::SchemaType};

        ObjectBuilder::new()
            .schema_type(SchemaType::Array(vec![Type::Integer, Type::String]))
            .description(Some(
                "A whole number, or a text that is one, as forms send it; an empty text is none.",
            ))
            .into()
    }
}

#[cfg(feature = "ssr")]
impl utoipa::ToSchema for WholeNumber {}

struct Text {
    numbers: bool,
}

impl Text {
    fn number<E: Error>(&self, text: String, unexpected: Unexpected<'_>) -> Result<String, E> {
        if self.numbers {
            Ok(text)
        } else {
            Err(E::invalid_type(unexpected, self))
        }
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.numbers {
            "a whole number"
        } else {
            "a string"
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        self.number(number.to_string(), Unexpected::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        self.number(number.to_string(), Unexpected::Unsigned(number))
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_none<E: Error>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}
