//! E-mail addresses.

use crate::errors::ApiError;

/// The form in which addresses are stored and compared.
///
/// # Errors
/// `form_param_format_invalid` for the field `param`.
pub(crate) fn normalise_email(text: &str, param: &str) -> Result<String, ApiError> {
    let address = text.trim().to_lowercase();
    let is_plausible = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.contains('@')
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    }) && address.len() <= 254
        && !address
            .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"(),;:\\".contains(c));
    if is_plausible {
        Ok(address)
    } else {
        Err(ApiError::param_format_invalid(
            param,
            "Email address must be a valid email address.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(
            normalise_email(" Ada+Clerk_Test@Example.com ", "identifier").unwrap(),
            "ada+clerk_test@example.com"
        );
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "a b@example.com",
            "a@b@example.com",
            "a@localhost",
        ] {
            assert!(normalise_email(bad, "identifier").is_err(), "{bad}");
        }
    }
}
