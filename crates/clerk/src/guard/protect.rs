//! What a guard asks for.

use crate::auth::Requirement;
use crate::token_type::AcceptsToken;

/// What [`Guard::protect`](super::Guard::protect) asks for, and where it sends those who do not have it.
///
/// ```
/// use clerk::{Protect, Requirement};
/// let admins = Protect::new()
///     .requirement(Requirement::role("org:admin"))
///     .unauthorized_url("/not-for-you");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Protect {
    pub(super) requirement: Option<Requirement>,
    pub(super) unauthenticated_url: Option<String>,
    pub(super) unauthorized_url: Option<String>,
    pub(super) accepts: AcceptsToken,
}

impl Protect {
    /// Asks for a signed-in user, no more.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for more.
    #[must_use]
    pub fn requirement(mut self, requirement: Requirement) -> Self {
        self.requirement = Some(requirement);
        self
    }

    /// Where to send visitors who are not signed in, instead of the sign-in page or a 404.
    #[must_use]
    pub fn unauthenticated_url(mut self, url: impl Into<String>) -> Self {
        self.unauthenticated_url = Some(url.into());
        self
    }

    /// Where to send users who lack what is required, instead of a 404.
    #[must_use]
    pub fn unauthorized_url(mut self, url: impl Into<String>) -> Self {
        self.unauthorized_url = Some(url.into());
        self
    }

    /// The kinds of token that are accepted here. The configuration must accept them too.
    #[must_use]
    pub fn token(mut self, accepts: AcceptsToken) -> Self {
        self.accepts = accepts;
        self
    }
}

impl From<Requirement> for Protect {
    fn from(requirement: Requirement) -> Self {
        Self::new().requirement(requirement)
    }
}
