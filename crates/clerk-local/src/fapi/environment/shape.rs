//! The JSON of `/v1/environment`, as far as Clerk's components read it.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Environment {
    pub(super) object: &'static str,
    pub(super) id: &'static str,
    pub(super) auth_config: AuthConfig,
    pub(super) display_config: DisplayConfig,
    pub(super) user_settings: UserSettings,
    pub(super) organization_settings: Switch,
    pub(super) commerce_settings: CommerceSettings,
    pub(super) api_keys_settings: ApiKeysSettings,
    pub(super) maintenance_mode: bool,
    pub(super) client_debug_mode: bool,
    pub(super) partitioned_cookies: bool,
}

#[derive(Serialize)]
pub(super) struct AuthConfig {
    pub(super) object: &'static str,
    pub(super) id: &'static str,
    pub(super) single_session_mode: bool,
    pub(super) claimed_at: Option<i64>,
    pub(super) reverification: bool,
    pub(super) preferred_channels: Option<()>,
    pub(super) session_minter: bool,
    pub(super) url_based_session_syncing: bool,
    pub(super) test_mode: bool,
}

#[derive(Serialize)]
pub(super) struct DisplayConfig {
    pub(super) object: &'static str,
    pub(super) id: &'static str,
    pub(super) instance_environment_type: &'static str,
    pub(super) application_name: &'static str,
    pub(super) theme: Theme,
    pub(super) preferred_sign_in_strategy: &'static str,
    pub(super) logo_image_url: Option<String>,
    pub(super) favicon_image_url: Option<String>,
    pub(super) home_url: String,
    pub(super) sign_in_url: String,
    pub(super) sign_up_url: String,
    pub(super) user_profile_url: String,
    pub(super) after_sign_in_url: String,
    pub(super) after_sign_up_url: String,
    pub(super) after_sign_out_one_url: String,
    pub(super) after_sign_out_all_url: String,
    pub(super) after_sign_out_url: String,
    pub(super) after_switch_session_url: String,
    pub(super) logo_link_url: String,
    pub(super) support_email: Option<String>,
    pub(super) branded: bool,
    pub(super) experimental_force_oauth_first: bool,
    pub(super) clerk_js_version: &'static str,
    pub(super) show_devmode_warning: bool,
    pub(super) google_one_tap_client_id: Option<String>,
    pub(super) captcha_public_key: Option<String>,
    pub(super) captcha_widget_type: Option<String>,
    pub(super) captcha_public_key_invisible: Option<String>,
    pub(super) captcha_heartbeat: bool,
}

#[derive(Serialize)]
pub(super) struct Theme {
    pub(super) buttons: ButtonTheme,
    pub(super) general: GeneralTheme,
    pub(super) accounts: AccountsTheme,
}

#[derive(Serialize)]
pub(super) struct ButtonTheme {
    pub(super) font_color: &'static str,
    pub(super) font_family: &'static str,
    pub(super) font_weight: &'static str,
}

#[derive(Serialize)]
pub(super) struct GeneralTheme {
    pub(super) color: &'static str,
    pub(super) padding: &'static str,
    pub(super) box_shadow: &'static str,
    pub(super) font_color: &'static str,
    pub(super) font_family: &'static str,
    pub(super) border_radius: &'static str,
    pub(super) background_color: &'static str,
    pub(super) label_font_weight: &'static str,
}

#[derive(Serialize)]
pub(super) struct AccountsTheme {
    pub(super) background_color: &'static str,
}

#[derive(Serialize)]
pub(super) struct UserSettings {
    pub(super) attributes: Attributes,
    pub(super) social: SocialProviders,
    pub(super) enterprise_sso: Switch,
    pub(super) sign_in: SignInSettings,
    pub(super) sign_up: SignUpSettings,
    pub(super) password_settings: PasswordSettings,
    pub(super) actions: ActionSettings,
    pub(super) attack_protection: AttackProtection,
}

