//! What the instance offers: drawn by Clerk's components as form fields and buttons.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::Shared;
use crate::images::provider_icon_url;
use crate::passwords;
use crate::personas::Provider;
use crate::visitor::{Via, Visitor};

const APPLICATION_NAME: &str = "Deal Brain";

pub(crate) fn router() -> Router<Shared> {
    // Development keys write it, for the sake of a time stamp; it is answered alike.
    Router::new().route("/v1/environment", get(read).patch(read))
}

async fn read(State(_): State<Shared>, visitor: Visitor) -> Response {
    let caching = [(header::CACHE_CONTROL, "no-store")];
    (caching, Json(Environment::of(&visitor.via))).into_response()
}

#[derive(Serialize)]
struct Environment {
    object: &'static str,
    id: &'static str,
    auth_config: AuthConfig,
    display_config: DisplayConfig,
    user_settings: UserSettings,
    organization_settings: Switch,
    commerce_settings: CommerceSettings,
    api_keys_settings: ApiKeysSettings,
    maintenance_mode: bool,
    client_debug_mode: bool,
    partitioned_cookies: bool,
}

#[derive(Serialize)]
struct AuthConfig {
    object: &'static str,
    id: &'static str,
    single_session_mode: bool,
    claimed_at: Option<i64>,
    reverification: bool,
    preferred_channels: Option<()>,
    session_minter: bool,
    url_based_session_syncing: bool,
    test_mode: bool,
}

#[derive(Serialize)]
struct DisplayConfig {
    object: &'static str,
    id: &'static str,
    instance_environment_type: &'static str,
    application_name: &'static str,
    theme: Theme,
    preferred_sign_in_strategy: &'static str,
    logo_image_url: Option<String>,
    favicon_image_url: Option<String>,
    home_url: String,
    sign_in_url: String,
    sign_up_url: String,
    user_profile_url: String,
    after_sign_in_url: String,
    after_sign_up_url: String,
    after_sign_out_one_url: String,
    after_sign_out_all_url: String,
    after_sign_out_url: String,
    after_switch_session_url: String,
    logo_link_url: String,
    support_email: Option<String>,
    branded: bool,
    experimental_force_oauth_first: bool,
    clerk_js_version: &'static str,
    show_devmode_warning: bool,
    google_one_tap_client_id: Option<String>,
    captcha_public_key: Option<String>,
    captcha_widget_type: Option<String>,
    captcha_public_key_invisible: Option<String>,
    captcha_heartbeat: bool,
}

#[derive(Serialize)]
struct Theme {
    buttons: ButtonTheme,
    general: GeneralTheme,
    accounts: AccountsTheme,
}

#[derive(Serialize)]
struct ButtonTheme {
    font_color: &'static str,
    font_family: &'static str,
    font_weight: &'static str,
}

#[derive(Serialize)]
struct GeneralTheme {
    color: &'static str,
    padding: &'static str,
    box_shadow: &'static str,
    font_color: &'static str,
    font_family: &'static str,
    border_radius: &'static str,
    background_color: &'static str,
    label_font_weight: &'static str,
}

#[derive(Serialize)]
struct AccountsTheme {
    background_color: &'static str,
}

#[derive(Serialize)]
struct UserSettings {
    attributes: Attributes,
    social: SocialProviders,
    enterprise_sso: Switch,
    sign_in: SignInSettings,
    sign_up: SignUpSettings,
    password_settings: PasswordSettings,
    actions: ActionSettings,
    attack_protection: AttackProtection,
}

/// Sent whole: what is left out does not fall back to a default.
#[derive(Serialize)]
struct Attributes {
    email_address: Attribute,
    password: Attribute,
    first_name: Attribute,
    last_name: Attribute,
    phone_number: Attribute,
    username: Attribute,
    web3_wallet: Attribute,
    authenticator_app: Attribute,
    backup_code: Attribute,
    passkey: Attribute,
    ticket: Attribute,
}

