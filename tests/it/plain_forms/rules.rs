//! Scoring profiles, and rules with their groups.

use deal_brain::pages::{
    profiles::actions::{CreateProfile, DeleteProfile},
    rules::actions::{DeleteGroup, DeleteRule, SaveGroup},
};
use leptos::server_fn::ServerFn;
use sqlx::PgPool;

use super::{FORM, Sent, send_by_hand};
use crate::{
    support::App,
    valuation::{flat, ruleset},
};

#[sqlx::test]
async fn profiles_and_rules_are_kept_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let made = send_by_hand(
        &ada,
        &Sent {
            on: "/profiles",
            action: CreateProfile::PATH,
            fields: &[("name", "For the rack")],
            leads: "/profiles/*",
            tells: "For the rack",
            ..FORM
        },
    )
    .await;
    let (set, group) = ruleset(&ada, "Mine").await;
    let path = format!("/api/v1/rule-groups/{group}/rules");
    let rule = ada.post(&path, flat("Shipping", 9)).await.expect(201);
    let (set, rule) = (
        format!("/rules/{set}"),
        format!("/rules/{set}/rules/{}", rule.json()["id"]),
    );
    for sent in [
        Sent {
            on: &made,
            action: DeleteProfile::PATH,
            leads: "/profiles",
            tells: "Scoring profiles",
            hides: "For the rack",
            ..FORM
        },
        Sent {
            on: &rule,
            action: DeleteRule::PATH,
            leads: &set,
            tells: "No rules in this group yet.",
            hides: "Shipping",
            ..FORM
        },
        Sent {
            on: &set,
            action: SaveGroup::PATH,
            about: "Save group",
            fields: &[("name", "What the parts are worth")],
            leads: &set,
            tells: "What the parts are worth",
            ..FORM
        },
        Sent {
            on: &set,
            action: DeleteGroup::PATH,
            leads: &set,
            tells: "No rules yet",
            hides: "What the parts are worth",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
}
