//! What the instance offers: drawn by Clerk's components as form fields and buttons.

mod shape;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use self::shape::{
    AccountsTheme, ActionSettings, ApiKeysSettings, AttackProtection, Attribute, Attributes,
    AuthConfig, BillingSettings, ButtonTheme, CommerceSettings, DisplayConfig, Environment,
    GeneralTheme, PasswordSettings, PlanSettings, SecondFactor, SignInSettings, SignUpSettings,
    SocialProvider, SocialProviders, Switch, Theme, UserSettings,
};
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

const OFF: Switch = Switch { enabled: false };

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
                reverification: true,
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
