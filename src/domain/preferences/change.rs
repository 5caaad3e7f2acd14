//! Changes to what a person has chosen.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{CurrencyFormat, Notifications, NumberFormat, Preferences, Theme};
use crate::domain::{listing::FieldError, money::Usd};

/// The most characters of a name to be shown by.
pub const DISPLAY_NAME_MAX: usize = 100;

/// Changes to a person's own settings. What is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsChange {
    /// The name to be shown by; `null`: the name that Clerk keeps.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, max_length = 100))]
    pub display_name: Option<Option<String>>,
    /// Changes to the preferences.
    #[serde(deserialize_with = "object")]
    pub preferences: PreferencesChange,
}

/// Changes to preferences. What is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PreferencesChange {
    /// As in `Preferences`.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub scoring_profile_id: Option<Option<i64>>,
    /// As in `Preferences`.
    #[serde(deserialize_with = "given")]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<i64>))]
    pub ruleset_id: Option<Option<i64>>,
    /// As in `Preferences`.
    pub budget_usd: Option<Usd>,
    /// As in `Preferences`.
    pub theme: Option<Theme>,
    /// As in `Preferences`.
    pub numbers: Option<NumberFormat>,
    /// As in `Preferences`.
    pub currency: Option<CurrencyFormat>,
    /// As in `Preferences`.
    #[serde(deserialize_with = "object")]
    pub notifications: NotificationsChange,
}

/// Changes to what a person is told of. What is left out stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NotificationsChange {
    /// As in `Notifications`.
    pub price_drop: Option<bool>,
    /// As in `Notifications`.
    pub share_received: Option<bool>,
    /// As in `Notifications`.
    pub share_imported: Option<bool>,
}

/// Tells `null` from a key that is left out.
fn given<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Takes an object, where serde would also take a list of a struct's fields.
fn object<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(Object(PhantomData))
}

/// What a person may change about themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The name to be shown by, instead of the one that Clerk keeps.
    pub display_name: Option<String>,
    /// Everything else.
    pub preferences: Preferences,
}

impl Settings {
    /// These with the change.
    ///
    /// # Errors
    /// Every wrong field. Whether profiles and rulesets exist is not known here.
    pub fn with(mut self, change: SettingsChange) -> Result<Self, Vec<FieldError>> {
        if let Some(name) = change.display_name {
            self.display_name = name
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty());
        }
        if let Some(problem) = self.display_name.as_deref().and_then(name_problem) {
            return Err(vec![FieldError::new("display_name", problem)]);
        }
        let ours = &mut self.preferences;
        let theirs = change.preferences;
        set(&mut ours.scoring_profile_id, theirs.scoring_profile_id);
        set(&mut ours.ruleset_id, theirs.ruleset_id);
        set(&mut ours.budget_usd, theirs.budget_usd);
        set(&mut ours.theme, theirs.theme);
        set(&mut ours.numbers, theirs.numbers);
        set(&mut ours.currency, theirs.currency);
        ours.notifications = ours.notifications.with(theirs.notifications);
        Ok(self)
    }
}

impl Notifications {
    fn with(mut self, change: NotificationsChange) -> Self {
        set(&mut self.price_drop, change.price_drop);
        set(&mut self.share_received, change.share_received);
        set(&mut self.share_imported, change.share_imported);
        self
    }
}

fn set<T>(field: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *field = value;
    }
}

fn name_problem(name: &str) -> Option<String> {
    if name.chars().count() > DISPLAY_NAME_MAX {
        Some(format!("must be at most {DISPLAY_NAME_MAX} characters"))
    } else if name.contains(char::is_control) {
        Some("must be one line of text".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn change(json: Value) -> Result<SettingsChange, serde_json::Error> {
        serde_json::from_value(json)
    }

    #[test]
    fn a_change_touches_only_what_it_names() {
        let before = Settings {
            display_name: Some("Countess".into()),
            preferences: Preferences {
                ruleset_id: Some(4),
                ..Preferences::default()
            },
        };
        let named = change(json!({"preferences": {"theme": "dark"}})).unwrap();
        let after = before.clone().with(named).unwrap();
        assert_eq!(after.preferences.theme, Theme::Dark);
        assert_eq!(after.preferences.ruleset_id, Some(4));
        assert_eq!(after.display_name, before.display_name);

        let taken_back = json!({"display_name": null, "preferences": {"ruleset_id": null}});
        let after = before.with(change(taken_back).unwrap()).unwrap();
        assert_eq!(
            (after.display_name, after.preferences.ruleset_id),
            (None, None)
        );
    }

    #[test]
    fn what_is_not_a_setting_is_refused() {
        for json in [
            json!({"role": "admin"}),
            json!({"email": "ada@example.com"}),
            json!({"preferences": {"font": "serif"}}),
            json!({"preferences": {"notifications": {"weather": true}}}),
            json!({"preferences": {"theme": "sepia"}}),
            json!({"preferences": {"budget_usd": "-1"}}),
        ] {
            assert!(change(json.clone()).is_err(), "{json}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_shown_is_refused() {
        for name in [
            "x".repeat(DISPLAY_NAME_MAX + 1),
            "a\nb".into(),
            "a\0b".into(),
        ] {
            let named = change(json!({"display_name": name})).unwrap();
            let errors = Settings::default().with(named).unwrap_err();
            assert_eq!(errors[0].field, "display_name");
        }
        let blank = change(json!({"display_name": "   "})).unwrap();
        assert_eq!(Settings::default().with(blank).unwrap().display_name, None);
    }
}
