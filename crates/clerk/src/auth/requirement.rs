//! What an endpoint may ask of a signed-in user.

use serde::Serialize;

/// What a user must have. Everything that is asked must be met; asking nothing is never met.
///
/// ```
/// use clerk::{Requirement, Reverification};
/// let delete = Requirement::role("org:admin")
///     .and_permission("org:posts:delete")
///     .and_reverification(Reverification::Strict);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    pub(crate) role: Option<String>,
    pub(crate) permission: Option<String>,
    pub(crate) feature: Option<String>,
    pub(crate) plan: Option<String>,
    pub(crate) reverification: Option<Reverification>,
}

impl Requirement {
    /// A role in the active organization; the prefix `org:` may be left out.
    pub fn role(role: impl Into<String>) -> Self {
        Self::default().and_role(role)
    }

    /// A permission in the active organization; the prefix `org:` may be left out.
    pub fn permission(permission: impl Into<String>) -> Self {
        Self::default().and_permission(permission)
    }

    /// A feature of the organization or the user; `org:…` and `user:…` ask for one of the two.
    pub fn feature(feature: impl Into<String>) -> Self {
        Self::default().and_feature(feature)
    }

    /// A plan of the organization or the user; `org:…` and `user:…` ask for one of the two.
    pub fn plan(plan: impl Into<String>) -> Self {
        Self::default().and_plan(plan)
    }

    /// Factors that were verified a short while ago.
    pub fn reverification(reverification: Reverification) -> Self {
        Self::default().and_reverification(reverification)
    }

    /// Asks for a role too.
    #[must_use]
    pub fn and_role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Asks for a permission too.
    #[must_use]
    pub fn and_permission(mut self, permission: impl Into<String>) -> Self {
        self.permission = Some(permission.into());
        self
    }

    /// Asks for a feature too.
    #[must_use]
    pub fn and_feature(mut self, feature: impl Into<String>) -> Self {
        self.feature = Some(feature.into());
        self
    }

    /// Asks for a plan too.
    #[must_use]
    pub fn and_plan(mut self, plan: impl Into<String>) -> Self {
        self.plan = Some(plan.into());
        self
    }

    /// Asks for fresh factors too.
    #[must_use]
    pub fn and_reverification(mut self, reverification: Reverification) -> Self {
        self.reverification = Some(reverification);
        self
    }
}

/// How fresh a verification must be; the named ones are Clerk's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reverification {
    /// Both factors within 10 minutes.
    StrictMfa,
    /// The second factor within 10 minutes.
    Strict,
    /// The second factor within an hour.
    Moderate,
    /// The second factor within a day.
    Lax,
    /// Any other.
    Custom {
        /// Which factors.
        level: ReverificationLevel,
        /// How many minutes ago is too long; 0 is never met.
        after_minutes: u32,
    },
}

/// Which factors must be fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReverificationLevel {
    /// The first factor.
    FirstFactor,
    /// The second factor, or the first where no second is enrolled.
    SecondFactor,
    /// Both, or the first where no second is enrolled.
    MultiFactor,
}

impl Reverification {
    pub(crate) fn terms(self) -> (ReverificationLevel, u32) {
        match self {
            Self::StrictMfa => (ReverificationLevel::MultiFactor, 10),
            Self::Strict => (ReverificationLevel::SecondFactor, 10),
            Self::Moderate => (ReverificationLevel::SecondFactor, 60),
            Self::Lax => (ReverificationLevel::SecondFactor, 24 * 60),
            Self::Custom {
                level,
                after_minutes,
            } => (level, after_minutes),
        }
    }

    /// The body with which an API asks the browser to verify again; to be sent with status 403.
    /// Clerk's browser code understands it.
    pub fn error_body(self) -> serde_json::Value {
        let reverification = match self {
            Self::StrictMfa => "strict_mfa".into(),
            Self::Strict => "strict".into(),
            Self::Moderate => "moderate".into(),
            Self::Lax => "lax".into(),
            Self::Custom {
                level,
                after_minutes,
            } => {
                serde_json::json!({"level": level, "afterMinutes": after_minutes})
            }
        };
        serde_json::json!({"clerk_error": {
            "type": "forbidden",
            "reason": "reverification-error",
            "metadata": {"reverification": reverification},
        }})
    }
}
