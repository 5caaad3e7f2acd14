//! Paths as they may be written down.

use std::borrow::Cow;

/// Where the names of server functions begin; they are longer than what is left out elsewhere.
const SERVER_FNS: &str = "/fn/";
/// A part of a path that is as long may be the token of a link.
const LIKE_A_TOKEN: usize = 20;
/// The longest path that is written down.
const LONGEST: usize = 200;

/// The path without what may be a token: whoever reads a log must not be able to follow links.
pub fn shown(path: &str) -> Cow<'_, str> {
    let is_harmless = path.len() <= LONGEST
        && (path.starts_with(SERVER_FNS) || path.split('/').all(|part| part.len() < LIKE_A_TOKEN));
    if is_harmless {
        return Cow::Borrowed(path);
    }
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| {
            if part.len() < LIKE_A_TOKEN {
                part
            } else {
                "…"
            }
        })
        .collect();
    Cow::Owned(parts.join("/").chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_links_are_left_out() {
        assert_eq!(shown("/deals/7/AAAAAAAAAAAAAAAAAAAAAA"), "/deals/7/…");
        assert_eq!(
            shown("/api/v1/public/collections/AAAAAAAAAAAAAAAAAAAAAA"),
            "/api/v1/public/collections/…"
        );
    }

    #[test]
    fn what_tells_nothing_is_kept() {
        for path in [
            "/",
            "/api/v1/users/me",
            "/fn/sign_out_everywhere15012345678901234567",
        ] {
            assert_eq!(shown(path), path);
        }
    }

    #[test]
    fn nobody_fills_a_log_with_a_path() {
        assert_eq!(shown(&"/x".repeat(5000)).chars().count(), LONGEST);
    }
}
