use serde::{Deserialize, Serialize};

use super::{
    CurrencyFormat, NotificationsChange, NumberFormat, PreferencesChange, SettingsChange, Theme,
};
use crate::domain::listing::FieldError;

/// The settings as a form holds them: text, and boxes that are left out where they are not
/// ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreferencesForm {
    /// The name to be shown by.
    pub display_name: String,
    /// A number, or empty.
    pub scoring_profile_id: String,
    /// A number, or empty.
    pub ruleset_id: String,
    /// An amount.
    pub budget_usd: String,
    /// A theme's name.
    pub theme: String,
    /// A number format's name.
    pub numbers: String,
    /// A currency format's name.
    pub currency: String,
    /// Ticked or left out.
    pub price_drop: Option<String>,
    /// Ticked or left out.
    pub share_received: Option<String>,
    /// Ticked or left out.
    pub share_imported: Option<String>,
    /// Names the settings that the form was filled with, to notice changes from elsewhere.
    pub seen: String,
}

impl PreferencesForm {
    /// The change that the form stands for: every setting, as it is in the form.
    ///
    /// # Errors
    /// Every field that cannot be read.
    pub fn check(&self) -> Result<SettingsChange, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, reason: &str| errors.push(FieldError::new(field, reason));

        let budget = self.budget_usd.trim();
        let budget_usd = budget
            .parse()
            .map_err(|error: crate::domain::money::MoneyError| {
                wrong("budget_usd", &error.to_string());
            })
            .ok();
        let mut id = |field: &str, text: &str| match text.trim() {
            "" => None,
            number => number
                .parse()
                .map_err(|_| wrong(field, "must be one of the list"))
                .ok(),
        };
        let scoring_profile_id = id("scoring_profile_id", &self.scoring_profile_id);
        let ruleset_id = id("ruleset_id", &self.ruleset_id);
        let theme = Theme::from_name(&self.theme);
        if theme.is_none() {
            wrong("theme", "must be one of the list");
        }
        let numbers = NumberFormat::from_name(&self.numbers);
        if numbers.is_none() {
            wrong("numbers", "must be one of the list");
        }
        let currency = CurrencyFormat::from_name(&self.currency);
        if currency.is_none() {
            wrong("currency", "must be one of the list");
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(SettingsChange {
            display_name: Some(Some(self.display_name.clone())),
            preferences: PreferencesChange {
                scoring_profile_id: Some(scoring_profile_id),
                ruleset_id: Some(ruleset_id),
                budget_usd,
                theme,
                numbers,
                currency,
                notifications: NotificationsChange {
                    price_drop: Some(self.price_drop.is_some()),
                    share_received: Some(self.share_received.is_some()),
                    share_imported: Some(self.share_imported.is_some()),
                },
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::preferences::Settings;

    fn form() -> PreferencesForm {
        PreferencesForm {
            budget_usd: " 350 ".into(),
            theme: "dark".into(),
            numbers: "1.234,50".into(),
            currency: "symbol".into(),
            price_drop: Some("on".into()),
            ..PreferencesForm::default()
        }
    }

    #[test]
    fn a_form_says_what_every_setting_is() {
        let change = form().check().unwrap();
        let settings = Settings::default().with(change).unwrap();
        assert_eq!(settings.display_name, None);
        let preferences = settings.preferences;
        assert_eq!(preferences.budget_usd.to_string(), "350.00");
        assert_eq!(preferences.theme, Theme::Dark);
        assert!(preferences.notifications.price_drop);
        assert!(!preferences.notifications.share_received, "an unticked box");
    }

    #[test]
    fn every_field_that_cannot_be_read_is_named() {
        let odd = PreferencesForm {
            budget_usd: "a lot".into(),
            ruleset_id: "first".into(),
            theme: "sepia".into(),
            numbers: String::new(),
            ..form()
        };
        let errors = odd.check().unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["budget_usd", "ruleset_id", "theme", "numbers"]);
    }
}
