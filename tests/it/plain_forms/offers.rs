//! Offers: their own page, the list, samples, the library, a file, and the forms that only ask.

use deal_brain::pages::listings::{
    actions::{
        ActOnOffers, CopyFromLibrary, DiscardImport, LoadSamples, PreviewImport, RemoveSamples,
        UpdatePrice,
    },
    offer::actions::{ChangeListing, ChooseRulesets, DeleteListing, NotePrice},
};
use leptos::server_fn::ServerFn;
use serde_json::json;
use sqlx::PgPool;

use super::{FORM, Sent, form, page, send_by_hand};
use crate::{collections::offer, shared_library::ownerless, support::App};

#[sqlx::test]
async fn an_offer_is_kept_by_the_forms_of_its_page(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let body = json!({"title": "Beelink SER5", "price_usd": "309", "ram_gb": 16});
    let made = ada.post("/api/v1/listings", body).await.expect(201).json();
    let page = format!("/listings/{}", made["id"]);
    let tab = |name: &str| format!("{page}?tab={name}");
    let sets = ada.get("/api/v1/rulesets").await.expect(200).json();
    let baseline = sets["items"][0]["id"].to_string();
    for sent in [
        Sent {
            on: &page,
            action: NotePrice::PATH,
            fields: &[("price[price_usd]", "289.50"), ("price[note]", "by phone")],
            leads: &page,
            tells: "by phone",
            ..FORM
        },
        Sent {
            on: &tab("notes"),
            action: ChangeListing::PATH,
            about: "listing[notes]",
            fields: &[("listing[notes]", "a quiet fan")],
            leads: &tab("notes"),
            tells: "a quiet fan</textarea>",
            ..FORM
        },
        Sent {
            on: &tab("valuation"),
            action: ChooseRulesets::PATH,
            fields: &[("choice[disabled_ruleset_ids][]", &baseline)],
            leads: &tab("valuation"),
            tells: "Not asked: it is left out for this offer.",
            ..FORM
        },
        Sent {
            on: &page,
            action: ChangeListing::PATH,
            about: "Archive",
            leads: &page,
            tells: "Restore</span>",
            hides: "Archive</span>",
            ..FORM
        },
        Sent {
            on: &page,
            action: ChangeListing::PATH,
            about: "Restore",
            leads: &page,
            tells: "Archive</span>",
            hides: "Restore</span>",
            ..FORM
        },
        Sent {
            on: &format!("{page}?confirm=delete"),
            action: DeleteListing::PATH,
            leads: "/listings",
            tells: "No offers yet",
            hides: "Beelink SER5",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
    ada.visit(&page).await.expect(404);
}

#[sqlx::test]
async fn the_rows_of_the_list_work_by_their_forms(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let id = offer(&ada, "Beelink SER5").await;
    offer(&ada, "Minisforum UM690").await;
    let number = id.to_string();
    let price = format!("/listings?price_of={id}");
    let archived = "/listings?status=archived";
    for sent in [
        Sent {
            on: &price,
            action: UpdatePrice::PATH,
            fields: &[("price_usd", "279")],
            leads: &price,
            tells: "value=\"279.00\"",
            ..FORM
        },
        Sent {
            on: "/listings",
            action: ActOnOffers::PATH,
            about: "type=\"hidden\" name=\"act\" value=\"archive\"",
            fields: &[("offers[]", &number)],
            leads: "/listings",
            tells: "Minisforum UM690",
            hides: "Beelink SER5",
        },
        Sent {
            on: archived,
            action: ActOnOffers::PATH,
            about: "type=\"hidden\" name=\"act\" value=\"restore\"",
            fields: &[("offers[]", &number)],
            leads: archived,
            tells: "Nothing matches",
            hides: "Beelink SER5",
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
    let menu = format!("form=\"archive-one\" name=\"offers[]\" value=\"{id}\"");
    assert!(page(&ada, "/listings").await.contains(&menu));
}

#[sqlx::test]
async fn samples_the_library_and_a_file_work_by_forms(pool: PgPool) {
    let shared = ownerless(&pool, "OptiPlex of old").await.to_string();
    let app = App::new(pool);
    let ada = app.newcomer();
    let import = "/listings/import";
    for sent in [
        Sent {
            on: "/listings",
            action: LoadSamples::PATH,
            leads: "/listings",
            tells: "28 sample offers are among yours.",
            ..FORM
        },
        Sent {
            on: "/listings",
            action: RemoveSamples::PATH,
            leads: "/listings",
            tells: "No offers yet",
            hides: "among yours",
            ..FORM
        },
        Sent {
            on: import,
            action: PreviewImport::PATH,
            fields: &[("text", "title\nBeelink SER5\n")],
            leads: import,
            tells: "1 offer would be added",
            ..FORM
        },
        Sent {
            on: import,
            action: DiscardImport::PATH,
            leads: import,
            tells: "Its text",
            hides: "would be added",
            ..FORM
        },
        Sent {
            on: "/listings?library=shared",
            action: CopyFromLibrary::PATH,
            fields: &[("original", &shared)],
            leads: "/listings/*",
            tells: "OptiPlex of old",
            hides: "Not yours: read only",
            ..FORM
        },
    ] {
        send_by_hand(&ada, &sent).await;
    }
}

#[sqlx::test]
async fn forms_that_only_ask_lead_to_the_answer(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let first = offer(&ada, "Beelink SER5").await;
    let second = offer(&ada, "Minisforum UM690").await;
    let asked = page(&ada, "/dashboard?budget=75").await;
    assert!(asked.contains("Use my own"), "{asked}");
    send_by_hand(
        &ada,
        &Sent {
            on: "/dashboard",
            action: "/dashboard",
            fields: &[("budget", "75")],
            leads: "/dashboard?budget=75",
            tells: "value=\"75.00\"",
            ..FORM
        },
    )
    .await;
    // Of a list of boxes each that is ticked is sent.
    let mut pick = form(&ada, "/compare", "/compare", "Tick two to four").await;
    pick.fill("ids", &first.to_string());
    let others = page(&ada, "/compare").await;
    let boxes = others.matches("name=\"ids\"").count();
    assert_eq!(boxes, 2, "{others}");
    let both = format!("/compare?{}&ids={second}", pick.body());
    let compared = page(&ada, &both).await;
    assert!(
        compared.contains("Beelink SER5") && compared.contains("Minisforum UM690"),
        "{compared}"
    );
    assert!(!compared.contains("Tick two to four"), "{compared}");
}
