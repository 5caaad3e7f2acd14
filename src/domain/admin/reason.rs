//! Why administrators do what they do.

use crate::domain::listing::FieldError;

/// What a reason may be long, in characters.
pub const REASON_MAX: usize = 200;

/// Why an administrator does what they do. Goes into the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// A reason that says something.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn new(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(FieldError::new("reason", "must not be empty")),
            1..=REASON_MAX if !text.contains('\0') => Ok(Self(text.to_owned())),
            _ => Err(FieldError::new(
                "reason",
                format!("must be at most {REASON_MAX} characters long"),
            )),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        assert_eq!(Reason::new("  asked for ").unwrap().as_str(), "asked for");
        assert!(Reason::new(" \n").is_err());
        assert!(Reason::new(&"x".repeat(REASON_MAX + 1)).is_err());
    }
}
