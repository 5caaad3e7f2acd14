//! Why something cannot be done as things stand now.

/// Why something cannot be done as things stand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody, or another tab, has changed it since it was read.
    Stale,
    /// It is there already.
    Duplicate,
    /// Another one of the caller's has this name.
    NameTaken,
    /// Something else needs it.
    InUse,
    /// Nobody would be left to administer.
    LastAdmin,
    /// The person is deactivated, and stays as they are until they are not.
    UserDeactivated,
    /// The person may still come in.
    UserActive,
    /// Who was deleted has made a new account at Clerk, with the same address.
    AccountExists,
    /// Administrators do not change their own standing; another one does.
    OwnAccount,
    /// A private collection has no links.
    CollectionPrivate,
    /// The sample offers are there already.
    SamplesLoaded,
}

impl Conflict {
    pub(super) const ALL: [Self; 11] = [
        Self::Stale,
        Self::Duplicate,
        Self::NameTaken,
        Self::InUse,
        Self::LastAdmin,
        Self::UserDeactivated,
        Self::UserActive,
        Self::AccountExists,
        Self::OwnAccount,
        Self::CollectionPrivate,
        Self::SamplesLoaded,
    ];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Stale => "conflict",
            Self::Duplicate => "duplicate",
            Self::NameTaken => "name_taken",
            Self::InUse => "in_use",
            Self::LastAdmin => "last_admin",
            Self::UserDeactivated => "user_deactivated",
            Self::UserActive => "user_active",
            Self::AccountExists => "account_exists",
            Self::OwnAccount => "own_account",
            Self::CollectionPrivate => "collection_private",
            Self::SamplesLoaded => "already_loaded",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Stale => {
                "This was changed elsewhere in the meantime. Reload to see how it stands."
            }
            Self::Duplicate => "This is there already.",
            Self::NameTaken => "You have one of this name already.",
            Self::InUse => "Something else still needs this.",
            Self::LastAdmin => {
                "They are the last active administrator. Make somebody else one first."
            }
            Self::UserDeactivated => "They are deactivated. Reactivate them first.",
            Self::UserActive => "They may still come in. Deactivate them first.",
            Self::AccountExists => {
                "They have made a new account with this address. Delete that one first."
            }
            Self::OwnAccount => "This is your own account. Another administrator can do this.",
            Self::CollectionPrivate => {
                "A private collection has no links. Change its visibility first."
            }
            Self::SamplesLoaded => "The sample offers are loaded already.",
        }
    }
}
