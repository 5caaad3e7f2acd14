//! What was typed into a form that was not carried out: it stands there again.

use deal_brain::{
    admin::people::{
        actions::{ChangePlan, ChangeRole},
        acts::ChangeStanding,
    },
    pages::{
        collections::actions::{ChangeCollection, ChangeItem, CreateCollection},
        settings::actions::SavePreferences,
    },
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{
    FORM, Sent, administrator, form, markup::Form, number_of, onwards, refused, refused_as_it_is,
};
use crate::{
    collections::{collection, offer},
    support::App,
};

#[sqlx::test]
async fn what_was_typed_into_a_form_of_a_collection_stays(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let sent = Sent {
        on: "/collections",
        action: CreateCollection::PATH,
        fields: &[
            ("collection[description]", "three nodes & a switch"),
            ("collection[visibility]", "unlisted"),
        ],
        ..FORM
    };
    let back = refused(&ada, &sent, "The name must not be empty.").await;
    let back = Form::of(back, CreateCollection::PATH, "");
    assert_eq!(
        back.field("collection[description]"),
        Some("three nodes & a switch")
    );
    assert_eq!(back.field("collection[visibility]"), Some("unlisted"));

    let id = collection(&ada, json!({"name": "Desk"})).await;
    let desk = format!("/collections/{id}");
    let sent = Sent {
        on: &desk,
        action: ChangeCollection::PATH,
        about: "collection[name]",
        fields: &[
            ("collection[name]", ""),
            ("collection[description]", "quiet ones"),
        ],
        ..FORM
    };
    let back = refused(&ada, &sent, "That was not done").await;
    let back = Form::of(back, ChangeCollection::PATH, "collection[name]");
    assert_eq!(back.field("collection[name]"), Some(""));
    assert_eq!(back.field("collection[description]"), Some("quiet ones"));
}

/// Two items, one of which was changed elsewhere: the other's note is not mistaken for it, and what is
/// sent again is refused again until the page is loaded anew.
#[sqlx::test]
async fn a_note_that_came_too_late_stays_with_its_offer(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let id = collection(&ada, json!({"name": "Desk"})).await;
    let items = format!("/api/v1/collections/{id}/items");
    let mut numbers = Vec::new();
    for title in ["Beelink SER5", "Minisforum UM690"] {
        let body = json!({"listing_id": offer(&ada, title).await});
        let item = ada.post(&items, body).await.expect(201).json();
        numbers.push(item["id"].to_string());
    }
    let desk = format!("/collections/{id}");
    let about = |number: &str| format!("id=\"note-{number}\"");
    let mut note = form(&ada, &desk, ChangeItem::PATH, &about(&numbers[0])).await;
    note.fill("item[notes]", "ask for the 65 W adapter");
    let elsewhere = json!({"notes": "sold?"});
    ada.patch(&format!("{items}/{}", numbers[0]), elsewhere)
        .await
        .expect(200);
    for _ in 0..2 {
        let shown =
            refused_as_it_is(&ada, &note, &desk, ChangeItem::PATH, "That was not done").await;
        let other = Form::of(shown.clone(), ChangeItem::PATH, &about(&numbers[1]));
        assert_eq!(other.field("item[notes]"), Some(""));
        note = Form::of(shown, ChangeItem::PATH, &about(&numbers[0]));
        assert_eq!(note.field("item[notes]"), Some("ask for the 65 W adapter"));
    }
    let anew = form(&ada, &desk, ChangeItem::PATH, &about(&numbers[0])).await;
    assert_eq!(anew.field("item[notes]"), Some("sold?"));
}

#[sqlx::test]
async fn preferences_that_were_not_taken_stay_as_they_were_typed(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let on = "/settings/preferences";
    let action = SavePreferences::PATH;
    let mut typed = form(&ada, on, action, "").await;
    assert_eq!(typed.field("preferences[price_drop]"), Some("on"));
    typed.fill("preferences[budget_usd]", "a lot");
    typed.fill("preferences[display_name]", "Ada of the lab");
    typed.fill("preferences[theme]", "dark");
    typed.untick("preferences[price_drop]");
    let back = refused_as_it_is(&ada, &typed, on, action, "The budget must be").await;
    let mut back = Form::of(back, action, "");
    for (name, value) in &typed.fields {
        assert_eq!(back.field(name), Some(value.as_str()), "{name}");
    }
    assert_eq!(back.field("preferences[price_drop]"), None);

    // What was typed before does not stand in the way of what is saved at last.
    back.fill("preferences[budget_usd]", "275");
    let failed = format!("{on}?__path={action}&__err=x&preferences[budget_usd]=a+lot");
    let answer = ada.send_form(action, &failed, &back.body()).await;
    assert_eq!(onwards(&answer), on);
    let saved = form(&ada, on, action, "").await;
    assert_eq!(saved.field("preferences[budget_usd]"), Some("275.00"));
    assert_eq!(saved.field("preferences[price_drop]"), None);
}

#[sqlx::test]
async fn the_reason_that_an_administrator_has_typed_stays(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    let ben = app.newcomer();
    let id = number_of(&ben).await;
    let on = format!("/admin/people/{id}");
    let reason = ("reason", "joins the team");
    // Each is refused for what has changed since, or does not fit.
    for (action, fields, title) in [
        (
            ChangeRole::PATH,
            [("seen", "admin"), ("role", "admin"), reason],
            "The role was not changed",
        ),
        (
            ChangePlan::PATH,
            [("seen", "growth"), ("plan", "enterprise"), reason],
            "The plan was not changed",
        ),
        (
            ChangeStanding::PATH,
            [("act", "reactivate"), ("act", "reactivate"), reason],
            "Nothing was changed",
        ),
    ] {
        let sent = Sent {
            on: &on,
            action,
            fields: &fields,
            ..FORM
        };
        let shown = refused(&iris, &sent, title).await;
        let back = Form::of(shown.clone(), action, "");
        assert_eq!(back.field("reason"), Some("joins the team"), "{action}");
        if action != ChangeStanding::PATH {
            let (chosen, value) = fields[1];
            assert_eq!(back.field(chosen), Some(value), "{action}");
        }
        // The other forms of the page have a reason of their own.
        for other in [ChangeRole::PATH, ChangePlan::PATH, ChangeStanding::PATH] {
            if other != action {
                let form = Form::of(shown.clone(), other, "");
                assert_eq!(form.field("reason"), Some(""), "{other} after {action}");
            }
        }
    }
    let known = iris.get(&format!("/api/v1/admin/users/{id}")).await;
    let known = known.expect(200).json();
    assert_eq!(
        (&known["role"], &known["plan"]),
        (&json!("user"), &json!("solo"))
    );
}
