//! Scoring profiles, and rules with their groups.

use deal_brain::pages::{
    profiles::actions::{CreateProfile, DeleteProfile},
    rules::actions::{DeleteGroup, DeleteRule, SaveGroup},
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{FORM, Sent, refused, send_by_hand};
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

/// The groups share a function: only the form that was sent is marked.
#[sqlx::test]
async fn what_is_wrong_with_a_group_is_marked_in_its_own_form(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let (set, first) = ruleset(&ada, "Mine").await;
    let groups = format!("/api/v1/rulesets/{set}/groups");
    let second = ada.post(&groups, json!({"name": "Drives"})).await;
    let second = second.expect(201).json()["id"].to_string();
    let on = format!("/rules/{set}");
    let change = Sent {
        on: &on,
        action: SaveGroup::PATH,
        about: &format!("id=\"group-{second}-name\""),
        ..FORM
    };
    let make = Sent {
        about: "Add group",
        ..change
    };
    let of_second = format!("group-{second}");
    for (sent, fields, marked, why) in [
        (
            &change,
            [("name", ""), ("display_order", "last")],
            vec![format!("{of_second}-name"), format!("{of_second}-order")],
            "The name must not be empty.",
        ),
        (
            &change,
            [("name", "All"), ("display_order", "1")],
            vec![format!("{of_second}-name")],
            "The name is taken by another one of yours.",
        ),
        (
            &make,
            [("name", ""), ("category", "other")],
            vec!["new-group-name".to_owned()],
            "The name must not be empty.",
        ),
    ] {
        let sent = Sent {
            fields: &fields,
            ..*sent
        };
        let shown = refused(&ada, &sent, why).await;
        assert_eq!(
            shown.matches("aria-invalid=\"true\"").count(),
            marked.len(),
            "{shown}"
        );
        for id in marked {
            let error = format!("aria-describedby=\"{id}-error\"");
            assert!(shown.contains(&error), "{error} is not in {shown}");
        }
        assert!(!shown.contains(&format!("group-{first}-name-error")));
    }
}
