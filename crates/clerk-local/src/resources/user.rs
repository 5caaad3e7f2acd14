//! People.

use serde::Serialize;

use super::verification::VerificationResource;
use super::{Artist, NoItems};
use crate::clock::UnixMillis;
use crate::ids::{EmailId, ExternalAccountId, UserId};
use crate::images;
use crate::state::{Email, ExternalAccount, Metadata, User};

/// A person.
#[derive(Debug, Serialize)]
pub(crate) struct UserResource {
    object: &'static str,
    id: UserId,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    locale: Option<String>,
    image_url: String,
    profile_image_url: String,
    has_image: bool,
    primary_email_address_id: Option<EmailId>,
    primary_phone_number_id: Option<String>,
    primary_web3_wallet_id: Option<String>,
    password_enabled: bool,
    two_factor_enabled: bool,
    totp_enabled: bool,
    backup_code_enabled: bool,
    email_addresses: Vec<EmailResource>,
    phone_numbers: NoItems,
    web3_wallets: NoItems,
    passkeys: NoItems,
    organization_memberships: NoItems,
    external_accounts: Vec<ExternalAccountResource>,
    enterprise_accounts: NoItems,
    saml_accounts: NoItems,
    password_last_updated_at: Option<UnixMillis>,
    public_metadata: Metadata,
    /// For the Backend API only.
    #[serde(skip_serializing_if = "Option::is_none")]
    private_metadata: Option<Metadata>,
    unsafe_metadata: Metadata,
    external_id: Option<String>,
    last_sign_in_at: Option<UnixMillis>,
    banned: bool,
    locked: bool,
    lockout_expires_in_seconds: Option<u32>,
    verification_attempts_remaining: u32,
    created_at: UnixMillis,
    updated_at: UnixMillis,
    last_active_at: Option<UnixMillis>,
    delete_self_enabled: bool,
    create_organization_enabled: bool,
    create_organizations_limit: Option<u32>,
    mfa_enabled_at: Option<UnixMillis>,
    mfa_disabled_at: Option<UnixMillis>,
    legal_accepted_at: Option<UnixMillis>,
}

/// An e-mail address.
#[derive(Debug, Serialize)]
pub(crate) struct EmailResource {
    id: EmailId,
    object: &'static str,
    email_address: String,
    reserved: bool,
    /// Null until it is begun.
    verification: Option<VerificationResource>,
    linked_to: Vec<LinkResource>,
    matches_sso_connection: bool,
    created_at: UnixMillis,
    updated_at: UnixMillis,
}

#[derive(Debug, Serialize)]
struct LinkResource {
    #[serde(rename = "type")]
    kind: &'static str,
    id: ExternalAccountId,
}

/// A connected account.
#[derive(Debug, Serialize)]
pub(crate) struct ExternalAccountResource {
    id: ExternalAccountId,
    object: &'static str,
    provider: &'static str,
    identification_id: EmailId,
    provider_user_id: String,
    approved_scopes: &'static str,
    email_address: String,
    first_name: String,
    last_name: String,
    username: Option<String>,
    image_url: String,
    avatar_url: String,
    label: Option<String>,
    public_metadata: Metadata,
    verification: VerificationResource,
    created_at: UnixMillis,
    updated_at: UnixMillis,
}

/// A profile picture.
#[derive(Debug, Serialize)]
pub(crate) struct ImageResource {
    pub(crate) object: &'static str,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) public_url: String,
}

/// What others may see of a person.
#[derive(Debug, Serialize)]
pub(super) struct PublicUserResource {
    first_name: Option<String>,
    last_name: Option<String>,
    image_url: String,
    has_image: bool,
    identifier: Option<String>,
    profile_image_url: String,
    user_id: UserId,
    username: Option<String>,
}

