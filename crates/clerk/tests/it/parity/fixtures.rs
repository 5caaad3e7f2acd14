//! Placeholders in a case's texts, and the tokens and signatures behind them.

use std::collections::HashMap;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use clerk::{InstanceType, PublishableKey};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use crate::support::{KID, SigningKey};

/// The members of an object in the file's order: later fixtures may mention earlier ones, and
/// cookies are sent in the order in which they are listed.
#[derive(Default)]
pub struct Ordered(pub Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Ordered;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Ordered(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Fixture {
    SessionJwt(TokenFixture),
    HandshakeJwt(TokenFixture),
    SvixSignature {
        secret: String,
        id: String,
        timestamp: String,
        body: String,
    },
}

#[derive(Deserialize)]
struct TokenFixture {
    state: Option<String>,
    #[serde(default)]
    directives: Vec<String>,
    #[serde(default)]
    claims: Map<String, Value>,
    #[serde(default)]
    header: Map<String, Value>,
    key: Option<String>,
}

/// What the placeholders of one case stand for.
pub struct Scope {
    texts: HashMap<String, String>,
    claims: HashMap<String, Value>,
    now: i64,
}

impl Scope {
    pub fn new(instance: &str, upstream: &str, publishable_key: Option<&Value>) -> Self {
        let (kind, host) = match instance {
            "prod" => (InstanceType::Production, "clerk.example.com"),
            _ => (
                InstanceType::Development,
                "happy-hippo-1.clerk.accounts.dev",
            ),
        };
        let own = PublishableKey::for_frontend_api(kind, host).unwrap();
        let configured = publishable_key
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<PublishableKey>().ok());
        let key = configured.unwrap_or(own);
        let now = now();
        let secret = if instance == "prod" { "live" } else { "test" };
        let texts = [
            ("pk", key.as_str().to_owned()),
            ("sk", format!("sk_{secret}_for_these_cases_only")),
            ("suffix", key.cookie_suffix().to_owned()),
            ("fapi_host", key.frontend_api().to_owned()),
            ("origin", "http://localhost:3000".to_owned()),
            ("api_version", "2026-05-12".to_owned()),
            ("kid", KID.to_owned()),
            ("jwt_key_pem", SigningKey::instance().public_pem()),
            ("upstream", upstream.to_owned()),
        ];
        Self {
            texts: texts.map(|(name, text)| (name.to_owned(), text)).into(),
            claims: HashMap::new(),
            now,
        }
    }

    pub fn define(&mut self, fixtures: &Ordered) {
        for (name, fixture) in &fixtures.0 {
            let text = match serde_json::from_value(fixture.clone()).unwrap() {
                Fixture::SessionJwt(token) => self.token(name, &token, self.session_claims(&token)),
                Fixture::HandshakeJwt(token) => {
                    let directives: Vec<_> = token
                        .directives
                        .iter()
                        .map(|text| self.expand(text))
                        .collect();
                    self.token(name, &token, json!({"handshake": directives}))
                }
                Fixture::SvixSignature {
                    secret,
                    id,
                    timestamp,
                    body,
                } => {
                    let timestamp = self.time(&timestamp).unwrap();
                    svix::webhooks::Webhook::new(&secret)
                        .unwrap()
                        .sign(&id, timestamp, self.expand(&body).as_bytes())
                        .unwrap()
                }
            };
            self.texts.insert(name.clone(), text);
        }
    }

    fn session_claims(&self, token: &TokenFixture) -> Value {
        let (iat, nbf, exp) = match token.state.as_deref() {
            Some("expired") => (-600, -610, -540),
            Some("early") => (600, 590, 660),
            _ => (0, -10, 60),
        };
        json!({
            "sub": "user_12345", "sid": "sess_12345",
            "iss": self.expand("https://{fapi_host}"), "azp": self.expand("{origin}"),
            "iat": self.now + iat, "nbf": self.now + nbf, "exp": self.now + exp,
        })
    }

    fn token(&mut self, name: &str, token: &TokenFixture, mut claims: Value) -> String {
        let mut header = json!({"alg": "RS256", "typ": "JWT", "kid": KID});
        self.overlay(&mut claims, &token.claims);
        self.overlay(&mut header, &token.header);
        let key = match token.key.as_deref() {
            Some("other") => SigningKey::other(),
            _ => SigningKey::instance(),
        };
        let text = key.sign(&header, &claims);
        self.claims.insert(name.to_owned(), claims);
        text
    }

    /// Null removes a member.
    fn overlay(&self, base: &mut Value, changes: &Map<String, Value>) {
        let base = base.as_object_mut().unwrap();
        for (name, value) in changes {
            let time = value
                .as_str()
                .filter(|_| matches!(name.as_str(), "iat" | "nbf" | "exp"))
                .and_then(|text| self.time(text));
            match (time, value) {
                (Some(time), _) => base.insert(name.clone(), time.into()),
                (None, Value::Null) => base.remove(name),
                (None, value) => base.insert(name.clone(), self.expand_value(value)),
            };
        }
    }

    /// `now`, `now+N` or `now-N`.
    fn time(&self, text: &str) -> Option<i64> {
        let offset = text.strip_prefix("now")?;
        if offset.is_empty() {
            return Some(self.now);
        }
        Some(self.now + offset.parse::<i64>().ok()?)
    }

    /// Replaces placeholders; braces that hold none stay.
    pub fn expand(&self, text: &str) -> String {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            expanded.push_str(&rest[..open]);
            rest = &rest[open..];
            let found = rest
                .find('}')
                .and_then(|close| Some((self.placeholder(&rest[1..close])?, close)));
            match found {
                Some((value, close)) => {
                    expanded.push_str(&value);
                    rest = &rest[close + 1..];
                }
                None => {
                    expanded.push('{');
                    rest = &rest[1..];
                }
            }
        }
        expanded + rest
    }

    fn placeholder(&self, name: &str) -> Option<String> {
        if let Some(text) = self.texts.get(name) {
            return Some(text.clone());
        }
        if let Some(time) = self.time(name) {
            return Some(time.to_string());
        }
        let (fixture, claim) = name.split_once('.')?;
        let claims = self.claims.get(fixture)?;
        let (claim, offset) = match claim.find(['+', '-']) {
            Some(at) => (&claim[..at], claim[at..].parse::<i64>().ok()?),
            None => (claim, 0),
        };
        match claims.get(claim)? {
            Value::Number(number) => Some((number.as_i64()? + offset).to_string()),
            Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    pub fn expand_value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.expand(text).into(),
            Value::Array(list) => list.iter().map(|item| self.expand_value(item)).collect(),
            Value::Object(map) => map
                .iter()
                .map(|(name, item)| (self.expand(name), self.expand_value(item)))
                .collect::<Map<_, _>>()
                .into(),
            other => other.clone(),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the reference application runs on the real clock"
)]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
