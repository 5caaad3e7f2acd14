//! Google and GitHub, through the consent page.

use reqwest::Url;

use crate::browser::{Browser, Reply};
use crate::world::{ORIGIN, World};

const CALLBACK_PAGE: &str = "http://localhost:3000/sign-in/sso-callback?after=%2Fx#/sso-callback";
const COMPLETE_PAGE: &str = "http://localhost:3000/dashboard";

struct Trip {
    /// Of the attempt.
    id: String,
    consent: Url,
}

impl Trip {
    async fn begin(browser: &mut Browser<'_>, path: &str, strategy: &str) -> Self {
        let form = [
            ("strategy", strategy),
            ("redirect_url", CALLBACK_PAGE),
            ("action_complete_redirect_url", COMPLETE_PAGE),
        ];
        let reply = browser.post(path, &form).await;
        let resource = reply.response();
        let verification = if path.ends_with("sign_ins") {
            &resource["first_factor_verification"]
        } else {
            &resource["verifications"]["external_account"]
        };
        assert_eq!(verification["status"], "unverified");
        let consent = verification["external_verification_redirect_url"]
            .as_str()
            .unwrap();
        Self {
            id: reply.id().to_owned(),
            consent: consent.parse().unwrap(),
        }
    }

    fn state(&self) -> String {
        let mut pairs = self.consent.query_pairs();
        pairs
            .find(|(name, _)| name == "state")
            .unwrap()
            .1
            .into_owned()
    }

    /// Chooses on the consent page; returns the path of the callback behind the proxy.
    async fn choose(&self, world: &World, fields: &[(&str, &str)]) -> String {
        let state = self.state();
        let mut form = vec![("state", state.as_str())];
        form.extend_from_slice(fields);
        let path = self.consent.path().to_owned();
        let response = world
            .http
            .post(world.url(&path))
            .form(&form)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 303);
        let location = response.headers()["location"].to_str().unwrap().to_owned();
        location
            .strip_prefix(&format!("{ORIGIN}/__clerk"))
            .unwrap()
            .to_owned()
    }

    async fn choose_and_return(
        &self,
        world: &World,
        browser: &mut Browser<'_>,
        fields: &[(&str, &str)],
    ) -> Reply {
        let callback = self.choose(world, fields).await;
        browser.get(&callback).await
    }
}

const ANA: [(&str, &str); 1] = [("choice", "persona:ana")];
const NOVA: [(&str, &str); 4] = [
    ("choice", "new"),
    ("first_name", "Nova"),
    ("last_name", "New"),
    ("email", "Nova@Example.com"),
];

#[tokio::test]
async fn a_known_person_signs_in_and_lands_where_they_wanted_to() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    let reply = trip.choose_and_return(&world, &mut browser, &ANA).await;
    assert_eq!(reply.location(), COMPLETE_PAGE);
    assert_ne!(browser.cookies["__client_uat"], "0");
    let session = browser.session().await;
    assert_eq!(session["user"]["first_name"], "Ana");
    let accounts = session["user"]["external_accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!(accounts[0]["provider"], "oauth_google");
}

#[tokio::test]
async fn a_new_person_who_signs_in_is_transferred_to_a_sign_up() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_github").await;
    let reply = trip.choose_and_return(&world, &mut browser, &NOVA).await;
    assert_eq!(reply.location(), CALLBACK_PAGE, "with its fragment");
    assert!(!browser.is_signed_in().await);
    let sign_in = browser
        .get(&format!("/v1/client/sign_ins/{}", trip.id))
        .await;
    let verification = &sign_in.response()["first_factor_verification"];
    assert_eq!(verification["status"], "transferable");
    assert_eq!(verification["error"]["code"], "external_account_not_found");
    let done = browser
        .post("/v1/client/sign_ups", &[("transfer", "true")])
        .await;
    assert_eq!(done.response()["status"], "complete");
    let user = browser.session().await["user"].clone();
    assert_eq!(user["first_name"], "Nova");
    assert_eq!(user["password_enabled"], false);
    let email = &user["email_addresses"][0];
    assert_eq!(email["email_address"], "nova@example.com");
    assert_eq!(email["verification"]["status"], "verified");
    assert_eq!(
        email["linked_to"][0]["id"],
        user["external_accounts"][0]["id"]
    );
}

#[tokio::test]
async fn a_new_person_signs_up() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ups", "oauth_google").await;
    let reply = trip.choose_and_return(&world, &mut browser, &NOVA).await;
    assert_eq!(reply.location(), COMPLETE_PAGE);
    assert_eq!(browser.session().await["user"]["last_name"], "New");

    // The same address is the same account, offered again by the page.
    let mut again = Browser::new(&world);
    let trip = Trip::begin(&mut again, "/v1/client/sign_ins", "oauth_google").await;
    let page = world.http.get(trip.consent.clone()).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("nova@example.com"));
    trip.choose_and_return(&world, &mut again, &NOVA).await;
    assert_eq!(
        again.session().await["user"]["id"],
        browser.session().await["user"]["id"]
    );
}

