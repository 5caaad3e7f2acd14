//! The user names that the application makes up.

use sha2::{Digest, Sha256};

use crate::domain::person::Told;

/// The names that somebody could have, best first: what they chose at Clerk, or made up from their
/// id, short or else long enough to be theirs alone.
pub(super) fn candidates(told: &Told) -> Vec<String> {
    let Some(profile) = told.news.profile() else {
        return Vec::new();
    };
    profile
        .username
        .iter()
        .cloned()
        .chain([made_up(&told.clerk_id, 5), long(&told.clerk_id)])
        .collect()
}

/// A name that nobody else is given.
pub(super) fn long(clerk_id: &str) -> String {
    made_up(clerk_id, 16)
}

/// The name of somebody who is gone. Nobody chooses one with a colon.
pub(super) fn gone(clerk_id: &str) -> String {
    format!("gone:{}", digits(clerk_id, 16))
}

/// Every Clerk id starts alike, so the whole of it is hashed.
fn made_up(clerk_id: &str, bytes: usize) -> String {
    format!("u_{}", digits(clerk_id, bytes))
}

fn digits(clerk_id: &str, bytes: usize) -> String {
    Sha256::digest(clerk_id)
        .iter()
        .take(bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_start_alike_get_names_that_differ() {
        let (one, other) = (made_up("user_2abcdef", 5), made_up("user_2abcdeg", 5));
        assert_ne!(one, other);
        assert!(one.starts_with("u_") && one.len() == 12);
    }
}
