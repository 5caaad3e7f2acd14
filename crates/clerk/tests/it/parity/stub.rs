//! A stand-in for Clerk's APIs that answers what a case says and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::fixtures::Scope;
use crate::support::SigningKey;

/// One answer.
#[derive(Deserialize, Clone)]
pub struct Mock {
    method: String,
    path: String,
    status: Option<u16>,
    json: Option<Value>,
    body: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub query: Map<String, Value>,
    pub headers: HeaderMap,
    pub body: String,
}

#[derive(Clone)]
pub struct Stub {
    mocks: Arc<Vec<Mock>>,
    jwks: Value,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Stub {
    pub fn new(scope: &Scope, mocks: &[Mock], serves_other_key: bool) -> Self {
        let expanded = |mock: &Mock| Mock {
            json: mock.json.as_ref().map(|json| scope.expand_value(json)),
            body: mock.body.as_ref().map(|body| scope.expand(body)),
            path: scope.expand(&mock.path),
            headers: mock
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), scope.expand_value(value)))
                .collect(),
            ..mock.clone()
        };
        let key = if serves_other_key {
            SigningKey::other()
        } else {
            SigningKey::instance()
        };
        Self {
            mocks: Arc::new(mocks.iter().map(expanded).collect()),
            jwks: key.jwks(),
            calls: Arc::default(),
        }
    }

    pub fn router(&self) -> Router {
        let stub = self.clone();
        Router::new().fallback(move |request| {
            let stub = stub.clone();
            async move { stub.answer(request).await }
        })
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    async fn answer(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let query = parts.uri.query().unwrap_or_default();
        let call = Call {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: url::form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
                .collect(),
            headers: parts.headers,
            body: String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
        };
        self.calls.lock().unwrap().push(call.clone());
        let mock = self
            .mocks
            .iter()
            .find(|mock| mock.method == call.method && mock.path == call.path);
        match mock {
            Some(mock) => mock.response(),
            None if call.path == "/v1/jwks" => axum::Json(self.jwks.clone()).into_response(),
            None => {
                let body = json!({"errors": [{"code": "not_found", "message": "not mocked"}]});
                (StatusCode::NOT_FOUND, axum::Json(body)).into_response()
            }
        }
    }
}

impl Mock {
    fn response(&self) -> Response {
        let mut response = match (&self.json, &self.body) {
            (Some(json), _) => axum::Json(json.clone()).into_response(),
            (None, body) => body.clone().unwrap_or_default().into_response(),
        };
        *response.status_mut() = StatusCode::from_u16(self.status.unwrap_or(200)).unwrap();
        for (name, value) in &self.headers {
            let name: http::HeaderName = name.parse().unwrap();
            response.headers_mut().remove(&name);
            let values = match value {
                Value::Array(several) => several.clone(),
                one => vec![one.clone()],
            };
            for value in values {
                let value = HeaderValue::from_str(value.as_str().unwrap()).unwrap();
                response.headers_mut().append(&name, value);
            }
        }
        response
    }
}
