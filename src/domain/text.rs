//! Text that people type into fields.

use super::listing::FieldError;

/// A form sends an empty text for a field that was left alone.
#[must_use]
pub fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// A text that must be there, without the space around it; notes what is wrong with it.
#[must_use]
pub fn required(errors: &mut Vec<FieldError>, field: &str, text: &str, max: usize) -> String {
    let text = text.trim();
    if text.is_empty() {
        errors.push(FieldError::new(field, "must not be empty"));
    }
    limit(errors, field, text, max);
    text.to_owned()
}

/// A text that may be left out, without the space around it; notes what is wrong with it.
#[must_use]
pub fn optional(
    errors: &mut Vec<FieldError>,
    field: &str,
    text: Option<String>,
    max: usize,
) -> Option<String> {
    let text = given(text);
    if let Some(text) = &text {
        limit(errors, field, text, max);
    }
    text
}

/// The value of a name, if one is given; notes a name that is not known.
#[must_use]
pub fn one_of<T>(
    errors: &mut Vec<FieldError>,
    field: &str,
    name: Option<String>,
    from_name: fn(&str) -> Option<T>,
    names: fn() -> String,
) -> Option<T> {
    let value = from_name(&given(name)?);
    if value.is_none() {
        errors.push(FieldError::new(field, format!("must be {}", names())));
    }
    value
}

/// The value, unless something was wrong.
///
/// # Errors
/// What was wrong.
pub fn settle<T>(value: T, errors: Vec<FieldError>) -> Result<T, Vec<FieldError>> {
    if errors.is_empty() {
        Ok(value)
    } else {
        Err(errors)
    }
}

/// Notes a text of more than `max` characters, or one that PostgreSQL cannot hold.
fn limit(errors: &mut Vec<FieldError>, field: &str, text: &str, max: usize) {
    if text.contains('\0') {
        errors.push(FieldError::new(field, "must not contain a NUL character"));
    } else if text.chars().count() > max {
        errors.push(FieldError::new(
            field,
            format!("must be at most {max} characters"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_count_characters_not_bytes() {
        for (length, wrong) in [(10, 0), (11, 1)] {
            let mut errors = Vec::new();
            let _ = required(&mut errors, "name", &"ü".repeat(length), 10);
            assert_eq!(errors.len(), wrong);
        }
    }

    #[test]
    fn space_around_a_text_is_no_part_of_it() {
        let mut errors = Vec::new();
        assert_eq!(required(&mut errors, "name", " a b ", 3), "a b");
        assert_eq!(optional(&mut errors, "notes", Some(" ".into()), 3), None);
        assert_eq!(errors, []);
    }
}
