//! What an administrator does: the parts, a person, the upkeep.

use deal_brain::{
    admin::{
        ownerless::actions::AssignOrphans,
        people::{
            actions::{ChangePlan, ChangeRole},
            acts::{ChangeStanding, PurgePerson, RevokeSessions},
        },
        sync::actions::StartSync,
        webhooks::actions::RetryMessages,
    },
    pages::{
        cpus::actions::{AddCpu, ChangeCpu, DeleteCpu},
        discover::actions::WithdrawCollection,
        gpus::actions::{AddGpu, ChangeGpu, DeleteGpu},
    },
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{
    FORM, Sent, administrator, app_at, markup::Form, number_of, page, refused, send_by_hand,
};
use crate::{
    catalogue::promote,
    collections::collection,
    shared_library::ownerless,
    support::{App, ClerkStandIn},
};

#[sqlx::test]
async fn parts_are_kept_by_an_administrators_forms(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = app.newcomer();
    promote(&pool, &iris).await;
    for (kind, add, change, delete) in [
        ("cpu", AddCpu::PATH, ChangeCpu::PATH, DeleteCpu::PATH),
        ("gpu", AddGpu::PATH, ChangeGpu::PATH, DeleteGpu::PATH),
    ] {
        let (name, maker) = (format!("{kind}[name]"), format!("{kind}[manufacturer]"));
        let (list, new) = (format!("/{kind}s"), format!("/{kind}s/new"));
        let made = send_by_hand(
            &iris,
            &Sent {
                on: &new,
                action: add,
                fields: &[(&name, "Pentium of the attic")],
                leads: &format!("{list}/*"),
                tells: "Pentium of the attic",
                ..FORM
            },
        )
        .await;
        let unnamed = Sent {
            on: &made,
            action: change,
            fields: &[(&name, ""), (&maker, "A garage")],
            ..FORM
        };
        let back = refused(&iris, &unnamed, "The name must not be empty.").await;
        let back = Form::of(back, change, "");
        assert_eq!(back.field(&maker), Some("A garage"));
        assert_eq!(back.field(&name), Some(""));
        for sent in [
            Sent {
                fields: &[(&maker, "Garage Ltd")],
                leads: &made,
                tells: "<dd>Garage Ltd</dd>",
                ..unnamed
            },
            Sent {
                on: &made,
                action: delete,
                leads: &list,
                hides: "Pentium of the attic",
                ..FORM
            },
        ] {
            send_by_hand(&iris, &sent).await;
        }
    }
}

#[sqlx::test]
async fn an_administrator_acts_on_a_person_by_forms(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let iris = administrator(&app, &pool).await;
    let (user, session) = clerk.sign_in().await;
    let ben = app.somebody(&user).claiming(&json!({"sid": session}));
    let id = number_of(&ben).await;
    let person = format!("/admin/people/{id}");
    let sessions = format!("{person}?sessions=shown");
    let (phrase, gone) = (
        format!("purge {id}"),
        format!("Person {id} is gone for good"),
    );
    let reason = ("reason", "a test");
    for sent in [
        Sent {
            on: &person,
            action: ChangePlan::PATH,
            fields: &[("plan", "growth"), reason],
            leads: &person,
            tells: "<dd>Growth</dd>",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeRole::PATH,
            fields: &[("role", "admin"), reason],
            leads: &person,
            tells: "name=\"seen\" value=\"admin\"",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeRole::PATH,
            fields: &[("role", "user"), reason],
            leads: &person,
            tells: "name=\"seen\" value=\"user\"",
            ..FORM
        },
        Sent {
            on: &sessions,
            action: RevokeSessions::PATH,
            fields: &[reason],
            leads: &sessions,
            tells: "Not signed in anywhere.",
            ..FORM
        },
        Sent {
            on: &person,
            action: ChangeStanding::PATH,
            fields: &[("act", "deactivate"), reason],
            leads: &person,
            tells: "Deactivated",
            ..FORM
        },
        Sent {
            on: &person,
            action: PurgePerson::PATH,
            fields: &[("confirmation", &phrase), reason],
            leads: &format!("/admin/people?purged={id}"),
            tells: &gone,
            ..FORM
        },
    ] {
        send_by_hand(&iris, &sent).await;
    }
    iris.visit(&person).await.expect(404);
    for made_up in ["/admin/people", "/admin/people?purged=everybody"] {
        let shown = page(&iris, made_up).await;
        assert!(!shown.contains("is gone for good"), "{made_up}");
    }
}

#[sqlx::test]
async fn a_collection_is_taken_off_the_discover_page_by_a_form(pool: PgPool) {
    let app = App::new(pool.clone());
    let iris = administrator(&app, &pool).await;
    iris.patch(
        "/api/v1/admin/switches/PUBLIC_COLLECTIONS",
        json!({"enabled": true}),
    )
    .await
    .expect(200);
    let ada = app.newcomer();
    let id = collection(&ada, json!({"name": "Noisy shelf", "visibility": "public"})).await;
    let on = format!("/discover/{id}");
    let action = WithdrawCollection::PATH;
    let quiet = page(&iris, &on).await;
    assert!(quiet.contains("<details class=\"unfold\">"), "{quiet}");

    // What was refused is unfolded, with what was typed.
    let long = "x".repeat(201);
    for (reason, why) in [
        ("", "The reason must not be empty."),
        (&*long, "The reason must be at most 200 characters long."),
    ] {
        let sent = Sent {
            on: &on,
            action,
            fields: &[("reason", reason)],
            ..FORM
        };
        let shown = refused(&iris, &sent, why).await;
        assert!(shown.contains("The collection was not taken off"));
        assert!(shown.contains("<details open class=\"unfold\">"), "{shown}");
        let back = Form::of(shown, action, "");
        assert_eq!(back.field("reason"), Some(reason));
    }

    let sent = Sent {
        on: &on,
        action,
        fields: &[("reason", "an advertisement")],
        leads: "/discover?withdrawn=1",
        tells: "The collection is off Discover",
        hides: "Noisy shelf",
        ..FORM
    };
    send_by_hand(&iris, &sent).await;
    iris.visit(&on).await.expect(404);
}

#[sqlx::test]
async fn the_upkeep_is_done_by_forms(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    // Comparing keeps out whoever is not at Clerk.
    let (user, session) = clerk.sign_in().await;
    let iris = app.somebody(&user).claiming(&json!({"sid": session}));
    promote(&pool, &iris).await;
    let own = number_of(&iris).await;
    sqlx::raw_sql(
        r#"insert into webhook_event (message_id, event_type, outcome, payload, error, happened_at)
           values ('msg_1', 'user.deleted', 'failed',
                   '{"type":"user.deleted","data":{"id":"user_failed"},"timestamp":1716883200000}',
                   'the disk is full', now()),
                  ('msg_2', 'user.created', 'failed', '{}', 'nonsense', null)"#,
    )
    .execute(&pool)
    .await
    .unwrap();
    let quiet = page(&iris, "/admin/sync").await;
    assert!(!quiet.contains("The comparison has begun"), "{quiet}");
    ownerless(&pool, "another of old").await;
    let old = ownerless(&pool, "OptiPlex of old").await.to_string();
    for sent in [
        Sent {
            on: "/admin/webhooks",
            action: RetryMessages::PATH,
            about: "value=\"msg_1\"",
            leads: "/admin/webhooks",
            tells: "msg_2",
            hides: "msg_1",
            ..FORM
        },
        Sent {
            on: "/admin/webhooks",
            action: RetryMessages::PATH,
            about: "Retry all",
            leads: "/admin/webhooks",
            tells: "msg_2",
            ..FORM
        },
        Sent {
            on: "/admin/ownerless",
            action: AssignOrphans::PATH,
            fields: &[("ids[]", &old), ("person", &own)],
            leads: "/admin/ownerless",
            tells: "another of old",
            hides: "OptiPlex of old",
            ..FORM
        },
        Sent {
            on: "/admin/sync",
            action: StartSync::PATH,
            leads: "/admin/sync?begun=1",
            tells: "The comparison has begun",
            ..FORM
        },
    ] {
        send_by_hand(&iris, &sent).await;
    }
    let kept: Vec<String> = sqlx::query_scalar(
        "select kind from audit_event where kind in ('orphans_assigned', 'sync_started', 'webhooks_retried') order by id",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(
        kept,
        [
            "webhooks_retried",
            "webhooks_retried",
            "orphans_assigned",
            "sync_started"
        ]
    );
}
