//! Why a message that says to be Clerk's is not taken.

/// Why a message that says to be Clerk's is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageFault {
    /// It is not signed as Clerk signs, or not lately.
    Signature,
    /// It is signed, and says nothing that could be understood.
    Payload,
    /// Without a secret nobody can tell whether it is signed.
    NotConfigured,
}

impl MessageFault {
    pub(super) const ALL: [Self; 3] = [Self::Signature, Self::Payload, Self::NotConfigured];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Signature => "invalid_signature",
            Self::Payload => "invalid_payload",
            Self::NotConfigured => "webhook_not_configured",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Signature => "This is not signed by Clerk, or was not sent just now.",
            Self::Payload => "This is no event of Clerk's.",
            Self::NotConfigured => "Webhooks are not configured: the signing secret is missing.",
        }
    }

    pub(super) fn status(self) -> u16 {
        match self {
            Self::Signature | Self::Payload => 400,
            Self::NotConfigured => 503,
        }
    }
}
