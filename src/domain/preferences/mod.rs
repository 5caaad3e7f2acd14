//! What people choose about how the application works for them, and the changes to it.

mod change;
mod form;
mod format;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use self::{
    change::{DISPLAY_NAME_MAX, NotificationsChange, PreferencesChange, Settings, SettingsChange},
    form::PreferencesForm,
    format::{CurrencyFormat, NumberFormat, Theme},
};
use super::money::Usd;

/// What a person has chosen; what they have not stands at its default.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The scoring profile that offers are scored by unless they name another; `null`: the
    /// person's own default one, else the product's.
    pub scoring_profile_id: Option<i64>,
    /// The only ruleset that values offers unless they name another; `null`: all that apply.
    pub ruleset_id: Option<i64>,
    /// What a machine may cost after deductions, for "best under budget".
    pub budget_usd: Usd,
    /// Light or dark.
    pub theme: Theme,
    /// How thousands and decimals are set apart.
    pub numbers: NumberFormat,
    /// How an amount names its currency.
    pub currency: CurrencyFormat,
    /// What to be told of.
    pub notifications: Notifications,
}

/// What a person wants to be told of. What administrators do to an account is always told.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notifications {
    /// An offer that they are deciding on became cheaper.
    pub price_drop: bool,
    /// Somebody showed them an offer.
    pub share_received: bool,
    /// Somebody saved an offer that they had shown them.
    pub share_imported: bool,
}

impl Default for Notifications {
    fn default() -> Self {
        Self {
            price_drop: true,
            share_received: true,
            share_imported: true,
        }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            scoring_profile_id: None,
            ruleset_id: None,
            budget_usd: Usd::whole(400),
            theme: Theme::default(),
            numbers: NumberFormat::default(),
            currency: CurrencyFormat::default(),
            notifications: Notifications::default(),
        }
    }
}

impl Preferences {
    /// What is stored in a person's row. Each key by itself: what is missing, or cannot be
    /// understood because another release has written it, stands at its default.
    #[must_use]
    pub fn from_stored(stored: &Value) -> Self {
        let default = Self::default();
        let told = stored.get("notifications").unwrap_or(&Value::Null);
        Self {
            scoring_profile_id: read(stored, "scoring_profile_id"),
            ruleset_id: read(stored, "ruleset_id"),
            budget_usd: read(stored, "budget_usd").unwrap_or(default.budget_usd),
            theme: read(stored, "theme").unwrap_or_default(),
            numbers: read(stored, "numbers").unwrap_or_default(),
            currency: read(stored, "currency").unwrap_or_default(),
            notifications: Notifications {
                price_drop: read(told, "price_drop").unwrap_or(true),
                share_received: read(told, "share_received").unwrap_or(true),
                share_imported: read(told, "share_imported").unwrap_or(true),
            },
        }
    }
}

fn read<T: DeserializeOwned>(stored: &Value, key: &str) -> Option<T> {
    T::deserialize(stored.get(key)?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_stored_is_read_back() {
        let preferences = Preferences {
            scoring_profile_id: Some(3),
            budget_usd: "250.50".parse().unwrap(),
            theme: Theme::Dark,
            notifications: Notifications {
                price_drop: false,
                ..Notifications::default()
            },
            ..Preferences::default()
        };
        let stored = serde_json::to_value(&preferences).unwrap();
        assert_eq!(Preferences::from_stored(&stored), preferences);
    }

    #[test]
    fn what_cannot_be_understood_stands_at_its_default_and_spoils_nothing_else() {
        let stored = json!({
            "theme": "sepia", "budget_usd": -3, "numbers": "1.234,50",
            "notifications": {"price_drop": false, "share_received": "sometimes"}, "from_later": 1,
        });
        let read = Preferences::from_stored(&stored);
        assert_eq!(read.theme, Theme::System);
        assert_eq!(read.budget_usd.to_string(), "400.00");
        assert_eq!(read.numbers, NumberFormat::DotComma);
        assert!(!read.notifications.price_drop && read.notifications.share_received);
        for odd in [json!({}), json!([]), json!(null), json!("x")] {
            assert_eq!(Preferences::from_stored(&odd), Preferences::default());
        }
    }
}
