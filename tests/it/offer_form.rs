//! The form of an offer as browsers send it, with and without JavaScript.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use deal_brain::pages::listings::{
    form::actions::SaveListing,
    offer::actions::{DeleteListing, MakeLink, NotePrice},
};
use leptos::server_fn::ServerFn;
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded;

use crate::support::{Answer, App, ORIGIN, Person, now};

/// A browser without JavaScript sends a form from a page of ours.
async fn send_plain(
    app: &App,
    person: &Person<'_>,
    page: &str,
    function: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = Request::builder()
        .method(Method::POST)
        .uri(function)
        .header(header::HOST, "deals.example.com")
        .header(header::ORIGIN, ORIGIN)
        .header(header::REFERER, format!("{ORIGIN}{page}"))
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(
            header::COOKIE,
            format!("__session={}; __client_uat={}", person.token(), now() - 60),
        );
    app.send(request.body(Body::from(body)).unwrap()).await
}

/// Where the answer leads, as a path of ours.
fn onwards(answer: &Answer) -> String {
    let location = answer.header("location").unwrap();
    location.strip_prefix(ORIGIN).unwrap_or(location).to_owned()
}

async fn only_listing(person: &Person<'_>) -> Value {
    let listed = person.get("/api/v1/listings").await.expect(200).json();
    assert_eq!(listed["total"], 1);
    listed["items"][0].clone()
}

#[sqlx::test]
async fn without_javascript_an_offer_is_added_and_its_page_says_what_it_comes_to(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let fields = [
        ("listing[title]", "Beelink SER5"),
        ("listing[price_usd]", "239"),
        ("listing[cpu]", ""),
        ("listing[ram_gb]", "16"),
        ("listing[ram_type]", "ddr4"),
        ("listing[attrs][usb4]", "on"),
    ];
    let answer = send_plain(&app, &ada, "/listings/new", SaveListing::PATH, &fields).await;
    let answer = answer.expect(302);
    let kept = only_listing(&ada).await;
    assert_eq!(kept["attrs"], json!({"usb4": true}));
    assert_eq!(
        onwards(&answer),
        format!("/listings/{}?added=1", kept["id"])
    );
    let page = ada.visit(&onwards(&answer)).await.expect(200);
    assert!(
        page.text.contains("Added Beelink SER5: adjusted price"),
        "{}",
        page.text
    );
    assert!(page.text.contains("Why this number"));
}

#[sqlx::test]
async fn without_javascript_what_was_typed_stays_and_what_is_wrong_stands_beside_it(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let fields = [
        ("listing[title]", "HP \"Z2\" & co"),
        ("listing[price_usd]", "cheap"),
        ("listing[cpu]", "No such CPU"),
        ("listing[notes]", "loud < quiet"),
        ("listing[attrs][wifi]", "on"),
    ];
    let answer = send_plain(&app, &ada, "/listings/new", SaveListing::PATH, &fields).await;
    let back = onwards(&answer.expect(302));
    assert!(back.starts_with("/listings/new?"), "{back}");
    let page = ada.visit(&back).await.expect(200).text;
    for kept in [
        "HP &quot;Z2&quot; &amp; co",
        "value=\"cheap\"",
        "loud &lt; quiet",
    ] {
        assert!(page.contains(kept), "{kept} is not in {page}");
    }
    assert!(page.contains("The price must be an amount like 199.00."));
    assert!(page.contains("The CPU is not in the catalogue."));
    let listed = ada.get("/api/v1/listings").await.json();
    assert_eq!(listed["total"], 0);

    // A second attempt tells the second failure, and goes on from there.
    let again = [("listing[title]", ""), ("listing[price_usd]", "200")];
    let answer = send_plain(&app, &ada, &back, SaveListing::PATH, &again).await;
    let page = ada
        .visit(&onwards(&answer.expect(302)))
        .await
        .expect(200)
        .text;
    assert!(page.contains("The title must not be empty."), "{page}");
    assert!(
        page.contains("value=\"200\"") && !page.contains("cheap"),
        "{page}"
    );
}

