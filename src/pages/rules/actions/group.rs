//! What is asked of the server about groups of rules.

use clerk_leptos::ClerkClient;
use leptos::prelude::*;

use crate::{
    domain::ruleset::{RuleGroupId, RulesetId},
    error::Error,
};

/// Makes a group, or changes one.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn save_group(
    /// The ruleset that it is in.
    ruleset: RulesetId,
    /// The group that is changed; none makes one.
    group: Option<RuleGroupId>,
    /// What it is called.
    name: String,
    /// Which part it is about.
    category: String,
    /// Its place; after the others, unless given.
    #[server(default)]
    display_order: String,
    /// When the group was last changed, as far as the form knows.
    #[server(default)]
    seen: String,
) -> Result<(), Error> {
    use crate::{domain::ruleset_draft::RuleGroupDraft, service::rulesets};

    let draft = RuleGroupDraft {
        name: Some(name),
        category: Some(category),
        display_order: crate::domain::text::given(Some(display_order)),
        if_updated_at: Some(seen),
        ..RuleGroupDraft::default()
    };
    let mut tx = crate::serverfn::begin().await?;
    match group {
        Some(group) => rulesets::update_group(&mut tx, group, draft).await?,
        None => rulesets::create_group(&mut tx, ruleset, draft).await?,
    };
    Ok(tx.commit().await?)
}

/// Takes a group of the caller's away, with its rules.
#[server(prefix = "/fn", client = ClerkClient)]
pub async fn delete_group(
    /// The group.
    id: RuleGroupId,
) -> Result<(), Error> {
    let mut tx = crate::serverfn::begin().await?;
    crate::service::rulesets::delete_group(&mut tx, id).await?;
    Ok(tx.commit().await?)
}
