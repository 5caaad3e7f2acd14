//! One case: what is configured, what is sent, what is expected.

use std::collections::BTreeMap;

use axum::Router;
use reqwest::redirect::Policy;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

use super::expectation::{Answer, Expectation};
use super::fixtures::{Ordered, Scope};
use super::stub::{Mock, Stub};
use crate::{config, routes};

#[derive(Deserialize)]
pub struct Case {
    pub name: String,
    pub instance: String,
    #[serde(default)]
    config: Map<String, Value>,
    #[serde(default)]
    fixtures: Ordered,
    #[serde(default)]
    mocks: Vec<Mock>,
    request: CaseRequest,
    expect: Expectation,
}

#[derive(Deserialize)]
struct CaseRequest {
    method: String,
    path: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    cookies: Ordered,
    cookie: Option<String>,
    body: Option<String>,
}

impl Case {
    /// The differences between what is expected and what comes.
    pub async fn run(&self) -> Vec<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let upstream = format!("http://{}", listener.local_addr().unwrap());
        let mut scope = Scope::new(
            &self.instance,
            &upstream,
            self.config.get("publishable_key"),
        );
        scope.define(&self.fixtures);
        let stub = Stub::new(
            &scope,
            &self.mocks,
            self.config.get("jwks") == Some(&json!("other")),
        );
        serve_on(listener, stub.router());

        let application = serve(&self.settings(&scope)).await;
        let answer = self.send(&application, &scope).await;
        self.expect.problems(&answer, &stub.calls(), &scope)
    }

    fn settings(&self, scope: &Scope) -> config::Settings {
        let mut settings = json!({
            "listen": "127.0.0.1:0",
            "api_url": scope.expand("{upstream}"),
            "fapi_url": scope.expand("{upstream}"),
            "publishable_key": scope.expand("{pk}"),
            "secret_key": scope.expand("{sk}"),
            "jwks_retry_delay_ms": 1,
        });
        for (name, value) in &self.config {
            settings[name] = scope.expand_value(value);
        }
        serde_json::from_value(settings).unwrap()
    }

    async fn send(&self, application: &str, scope: &Scope) -> Answer {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let url = format!("{application}{}", scope.expand(&self.request.path));
        let mut request = client
            .request(self.request.method.parse().unwrap(), url)
            .header("host", "localhost:3000");
        if !self.request.headers.contains_key("accept") {
            request = request.header("accept", "*/*");
        }
        for (name, value) in &self.request.headers {
            request = request.header(name, scope.expand(value));
        }
        let pair = |(name, value): &(String, Value)| {
            format!(
                "{}={}",
                scope.expand(name),
                scope.expand(value.as_str().unwrap())
            )
        };
        let cookies: Vec<String> = self.request.cookies.0.iter().map(pair).collect();
        let literal = self
            .request
            .cookie
            .as_ref()
            .map(|header| scope.expand(header));
        if let Some(header) = literal.or_else(|| (!cookies.is_empty()).then(|| cookies.join("; ")))
        {
            request = request.header("cookie", header);
        }
        if let Some(body) = &self.request.body {
            request = request.body(scope.expand(body));
        }
        let response = request.send().await.unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }
}

/// The reference application, as its own program starts it.
async fn serve(settings: &config::Settings) -> String {
    let listener = TcpListener::bind(&settings.listen).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    serve_on(listener, routes::router(settings));
    address
}

fn serve_on(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
}
