//! The wing of the settings.

use crate::{
    components::wing,
    pages::{AccountPage, DataPage, PreferencesPage, SessionsPage, SettingsPage},
};

wing! {
    /// The pages of a person's own settings.
    SettingsWing = settings {
        /// Clerk's profile.
        Account => AccountPage,
        /// Taking it along, and leaving.
        Data => DataPage,
        /// Leads to the first of the others.
        First => SettingsPage,
        /// How things are shown.
        Preferences => PreferencesPage,
        /// Where one is signed in.
        Sessions => SessionsPage,
    }
}
