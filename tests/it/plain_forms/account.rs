//! A person's own account.

use deal_brain::pages::settings::actions::DeleteAccount;
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{FORM, Sent, app_at, send_by_hand};
use crate::support::ClerkStandIn;

#[sqlx::test]
async fn somebody_leaves_by_a_form(pool: PgPool) {
    let clerk = ClerkStandIn::start().await;
    let app = app_at(&pool, &clerk);
    let (user, session) = clerk.sign_in().await;
    let ada = app
        .somebody(&user)
        .claiming(&json!({"sid": session, "fva": [0, -1]}));
    send_by_hand(
        &ada,
        &Sent {
            on: "/settings/data",
            action: DeleteAccount::PATH,
            fields: &[("confirmation", "delete my account")],
            leads: "/goodbye",
            tells: "Your account is deleted",
            ..FORM
        },
    )
    .await;
}
