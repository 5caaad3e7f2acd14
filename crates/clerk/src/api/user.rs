//! A user, as the Backend API and webhooks describe one.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A user. Times are Unix milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct User {
    /// `user_…`.
    pub id: String,
    /// The user name.
    pub username: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The picture, or a generated one.
    pub image_url: String,
    /// Whether the picture is the user's own.
    pub has_image: bool,
    /// Which of the e-mail addresses is the primary one.
    pub primary_email_address_id: Option<String>,
    /// Which of the telephone numbers is the primary one.
    pub primary_phone_number_id: Option<String>,
    /// All e-mail addresses.
    pub email_addresses: Vec<EmailAddress>,
    /// All telephone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Accounts at other providers.
    pub external_accounts: Vec<ExternalAccount>,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Whether there is a second factor.
    pub two_factor_enabled: bool,
    /// Whether the second factor may be a one-time code of an application.
    pub totp_enabled: bool,
    /// Whether there are backup codes.
    pub backup_code_enabled: bool,
    /// Readable in the browser.
    pub public_metadata: Map<String, Value>,
    /// For the server only.
    pub private_metadata: Map<String, Value>,
    /// Writable in the browser.
    pub unsafe_metadata: Map<String, Value>,
    /// The application's own id for the user.
    pub external_id: Option<String>,
    /// Whether the user may not sign in.
    pub banned: bool,
    /// Whether the user may not sign in for a while, after too many attempts.
    pub locked: bool,
    /// When the user last signed in.
    pub last_sign_in_at: Option<i64>,
    /// When the user was last active, to the day.
    pub last_active_at: Option<i64>,
    /// When the legal terms were accepted.
    pub legal_accepted_at: Option<i64>,
    /// The language, such as `en-US`.
    pub locale: Option<String>,
    /// When the user was created.
    pub created_at: i64,
    /// When the user was last changed.
    pub updated_at: i64,
    /// Whatever else the API says.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl User {
    /// The primary e-mail address.
    pub fn primary_email_address(&self) -> Option<&EmailAddress> {
        let id = self.primary_email_address_id.as_ref()?;
        self.email_addresses.iter().find(|email| email.id == *id)
    }

    /// First and last name, as far as they are known.
    pub fn full_name(&self) -> Option<String> {
        let names: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .filter(|name| !name.is_empty())
            .collect();
        (!names.is_empty()).then(|| names.join(" "))
    }
}

/// An e-mail address of a user.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct EmailAddress {
    /// `idn_…`.
    pub id: String,
    /// The address.
    pub email_address: String,
    /// How it was verified.
    pub verification: Option<Verification>,
    /// What belongs to the same identity.
    pub linked_to: Vec<LinkedIdentification>,
}

impl EmailAddress {
    /// Whether the address is the user's for certain.
    pub fn is_verified(&self) -> bool {
        is_verified(self.verification.as_ref())
    }
}

/// A telephone number of a user.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct PhoneNumber {
    /// `idn_…`.
    pub id: String,
    /// The number, E.164.
    pub phone_number: String,
    /// Whether it may be the second factor.
    pub reserved_for_second_factor: bool,
    /// Whether it is the preferred second factor.
    pub default_second_factor: bool,
    /// How it was verified.
    pub verification: Option<Verification>,
}

impl PhoneNumber {
    /// Whether the number is the user's for certain.
    pub fn is_verified(&self) -> bool {
        is_verified(self.verification.as_ref())
    }
}

fn is_verified(verification: Option<&Verification>) -> bool {
    verification.is_some_and(|verification| verification.status == "verified")
}

/// How something was verified.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Verification {
    /// `verified`, `unverified`, `expired` or another.
    pub status: String,
    /// By what.
    pub strategy: String,
    /// After how many attempts.
    pub attempts: Option<i64>,
    /// Until when it may be tried.
    pub expire_at: Option<i64>,
}

/// Something that belongs to the same identity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct LinkedIdentification {
    /// Its id.
    pub id: String,
    /// Its kind, such as `oauth_google`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// An account of a user at another provider.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ExternalAccount {
    /// Its id.
    pub id: String,
    /// The provider, such as `oauth_google`.
    pub provider: String,
    /// The user's id there.
    pub provider_user_id: Option<String>,
    /// What the provider lets the application do, separated by spaces.
    pub approved_scopes: String,
    /// The e-mail address there.
    pub email_address: String,
    /// The user name there.
    pub username: Option<String>,
    /// How it was verified.
    pub verification: Option<Verification>,
}
