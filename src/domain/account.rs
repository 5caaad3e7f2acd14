//! Leaving for good.

use super::listing::FieldError;

/// What a person types to say that they mean it.
pub const CONFIRMATION: &str = "delete my account";

/// How many days the names and the address of somebody who has left are held back, as
/// `held_profile` has it.
pub const NAMES_HELD_DAYS: u32 = 7;

/// Whether a person means it.
///
/// # Errors
/// When they have typed something else.
pub fn confirm(typed: &str) -> Result<(), FieldError> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.join(" ").eq_ignore_ascii_case(CONFIRMATION) {
        Ok(())
    } else {
        Err(FieldError::new(
            "confirmation",
            format!("must be: {CONFIRMATION}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_themselves_confirm() {
        for typed in ["delete my account", " Delete  my account "] {
            assert!(confirm(typed).is_ok(), "{typed}");
        }
        for typed in ["", "yes", "delete my accounts", "deletemyaccount"] {
            assert_eq!(confirm(typed).unwrap_err().field, "confirmation", "{typed}");
        }
    }
}