impl Artist<'_> {
    /// A person as they see themselves.
    pub(crate) fn user(&self, user: &User) -> UserResource {
        let image_url = self.image_url(user);
        UserResource {
            object: "user",
            id: user.id.clone(),
            username: None,
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            locale: user.locale.clone(),
            profile_image_url: image_url.clone(),
            image_url,
            has_image: user.image.is_some(),
            primary_email_address_id: user.primary_email.clone(),
            primary_phone_number_id: None,
            primary_web3_wallet_id: None,
            password_enabled: user.has_password(),
            two_factor_enabled: false,
            totp_enabled: false,
            backup_code_enabled: false,
            email_addresses: user.emails.iter().map(|email| self.email(email)).collect(),
            phone_numbers: [],
            web3_wallets: [],
            passkeys: [],
            organization_memberships: [],
            external_accounts: user
                .external_accounts
                .iter()
                .map(|account| self.external_account(account))
                .collect(),
            enterprise_accounts: [],
            saml_accounts: [],
            password_last_updated_at: user.password_changed_at,
            public_metadata: user.public_metadata.clone(),
            private_metadata: None,
            unsafe_metadata: user.unsafe_metadata.clone(),
            external_id: user.external_id.clone(),
            last_sign_in_at: user.last_sign_in_at,
            banned: user.banned,
            locked: false,
            lockout_expires_in_seconds: None,
            verification_attempts_remaining: 100,
            created_at: user.created_at,
            updated_at: user.updated_at,
            last_active_at: user.last_active_at,
            delete_self_enabled: true,
            create_organization_enabled: false,
            create_organizations_limit: None,
            mfa_enabled_at: None,
            mfa_disabled_at: None,
            legal_accepted_at: None,
        }
    }

    /// A person as the application's server sees them.
    pub(crate) fn user_for_server(&self, user: &User) -> UserResource {
        UserResource {
            private_metadata: Some(user.private_metadata.clone()),
            ..self.user(user)
        }
    }

    pub(super) fn public_user(&self, user: &User) -> PublicUserResource {
        let image_url = self.image_url(user);
        PublicUserResource {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            profile_image_url: image_url.clone(),
            image_url,
            has_image: user.image.is_some(),
            identifier: user.primary_email().map(|email| email.address.clone()),
            user_id: user.id.clone(),
            username: None,
        }
    }

    /// An address of a person.
    pub(crate) fn email(&self, email: &Email) -> EmailResource {
        EmailResource {
            id: email.id.clone(),
            object: "email_address",
            email_address: email.address.clone(),
            reserved: false,
            verification: email
                .verification
                .as_ref()
                .map(|verification| VerificationResource::draw(verification, self.now)),
            linked_to: email
                .linked_to
                .iter()
                .map(|(provider, id)| LinkResource {
                    kind: provider.strategy(),
                    id: id.clone(),
                })
                .collect(),
            matches_sso_connection: false,
            created_at: email.created_at,
            updated_at: email.updated_at,
        }
    }

    /// A connected account of a person.
    pub(crate) fn external_account(&self, account: &ExternalAccount) -> ExternalAccountResource {
        let profile = account.profile.as_ref();
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        ExternalAccountResource {
            id: account.id.clone(),
            object: "external_account",
            provider: account.provider.strategy(),
            identification_id: account.identification_id.clone(),
            provider_user_id: text(profile.map(|profile| &profile.provider_user_id)),
            approved_scopes: "email profile",
            email_address: text(profile.map(|profile| &profile.email)),
            first_name: text(profile.and_then(|profile| profile.first_name.as_ref())),
            last_name: text(profile.and_then(|profile| profile.last_name.as_ref())),
            username: profile.and_then(|profile| profile.username.clone()),
            image_url: String::new(),
            avatar_url: String::new(),
            label: None,
            public_metadata: Metadata::new(),
            verification: VerificationResource::draw(&account.verification, self.now),
            created_at: account.created_at,
            updated_at: account.updated_at,
        }
    }

    /// Where the browser finds a person's picture.
    pub(crate) fn image_url(&self, user: &User) -> String {
        images::user_image_url(self.proxy_url, user)
    }
}