#[tokio::test]
async fn a_known_person_who_signs_up_is_transferred_to_a_sign_in() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ups", "oauth_google").await;
    let reply = trip.choose_and_return(&world, &mut browser, &ANA).await;
    assert_eq!(reply.location(), CALLBACK_PAGE);
    let sign_up = browser
        .get(&format!("/v1/client/sign_ups/{}", trip.id))
        .await;
    let verification = &sign_up.response()["verifications"]["external_account"];
    assert_eq!(verification["status"], "transferable");
    assert_eq!(verification["error"]["code"], "external_account_exists");
    let done = browser
        .post("/v1/client/sign_ins", &[("transfer", "true")])
        .await;
    assert_eq!(done.response()["status"], "complete");
    assert_eq!(browser.session().await["user"]["first_name"], "Ana");
}

#[tokio::test]
async fn an_account_with_the_same_verified_address_is_connected() {
    let world = World::new().await;
    let mut first = Browser::new(&world);
    first.sign_up("eve+clerk_test@example.com").await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    let eve = [("choice", "new"), ("email", "eve+clerk_test@example.com")];
    trip.choose_and_return(&world, &mut browser, &eve).await;
    let user = browser.session().await["user"].clone();
    assert_eq!(user["id"], first.session().await["user"]["id"]);
    assert_eq!(user["external_accounts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_transfer_needs_a_provider_that_vouched() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    for path in ["/v1/client/sign_ups", "/v1/client/sign_ins"] {
        let reply = browser.post(path, &[("transfer", "true")]).await;
        assert_eq!(reply.error().0, "verification_missing");
    }
}

#[tokio::test]
async fn denied_consent_is_told_to_the_attempt() {
    let world = World::new().await;
    for (path, pointer) in [
        ("/v1/client/sign_ins", "/first_factor_verification"),
        ("/v1/client/sign_ups", "/verifications/external_account"),
    ] {
        let mut browser = Browser::new(&world);
        let trip = Trip::begin(&mut browser, path, "oauth_github").await;
        let deny = [("choice", "deny")];
        let reply = trip.choose_and_return(&world, &mut browser, &deny).await;
        assert_eq!(reply.location(), CALLBACK_PAGE);
        let attempt = browser.get(&format!("{path}/{}", trip.id)).await;
        let verification = attempt.response().pointer(pointer).unwrap();
        assert_eq!(verification["status"], "failed");
        assert_eq!(verification["error"]["code"], "oauth_access_denied");
        assert!(!browser.is_signed_in().await);
    }
}

#[tokio::test]
async fn only_the_browser_that_left_may_come_back_and_only_once() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    let callback = trip.choose(&world, &ANA).await;
    let mut victim = Browser::new(&world);
    assert_eq!(victim.get(&callback).await.status, 401);
    victim.post("/v1/client/sign_ins", &[]).await.response();
    let reply = victim.get(&callback).await;
    assert_eq!(reply.error(), ("form_param_value_invalid", "state"));
    assert!(!victim.is_signed_in().await);
    assert_eq!(browser.get(&callback).await.location(), COMPLETE_PAGE);
    assert_eq!(browser.get(&callback).await.error().1, "state");
}

#[tokio::test]
async fn a_made_up_code_is_a_refusal() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    trip.choose(&world, &ANA).await;
    let forged = format!("/v1/oauth_callback?code=forged&state={}", trip.state());
    assert_eq!(browser.get(&forged).await.location(), CALLBACK_PAGE);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn consent_expires() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_google").await;
    world.advance(601).await;
    let page = world.http.get(trip.consent.clone()).send().await.unwrap();
    assert_eq!(page.status(), 400);
    assert!(page.text().await.unwrap().contains("has expired"));
}

#[tokio::test]
async fn foreign_return_addresses_are_refused() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    for url in [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "data:,x",
        "",
    ] {
        let form = [("strategy", "oauth_google"), ("redirect_url", url)];
        let reply = browser.post("/v1/client/sign_ins", &form).await;
        assert_eq!(
            (reply.status, reply.error().1),
            (422, "redirect_url"),
            "{url}"
        );
    }
}

#[tokio::test]
async fn the_page_offers_whom_the_provider_knows_and_checks_the_address() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let trip = Trip::begin(&mut browser, "/v1/client/sign_ins", "oauth_github").await;
    let response = world.http.get(trip.consent.clone()).send().await.unwrap();
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains(&format!("form-action 'self' {ORIGIN}")));
    let page = response.text().await.unwrap();
    assert!(page.contains("Ben Brightwater"));
    assert!(!page.contains("Ana Aragão"), "she only uses Google");
    let state = trip.state();
    let form = [
        ("state", state.as_str()),
        ("choice", "new"),
        ("email", "<b>"),
    ];
    let path = trip.consent.path();
    let again = world
        .http
        .post(world.url(path))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 422);
    assert!(again.text().await.unwrap().contains("valid e-mail address"));
}

#[tokio::test]
async fn a_provider_that_posts_is_sent_round_again() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let request = browser
        .request(reqwest::Method::POST, "/v1/oauth_callback")
        .header("origin", "https://provider.example")
        .form(&[("code", "c"), ("state", "s")]);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 303);
    let location = response.headers()["location"].to_str().unwrap();
    assert_eq!(
        location,
        format!("{ORIGIN}/__clerk/v1/oauth_callback?code=c&state=s")
    );
}
