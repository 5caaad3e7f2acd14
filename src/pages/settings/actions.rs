//! What the settings ask the server.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    domain::preferences::{PreferencesForm, Settings},
    error::Error,
};

/// What the form of the preferences shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreferencesView {
    /// The caller's settings.
    pub settings: Settings,
    /// Names this state of them.
    pub tag: String,
    /// What offers can be scored by.
    pub scoring_profiles: Vec<Named>,
    /// What offers can be valued by.
    pub rulesets: Vec<Named>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The number of its row.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Part of the product.
    pub is_system: bool,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The settings as they are now.
    pub settings: Settings,
    /// Names this state of them.
    pub tag: String,
}

/// The caller's settings, and what there is to choose from.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn get_preferences() -> Result<PreferencesView, Error> {
    use crate::service::preferences;

    let mut tx = crate::serverfn::begin().await?;
    let now = preferences::read(&mut tx).await?;
    let choices = preferences::choices(&mut tx).await?;
    Ok(PreferencesView {
        settings: now.settings,
        tag: now.tag,
        scoring_profiles: choices.scoring_profiles.into_iter().map(named).collect(),
        rulesets: choices.rulesets.into_iter().map(named).collect(),
    })
}

/// Saves the caller's settings, unless they were changed since the form was filled.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_preferences(
    /// The settings, as the form holds them.
    preferences: PreferencesForm,
) -> Result<Saved, Error> {
    let change = preferences.check()?;
    let mut tx = crate::serverfn::begin().await?;
    let now = crate::service::preferences::change(&mut tx, change, Some(&preferences.seen)).await?;
    tx.commit().await?;
    crate::serverfn::forget_theme_of_this_browser();
    Ok(Saved {
        settings: now.settings,
        tag: now.tag,
    })
}

#[cfg(feature = "ssr")]
fn named(row: crate::service::preferences::Choosable) -> Named {
    Named {
        id: row.id,
        name: row.name,
        is_system: row.is_system,
    }
}
