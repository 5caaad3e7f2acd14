//! Identifiers in Clerk's form: a prefix that names the kind and 27 letters and digits.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::random;

const RANDOM_LENGTH: usize = 27;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(String);

        impl $name {
            /// A new random id.
            pub(crate) fn random() -> Self {
                Self(format!("{}{}", $prefix, random::alphanumeric(RANDOM_LENGTH)))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A browser.
    ClientId,
    "client_"
);
id!(
    /// A person signed in on a browser.
    SessionId,
    "sess_"
);
id!(
    /// A person.
    UserId,
    "user_"
);
id!(
    /// An attempt to sign in.
    SignInId,
    "sia_"
);
id!(
    /// An attempt to sign up.
    SignUpId,
    "sua_"
);
id!(
    /// An e-mail address of a person.
    EmailId,
    "idn_"
);
id!(
    /// A connected Google or GitHub account.
    ExternalAccountId,
    "eac_"
);
id!(
    /// A mail in the local mailbox.
    MailId,
    "ema_"
);
id!(
    /// An uploaded profile picture.
    ImageId,
    "img_"
);
id!(
    /// The latest activity of a session.
    ActivityId,
    "sess_activity_"
);
id!(
    /// A message to the application's webhook endpoint.
    MessageId,
    "msg_"
);