/// Sent whole: what is left out does not fall back to a default.
#[derive(Serialize)]
pub(super) struct Attributes {
    pub(super) email_address: Attribute,
    pub(super) password: Attribute,
    pub(super) first_name: Attribute,
    pub(super) last_name: Attribute,
    pub(super) phone_number: Attribute,
    pub(super) username: Attribute,
    pub(super) web3_wallet: Attribute,
    pub(super) authenticator_app: Attribute,
    pub(super) backup_code: Attribute,
    pub(super) passkey: Attribute,
    pub(super) ticket: Attribute,
}

#[derive(Serialize)]
pub(super) struct Attribute {
    pub(super) enabled: bool,
    pub(super) required: bool,
    pub(super) used_for_first_factor: bool,
    pub(super) first_factors: &'static [&'static str],
    pub(super) used_for_second_factor: bool,
    pub(super) second_factors: [&'static str; 0],
    pub(super) verifications: &'static [&'static str],
    pub(super) verify_at_sign_up: bool,
    pub(super) immutable: bool,
}

#[derive(Serialize)]
pub(super) struct SocialProviders {
    pub(super) oauth_google: SocialProvider,
    pub(super) oauth_github: SocialProvider,
}

#[derive(Serialize)]
pub(super) struct SocialProvider {
    pub(super) enabled: bool,
    pub(super) required: bool,
    pub(super) authenticatable: bool,
    pub(super) block_email_subaddresses: bool,
    pub(super) strategy: &'static str,
    pub(super) not_selectable: bool,
    pub(super) deprecated: bool,
    pub(super) name: &'static str,
    pub(super) logo_url: String,
}

#[derive(Serialize)]
pub(super) struct Switch {
    pub(super) enabled: bool,
}

#[derive(Serialize)]
pub(super) struct SignInSettings {
    pub(super) second_factor: SecondFactor,
}

#[derive(Serialize)]
pub(super) struct SecondFactor {
    pub(super) enabled: bool,
    pub(super) required: bool,
}

#[derive(Serialize)]
pub(super) struct SignUpSettings {
    pub(super) mode: &'static str,
    pub(super) progressive: bool,
    pub(super) captcha_enabled: bool,
    pub(super) captcha_widget_type: &'static str,
    pub(super) custom_action_required: bool,
    pub(super) legal_consent_enabled: bool,
}

#[derive(Serialize)]
pub(super) struct PasswordSettings {
    pub(super) min_length: usize,
    pub(super) max_length: usize,
    pub(super) disable_hibp: bool,
    pub(super) require_special_char: bool,
    pub(super) require_numbers: bool,
    pub(super) require_uppercase: bool,
    pub(super) require_lowercase: bool,
    pub(super) show_zxcvbn: bool,
    pub(super) min_zxcvbn_strength: u8,
    pub(super) allowed_special_characters: &'static str,
}

#[derive(Serialize)]
pub(super) struct ActionSettings {
    pub(super) delete_self: bool,
    pub(super) create_organization: bool,
}

#[derive(Serialize)]
pub(super) struct AttackProtection {
    pub(super) enumeration_protection: Switch,
}

/// All of it must be there, or clerk-js rejects the whole environment.
#[derive(Serialize)]
pub(super) struct CommerceSettings {
    pub(super) billing: BillingSettings,
}

#[derive(Serialize)]
pub(super) struct BillingSettings {
    pub(super) stripe_publishable_key: Option<String>,
    pub(super) enabled: bool,
    pub(super) has_paid_user_plans: bool,
    pub(super) has_paid_org_plans: bool,
    pub(super) organization: PlanSettings,
    pub(super) user: PlanSettings,
}

#[derive(Serialize)]
pub(super) struct PlanSettings {
    pub(super) enabled: bool,
    pub(super) has_paid_plans: bool,
}

#[derive(Serialize)]
pub(super) struct ApiKeysSettings {
    pub(super) enabled: bool,
    pub(super) user_api_keys_enabled: bool,
    pub(super) orgs_api_keys_enabled: bool,
}