#[derive(Serialize)]
struct Attribute {
    enabled: bool,
    required: bool,
    used_for_first_factor: bool,
    first_factors: &'static [&'static str],
    used_for_second_factor: bool,
    second_factors: [&'static str; 0],
    verifications: &'static [&'static str],
    verify_at_sign_up: bool,
    immutable: bool,
}

impl Attribute {
    const OFF: Self = Self {
        enabled: false,
        required: false,
        used_for_first_factor: false,
        first_factors: &[],
        used_for_second_factor: false,
        second_factors: [],
        verifications: &[],
        verify_at_sign_up: false,
        immutable: false,
    };
    const OPTIONAL: Self = Self {
        enabled: true,
        ..Self::OFF
    };
    const REQUIRED: Self = Self {
        required: true,
        ..Self::OPTIONAL
    };
    const VERIFIED_EMAIL: Self = Self {
        used_for_first_factor: true,
        first_factors: &["email_code"],
        verifications: &["email_code"],
        verify_at_sign_up: true,
        ..Self::REQUIRED
    };
}

#[derive(Serialize)]
struct SocialProviders {
    oauth_google: SocialProvider,
    oauth_github: SocialProvider,
}

#[derive(Serialize)]
struct SocialProvider {
    enabled: bool,
    required: bool,
    authenticatable: bool,
    block_email_subaddresses: bool,
    strategy: &'static str,
    not_selectable: bool,
    deprecated: bool,
    name: &'static str,
    logo_url: String,
}

#[derive(Serialize)]
struct Switch {
    enabled: bool,
}

const OFF: Switch = Switch { enabled: false };

#[derive(Serialize)]
struct SignInSettings {
    second_factor: SecondFactor,
}

#[derive(Serialize)]
struct SecondFactor {
    enabled: bool,
    required: bool,
}

#[derive(Serialize)]
struct SignUpSettings {
    mode: &'static str,
    progressive: bool,
    captcha_enabled: bool,
    captcha_widget_type: &'static str,
    custom_action_required: bool,
    legal_consent_enabled: bool,
}

#[derive(Serialize)]
struct PasswordSettings {
    min_length: usize,
    max_length: usize,
    disable_hibp: bool,
    require_special_char: bool,
    require_numbers: bool,
    require_uppercase: bool,
    require_lowercase: bool,
    show_zxcvbn: bool,
    min_zxcvbn_strength: u8,
    allowed_special_characters: &'static str,
}

#[derive(Serialize)]
struct ActionSettings {
    delete_self: bool,
    create_organization: bool,
}

#[derive(Serialize)]
struct AttackProtection {
    enumeration_protection: Switch,
}

/// All of it must be there, or clerk-js rejects the whole environment.
#[derive(Serialize)]
struct CommerceSettings {
    billing: BillingSettings,
}

#[derive(Serialize)]
struct BillingSettings {
    stripe_publishable_key: Option<String>,
    enabled: bool,
    has_paid_user_plans: bool,
    has_paid_org_plans: bool,
    organization: PlanSettings,
    user: PlanSettings,
}

#[derive(Serialize)]
struct PlanSettings {
    enabled: bool,
    has_paid_plans: bool,
}

#[derive(Serialize)]
struct ApiKeysSettings {
    enabled: bool,
    user_api_keys_enabled: bool,
    orgs_api_keys_enabled: bool,
}

impl Environment {
    fn of(via: &Via) -> Self {
        Self {
            object: "environment",
            id: "env_local",
            auth_config: AuthConfig {
                object: "auth_config",
                id: "aac_local",
                single_session_mode: true,
                claimed_at: None,
                reverification: false,
                preferred_channels: None,
                session_minter: false,
                url_based_session_syncing: false,
                test_mode: false,
            },
            display_config: DisplayConfig::of(via),
            user_settings: UserSettings::of(via),
            organization_settings: OFF,
            commerce_settings: CommerceSettings {
                billing: BillingSettings {
                    stripe_publishable_key: None,
                    enabled: false,
                    has_paid_user_plans: false,
                    has_paid_org_plans: false,
                    organization: PlanSettings {
                        enabled: false,
                        has_paid_plans: false,
                    },
                    user: PlanSettings {
                        enabled: false,
                        has_paid_plans: false,
                    },
                },
            },
            api_keys_settings: ApiKeysSettings {
                enabled: false,
                user_api_keys_enabled: false,
                orgs_api_keys_enabled: false,
            },
            maintenance_mode: false,
            client_debug_mode: false,
            partitioned_cookies: false,
        }
    }
}