#[sqlx::test]
async fn a_stale_form_overwrites_nothing_and_tells_the_difference(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let offer = json!({"title": "first", "price_usd": "100", "attrs": {"usb4": true}});
    let kept = ada.post("/api/v1/listings", offer).await.expect(201).json();
    let id = kept["id"].to_string();
    let path = format!("/api/v1/listings/{id}");
    ada.patch(&path, json!({"title": "second"}))
        .await
        .expect(200);

    let seen = kept["updated_at"].as_str().unwrap();
    let fields = [
        ("id", id.as_str()),
        ("listing[title]", "third"),
        ("listing[price_usd]", "90"),
        ("listing[if_updated_at]", seen),
    ];
    let page = format!("/listings/{id}/edit");
    let answer = send_plain(&app, &ada, &page, SaveListing::PATH, &fields).await;
    let shown = ada
        .visit(&onwards(&answer.expect(302)))
        .await
        .expect(200)
        .text;
    assert!(
        shown.contains("This offer was changed in the meantime"),
        "{shown}"
    );
    assert!(shown.contains("“second” now; you typed “third”"), "{shown}");
    assert!(shown.contains("value=\"third\""));
    assert_eq!(ada.get(&path).await.json()["title"], "second");

    let body: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let refused = ada
        .submit(SaveListing::PATH, ORIGIN, &body)
        .await
        .expect(409);
    assert_eq!(refused.error_code(), "conflict");

    // Saving again, from the page that has told the difference, takes the flag away, too.
    let newest = ada.get(&path).await.json()["updated_at"].clone();
    let fields = [
        ("id", id.as_str()),
        ("listing[title]", "third"),
        ("listing[if_updated_at]", newest.as_str().unwrap()),
    ];
    let answer = send_plain(&app, &ada, &page, SaveListing::PATH, &fields).await;
    assert_eq!(onwards(&answer.expect(302)), format!("/listings/{id}"));
    let after = ada.get(&path).await.json();
    assert_eq!(
        (&after["title"], &after["attrs"]),
        (&json!("third"), &json!({}))
    );
}

#[sqlx::test]
async fn one_person_cannot_save_note_share_or_delete_anothers_offer(pool: PgPool) {
    let app = App::new(pool);
    let (ada, ben) = (app.newcomer(), app.newcomer());
    let kept = ada
        .post(
            "/api/v1/listings",
            json!({"title": "Ada's", "price_usd": "100"}),
        )
        .await
        .expect(201)
        .json();
    let id = &kept["id"];
    for (function, body) in [
        (SaveListing::PATH, format!("id={id}&listing[title]=mine")),
        (NotePrice::PATH, format!("id={id}&price[price_usd]=1")),
        (MakeLink::PATH, format!("id={id}&link[expires_in_days]=7")),
        (DeleteListing::PATH, format!("id={id}")),
    ] {
        ben.submit(function, ORIGIN, &body).await.expect(404);
    }
    let after = ada.get(&format!("/api/v1/listings/{id}")).await.expect(200);
    assert_eq!(after.json(), kept);
}

#[sqlx::test]
async fn without_javascript_a_new_links_address_is_shown_once(pool: PgPool) {
    let app = App::new(pool);
    let ada = app.newcomer();
    let kept = ada
        .post(
            "/api/v1/listings",
            json!({"title": "x", "price_usd": "100"}),
        )
        .await
        .expect(201)
        .json();
    let id = kept["id"].to_string();
    let page = format!("/listings/{id}?tab=sharing");
    let fields = [("id", id.as_str()), ("link[expires_in_days]", "30")];
    let answer = send_plain(&app, &ada, &page, MakeLink::PATH, &fields)
        .await
        .expect(302);
    assert_eq!(onwards(&answer), page);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("Secure"),
        "{cookie}"
    );
    let handed_over = cookie.split(';').next().unwrap();
    let secret = handed_over.strip_prefix("new_link=").unwrap();
    let url = format!("{ORIGIN}/deals/{id}/{secret}");

    let request = Request::get(&page)
        .header(header::HOST, "deals.example.com")
        .header("x-forwarded-proto", "https")
        .header("sec-fetch-dest", "document")
        .header(header::ACCEPT, "text/html")
        .header(
            header::COOKIE,
            format!(
                "__session={}; __client_uat={}; {handed_over}",
                ada.token(),
                now() - 60
            ),
        );
    let shown = app
        .send(request.body(Body::empty()).unwrap())
        .await
        .expect(200);
    assert!(shown.text.contains(&url));
    assert!(
        shown
            .header("set-cookie")
            .unwrap()
            .starts_with("new_link=; Path=/listings/")
    );
    assert!(!ada.visit(&page).await.expect(200).text.contains(&url));
    for forged in [
        "https://evil.example/deals/1/x",
        "x/../../forged",
        "forged?a",
    ] {
        let cookie = format!("new_link={forged}");
        let shown = ada.visit_with(&page, &cookie).await.expect(200);
        assert!(!shown.text.contains(forged), "{forged}");
    }
}
