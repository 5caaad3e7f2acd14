//! A browser whose requests come through the application's proxy.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;

use crate::world::{ORIGIN, World};

pub struct Browser<'w> {
    world: &'w World,
    pub cookies: BTreeMap<String, String>,
}

/// What came back, the cookies already kept.
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub location: Option<String>,
    pub set_cookies: Vec<String>,
}

impl Reply {
    pub fn error(&self) -> (&str, &str) {
        let error = &self.body["errors"][0];
        let param = error["meta"]["param_name"].as_str().unwrap_or_default();
        (error["code"].as_str().unwrap_or_default(), param)
    }

    /// The resource of a call that must have succeeded.
    pub fn response(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.body);
        &self.body["response"]
    }

    pub fn id(&self) -> &str {
        self.response()["id"].as_str().unwrap()
    }

    pub fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.body);
        self.location.as_deref().unwrap()
    }
}

pub const PASSWORD: &str = "seven-brown-foxes";

impl<'w> Browser<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            cookies: BTreeMap::new(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Reply {
        let request = self.request(Method::POST, path).header("origin", ORIGIN);
        self.send(request.form(form)).await
    }

    /// PATCH and DELETE come as POST.
    pub async fn call(&mut self, method: &str, path: &str, form: &[(&str, &str)]) -> Reply {
        self.post(&format!("{path}?_method={method}"), form).await
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.world
            .http
            .request(method, self.world.url(path))
            .header("clerk-proxy-url", format!("{ORIGIN}/__clerk"))
            .header("clerk-secret-key", self.world.stand_in.secret_key())
            .header("x-forwarded-for", "203.0.113.9")
            .header(
                "user-agent",
                "Mozilla/5.0 (X11; Linux) Chrome/140.0 Safari/1",
            )
            .header("cookie", cookies.join("; "))
    }

    pub async fn send(&mut self, request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let reply = Reply {
            status: response.status().as_u16(),
            location: response.headers().get("location").map(text),
            set_cookies: response
                .headers()
                .get_all("set-cookie")
                .iter()
                .map(text)
                .collect(),
            body: response.json().await.unwrap_or_default(),
        };
        for cookie in &reply.set_cookies {
            self.keep(cookie);
        }
        reply
    }

    /// Does with a Set-Cookie what a browser does.
    pub fn keep(&mut self, set_cookie: &str) {
        let pair = set_cookie.split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if set_cookie.contains("Max-Age=0;") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The browser's one active session.
    pub async fn session(&mut self) -> Value {
        let client = self.get("/v1/client").await;
        let sessions = client.response()["sessions"].as_array().unwrap().clone();
        assert_eq!(sessions.len(), 1);
        sessions.into_iter().next().unwrap()
    }

    pub async fn session_id(&mut self) -> String {
        self.session().await["id"].as_str().unwrap().to_owned()
    }

    pub async fn is_signed_in(&mut self) -> bool {
        let client = self.get("/v1/client").await;
        client.body["response"]["sessions"]
            .as_array()
            .is_some_and(|sessions| !sessions.is_empty())
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Reply {
        let form = [
            ("identifier", email),
            ("strategy", "password"),
            ("password", password),
        ];
        self.post("/v1/client/sign_ins", &form).await
    }

    pub async fn sign_in_as_ada(&mut self) -> Reply {
        let ada = clerk_local::personas().first().unwrap();
        let reply = self.sign_in(ada.email, ada.password).await;
        assert_eq!(reply.response()["status"], "complete");
        reply
    }

    /// Signs up with a `+clerk_test` address.
    pub async fn sign_up(&mut self, email: &str) -> Reply {
        let form = [("email_address", email), ("password", PASSWORD)];
        let id = self.post("/v1/client/sign_ups", &form).await;
        let path = format!("/v1/client/sign_ups/{}", id.id());
        let strategy = ("strategy", "email_code");
        let prepare = format!("{path}/prepare_verification");
        self.post(&prepare, &[strategy]).await.response();
        let attempt = format!("{path}/attempt_verification");
        let reply = self.post(&attempt, &[strategy, ("code", "424242")]).await;
        assert_eq!(reply.response()["status"], "complete");
        reply
    }
}
