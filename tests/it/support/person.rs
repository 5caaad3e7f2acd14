use std::time::{SystemTime, UNIX_EPOCH};

use axum::{
    body::Body,
    http::{Method, Request, header, request::Builder},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::{Answer, App, ORIGIN};

/// Signs the instance's tokens.
pub const INSTANCE_KEY: &[u8] = include_bytes!("../data/instance_key.pem");

/// Where everybody asks from, as our own proxy says.
const CLIENT_IP: &str = "192.0.2.7";

/// Whoever asks.
#[derive(Clone)]
pub struct Person<'a> {
    app: &'a App,
    token: Option<String>,
    pub clerk_id: String,
}

impl<'a> Person<'a> {
    pub(super) fn new(app: &'a App, clerk_id: String) -> Self {
        let token = sign(INSTANCE_KEY, Algorithm::RS256, &session_claims(&clerk_id));
        Self {
            app,
            token: Some(token),
            clerk_id,
        }
    }

    pub(super) fn nobody(app: &'a App) -> Self {
        Self {
            app,
            token: None,
            clerk_id: String::new(),
        }
    }

    /// The same person with these claims changed; `null` takes a claim away.
    pub fn claiming(self, changes: &Value) -> Self {
        let mut claims = session_claims(&self.clerk_id);
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value.clone();
            }
        }
        let token = sign(INSTANCE_KEY, Algorithm::RS256, &claims);
        self.with_token(token)
    }

    pub fn with_token(self, token: String) -> Self {
        Self {
            token: Some(token),
            ..self
        }
    }

    /// The same person, with the same token, at another instance.
    pub fn at<'b>(&self, app: &'b App) -> Person<'b> {
        Person {
            app,
            token: self.token.clone(),
            clerk_id: self.clerk_id.clone(),
        }
    }

    /// The token they present.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.app
            .send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send_text(Method::POST, path, body.to_string()).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send_text(Method::PATCH, path, body.to_string()).await
    }

    /// A change to what `tag` names, and to nothing newer.
    pub async fn patch_if(&self, path: &str, tag: &str, body: Value) -> Answer {
        let request = self
            .request(Method::PATCH, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, tag)
            .body(Body::from(body.to_string()))
            .unwrap();
        self.app.send(request).await
    }

    pub async fn send_text(&self, method: Method, path: &str, body: String) -> Answer {
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        self.app.send(request).await
    }

    /// As a browser asks for a page: by cookie, wanting HTML.
    pub async fn visit(&self, path: &str) -> Answer {
        let mut request = Request::builder()
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header("x-forwarded-proto", "https")
            .header("sec-fetch-dest", "document")
            .header(header::ACCEPT, "text/html");
        if let Some(token) = &self.token {
            request = request.header(
                header::COOKIE,
                format!("__session={token}; __client_uat={}", now() - 60),
            );
        }
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// A change by any method that a browser sends by itself with the cookie.
    pub async fn send_by_cookie(&self, method: Method, path: &str, origin: &str) -> Answer {
        let cookie = format!("__session={}; __client_uat={}", self.token(), now() - 60);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header(header::ORIGIN, origin)
            .header(header::ACCEPT, "application/json")
            .header(header::COOKIE, cookie);
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// A change that a browser sends by itself with the cookie, from a page of `origin`.
    pub async fn submit(&self, path: &str, origin: &str, body: &str) -> Answer {
        let cookie = self
            .token
            .as_deref()
            .map(|token| format!("__session={token}; __client_uat={}", now() - 60));
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.app
            .send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    /// As a browser sends a form of the page `from` while no script has arrived.
    pub async fn send_form(&self, path: &str, from: &str, body: &str) -> Answer {
        let cookie = format!("__session={}; __client_uat={}", self.token(), now() - 60);
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header("x-forwarded-proto", "https")
            .header(header::ORIGIN, ORIGIN)
            .header(header::REFERER, format!("{ORIGIN}{from}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie)
            .body(Body::from(body.to_owned()));
        self.app.send(request.unwrap()).await
    }

    /// A look at a page with a cookie that an earlier answer has set.
    pub async fn visit_with(&self, path: &str, cookie: &str) -> Answer {
        let session = format!("__session={}; __client_uat={}", self.token(), now() - 60);
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header("x-forwarded-proto", "https")
            .header("sec-fetch-dest", "document")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, format!("{session}; {cookie}"))
            .body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    fn request(&self, method: Method, path: &str) -> Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "deals.example.com")
            .header("x-forwarded-for", CLIENT_IP);
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }
}

pub fn sign(key: &[u8], algorithm: Algorithm, claims: &Value) -> String {
    let header = Header {
        kid: Some("ins_test".into()),
        ..Header::new(algorithm)
    };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_rsa_pem(key).unwrap()).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "tokens are made for the real clock"
)]
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

fn session_claims(clerk_id: &str) -> Value {
    let now = now();
    json!({
        "iss": "https://clerk.example.com",
        "sub": clerk_id,
        "sid": format!("sess_of_{clerk_id}"),
        "azp": ORIGIN,
        "iat": now - 5,
        "nbf": now - 15,
        "exp": now + 55,
        "sts": "active",
        "v": 2,
    })
}
