//! What a person tells about themselves, and the rules for it.

use serde::Deserialize;

use crate::errors::ApiError;
use crate::passwords;
use crate::state::{Metadata, SignUp, normalise_email};

/// Whatever is known so far; clerk-js sends the same fields to create and to update.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    pub(super) email_address: Option<String>,
    pub(super) password: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) unsafe_metadata: Option<String>,
    pub(super) locale: Option<String>,
    pub(super) strategy: Option<String>,
    pub(super) redirect_url: Option<String>,
    pub(super) action_complete_redirect_url: Option<String>,
    pub(super) transfer: bool,
}

/// Fields that passed the rules, the password hashed.
pub(super) struct Checked {
    pub(super) email: Option<String>,
    pub(super) password_hash: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) unsafe_metadata: Option<Metadata>,
    pub(super) locale: Option<String>,
}

impl Fields {
    pub(super) async fn check(&self) -> Result<Checked, ApiError> {
        let given = |field: &Option<String>| {
            field
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let email = given(&self.email_address)
            .map(|text| normalise_email(&text, "email_address"))
            .transpose()?;
        let password_hash = match self.password.as_deref().filter(|text| !text.is_empty()) {
            Some(password) => {
                Some(passwords::accept(password.to_owned(), "password", false).await?)
            }
            None => None,
        };
        let unsafe_metadata = given(&self.unsafe_metadata)
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|_| {
                ApiError::param_format_invalid("unsafe_metadata", "must be a JSON object")
            })?;
        Ok(Checked {
            email,
            password_hash,
            first_name: given(&self.first_name),
            last_name: given(&self.last_name),
            unsafe_metadata,
            locale: given(&self.locale),
        })
    }
}

impl Checked {
    pub(super) fn apply(self, sign_up: &mut SignUp) {
        if self.email.is_some() && self.email != sign_up.email {
            sign_up.email = self.email;
            sign_up.email_verification = None;
        }
        let keep = |new: Option<String>, old: &mut Option<String>| {
            if new.is_some() {
                *old = new;
            }
        };
        keep(self.password_hash, &mut sign_up.password_hash);
        keep(self.first_name, &mut sign_up.first_name);
        keep(self.last_name, &mut sign_up.last_name);
        keep(self.locale, &mut sign_up.locale);
        if let Some(metadata) = self.unsafe_metadata {
            sign_up.unsafe_metadata = metadata;
        }
    }
}
