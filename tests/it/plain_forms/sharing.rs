//! What goes to others, and the news of it.

use deal_brain::pages::{inbox::actions::ReadAllNews, listings::offer::actions::TakeBack};
use leptos::server_fn::ServerFn;
use sqlx::PgPool;

use super::{FORM, Sent, send_by_hand};
use crate::{inbox_pages::send, support::App};

#[sqlx::test]
async fn shares_and_news_work_by_forms(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    send(&ada, &ben, "Beelink SER5").await;
    let listed = ada.get("/api/v1/listings").await.expect(200).json();
    let sharing = format!("/listings/{}?tab=sharing", listed["items"][0]["id"]);
    let news = "/inbox?tab=notifications";
    send_by_hand(
        &ben,
        &Sent {
            on: news,
            action: ReadAllNews::PATH,
            leads: news,
            tells: "Earlier",
            hides: "Unread (",
            ..FORM
        },
    )
    .await;
    send_by_hand(
        &ada,
        &Sent {
            on: &sharing,
            action: TakeBack::PATH,
            leads: &sharing,
            tells: "To a person",
            hides: "Not opened yet",
            ..FORM
        },
    )
    .await;
}
