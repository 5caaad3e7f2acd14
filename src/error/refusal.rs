//! Why a known person may not.

/// Why a known person may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The account has been deactivated.
    AccountDeactivated,
    /// Only another role may.
    Role,
    /// A request that changes something came from another site.
    CrossSite,
    /// Only somebody who has just proved again who they are may.
    Reverification,
    /// Not for somebody who acts as another.
    Impersonation,
    /// The row is there to be read, and belongs to somebody else or to the product.
    ReadOnly,
    /// The person is not known, and is not made on their first request.
    Unknown,
}

impl Refusal {
    pub(super) const ALL: [Self; 7] = [
        Self::AccountDeactivated,
        Self::Role,
        Self::CrossSite,
        Self::Reverification,
        Self::Impersonation,
        Self::ReadOnly,
        Self::Unknown,
    ];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::AccountDeactivated => "account_deactivated",
            Self::Role => "forbidden_role",
            Self::CrossSite => "cross_site",
            Self::Reverification => "reverification_required",
            Self::Impersonation => "impersonating",
            Self::ReadOnly => "read_only",
            Self::Unknown => "unknown_account",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::AccountDeactivated => "This account has been deactivated.",
            Self::Role => "Your role does not allow this.",
            Self::CrossSite => "This request came from another site.",
            Self::Reverification => "This needs you to prove again who you are.",
            Self::Impersonation => {
                "You act as somebody else. Their account, and what others see of them, only they can change."
            }
            Self::ReadOnly => "You can read this, and not change it.",
            Self::Unknown => "This account is not known here.",
        }
    }
}
