//! What administrators switch on and off while the application runs.

use serde::{Deserialize, Serialize};

/// Something that is on or off for everybody.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSwitch {
    /// What it is called.
    pub name: String,
    /// What is so while it is on, in a sentence.
    pub description: String,
    /// Whether it is on.
    pub enabled: bool,
}

/// On or off.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwitchChange {
    /// Whether it is to be on.
    pub enabled: bool,
}
