//! Which organization a URL belongs to.

use super::org_pattern;
use crate::config::{ConfigError, OrganizationSync};
use regex::Regex;

/// The compiled patterns of an [`OrganizationSync`].
#[derive(Debug, Default)]
pub(crate) struct OrganizationMatcher {
    organizations: Vec<Regex>,
    personal_account: Vec<Regex>,
}

/// What a URL wants to be active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SyncTarget {
    OrganizationId(String),
    OrganizationSlug(String),
    PersonalAccount,
}

impl SyncTarget {
    /// The value of the handshake's `organization_id`.
    pub(crate) fn handshake_value(&self) -> &str {
        match self {
            Self::OrganizationId(value) | Self::OrganizationSlug(value) => value,
            Self::PersonalAccount => "",
        }
    }
}

impl OrganizationMatcher {
    pub(crate) fn new(sync: &OrganizationSync) -> Result<Self, ConfigError> {
        let compile = |patterns: &[String]| -> Result<Vec<Regex>, ConfigError> {
            patterns
                .iter()
                .map(|text| org_pattern::compile(text))
                .collect()
        };
        Ok(Self {
            organizations: compile(&sync.organization_patterns)?,
            personal_account: compile(&sync.personal_account_patterns)?,
        })
    }

    /// The first pattern that matches decides; if it names no organization, the personal account's
    /// patterns are tried.
    pub(crate) fn target(&self, path: &str) -> Option<SyncTarget> {
        self.organization(path).or_else(|| {
            self.personal_account
                .iter()
                .any(|pattern| pattern.is_match(path))
                .then_some(SyncTarget::PersonalAccount)
        })
    }

    fn organization(&self, path: &str) -> Option<SyncTarget> {
        let parameters = self
            .organizations
            .iter()
            .find_map(|pattern| pattern.captures(path))?;
        let parameter = |name: &str| {
            parameters
                .name(name)
                .map(|value| value.as_str().to_owned())
                .filter(|value| !value.is_empty())
        };
        parameter("id")
            .map(SyncTarget::OrganizationId)
            .or_else(|| parameter("slug").map(SyncTarget::OrganizationSlug))
    }
}