impl DisplayConfig {
    fn of(via: &Via) -> Self {
        let page = |path: &str| format!("{}{path}", via.origin);
        Self {
            object: "display_config",
            id: "display_local",
            instance_environment_type: "production",
            application_name: APPLICATION_NAME,
            theme: Theme {
                buttons: ButtonTheme {
                    font_color: "#ffffff",
                    font_family: "inherit",
                    font_weight: "600",
                },
                general: GeneralTheme {
                    color: "#2f6f5e",
                    padding: "1em",
                    box_shadow: "none",
                    font_color: "#151515",
                    font_family: "inherit",
                    border_radius: "0.5em",
                    background_color: "#ffffff",
                    label_font_weight: "600",
                },
                accounts: AccountsTheme {
                    background_color: "#ffffff",
                },
            },
            preferred_sign_in_strategy: "password",
            logo_image_url: None,
            favicon_image_url: None,
            home_url: page("/"),
            sign_in_url: page("/sign-in"),
            sign_up_url: page("/sign-up"),
            user_profile_url: page("/user"),
            after_sign_in_url: page("/"),
            after_sign_up_url: page("/"),
            after_sign_out_one_url: page("/"),
            after_sign_out_all_url: page("/"),
            after_sign_out_url: page("/"),
            after_switch_session_url: page("/"),
            logo_link_url: page("/"),
            support_email: None,
            branded: false,
            experimental_force_oauth_first: false,
            clerk_js_version: "6",
            show_devmode_warning: false,
            google_one_tap_client_id: None,
            captcha_public_key: None,
            captcha_widget_type: None,
            captcha_public_key_invisible: None,
            captcha_heartbeat: false,
        }
    }
}

impl UserSettings {
    fn of(via: &Via) -> Self {
        Self {
            attributes: Attributes {
                email_address: Attribute::VERIFIED_EMAIL,
                password: Attribute::REQUIRED,
                first_name: Attribute::OPTIONAL,
                last_name: Attribute::OPTIONAL,
                phone_number: Attribute::OFF,
                username: Attribute::OFF,
                web3_wallet: Attribute::OFF,
                authenticator_app: Attribute::OFF,
                backup_code: Attribute::OFF,
                passkey: Attribute::OFF,
                ticket: Attribute::OPTIONAL,
            },
            social: SocialProviders {
                oauth_google: SocialProvider::of(Provider::Google, via),
                oauth_github: SocialProvider::of(Provider::Github, via),
            },
            enterprise_sso: OFF,
            sign_in: SignInSettings {
                second_factor: SecondFactor {
                    enabled: false,
                    required: false,
                },
            },
            sign_up: SignUpSettings {
                mode: "public",
                progressive: true,
                captcha_enabled: false,
                captcha_widget_type: "smart",
                custom_action_required: false,
                legal_consent_enabled: false,
            },
            password_settings: PasswordSettings {
                min_length: passwords::MIN_LENGTH,
                max_length: passwords::MAX_LENGTH,
                disable_hibp: false,
                require_special_char: false,
                require_numbers: false,
                require_uppercase: false,
                require_lowercase: false,
                show_zxcvbn: false,
                min_zxcvbn_strength: 0,
                allowed_special_characters: "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~",
            },
            actions: ActionSettings {
                delete_self: true,
                create_organization: false,
            },
            attack_protection: AttackProtection {
                enumeration_protection: OFF,
            },
        }
    }
}

impl SocialProvider {
    fn of(provider: Provider, via: &Via) -> Self {
        Self {
            enabled: true,
            required: false,
            authenticatable: true,
            block_email_subaddresses: false,
            strategy: provider.strategy(),
            not_selectable: false,
            deprecated: false,
            name: provider.name(),
            logo_url: provider_icon_url(&via.proxy_url, provider),
        }
    }
}
