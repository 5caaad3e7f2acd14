//! What a case expects, and how an answer differs from it.

use http::HeaderMap;
use http::header::{LOCATION, SET_COOKIE};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use url::Url;

use super::fixtures::Scope;
use super::stub::Call;

/// The application's answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    status: u16,
    location: Option<String>,
    location_host_path: Option<String>,
    #[serde(default)]
    location_params: Map<String, Value>,
    location_param_order: Option<Vec<String>>,
    #[serde(default)]
    set_cookies: Vec<String>,
    #[serde(default)]
    no_set_cookie: bool,
    /// Absent: not looked at. Null: the header must be absent.
    #[serde(default, deserialize_with = "mentioned")]
    reason: Option<Value>,
    #[serde(default, deserialize_with = "mentioned")]
    auth_status: Option<Value>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    header_contains: Map<String, Value>,
    json: Option<Value>,
    json_error_contains: Option<String>,
    #[serde(default)]
    upstream_calls: Vec<UpstreamCall>,
    #[serde(default)]
    upstream_not_called: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpstreamCall {
    method: String,
    path: String,
    #[serde(default)]
    query: Map<String, Value>,
    #[serde(default)]
    headers: Map<String, Value>,
    json: Option<Value>,
    body: Option<String>,
}

fn mentioned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Expectation {
    pub fn problems(&self, answer: &Answer, calls: &[Call], scope: &Scope) -> Vec<String> {
        let mut problems = Vec::new();
        if answer.status != self.status {
            problems.push(format!(
                "status {} instead of {}: {}",
                answer.status, self.status, answer.body
            ));
        }
        self.check_location(answer, scope, &mut problems);
        self.check_headers(answer, scope, &mut problems);
        self.check_body(answer, scope, &mut problems);
        self.check_calls(calls, scope, &mut problems);
        problems
    }

    fn check_location(&self, answer: &Answer, scope: &Scope, problems: &mut Vec<String>) {
        let location = answer
            .headers
            .get(LOCATION)
            .map(|value| value.to_str().unwrap());
        if let Some(expected) = &self.location {
            let expected = scope.expand(expected);
            if location != Some(&expected) {
                problems.push(format!("location {location:?} instead of {expected}"));
            }
        }
        let Some(host_path) = &self.location_host_path else {
            return;
        };
        let Some(url) = location.and_then(|text| Url::parse(text).ok()) else {
            problems.push(format!("location {location:?} instead of a URL"));
            return;
        };
        let without_query = url.as_str().split('?').next().unwrap();
        let expected = scope.expand(host_path);
        if without_query != expected {
            problems.push(format!("location {without_query} instead of {expected}"));
        }
        for (name, expected) in &self.location_params {
            let value = url
                .query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned());
            check(
                &format!("parameter {name}"),
                value.as_deref(),
                expected,
                scope,
                problems,
            );
        }
        if let Some(order) = &self.location_param_order {
            let names: Vec<_> = url
                .query_pairs()
                .map(|(name, _)| name.into_owned())
                .collect();
            if names != *order {
                problems.push(format!("parameters {names:?} instead of {order:?}"));
            }
        }
    }

    fn check_headers(&self, answer: &Answer, scope: &Scope, problems: &mut Vec<String>) {
        let text = |name: &str| {
            answer
                .headers
                .get(name)
                .map(|value| value.to_str().unwrap())
        };
        let named = [
            ("x-clerk-auth-reason", &self.reason),
            ("x-clerk-auth-status", &self.auth_status),
        ];
        for (name, expected) in named {
            if let Some(expected) = expected {
                check(name, text(name), expected, scope, problems);
            }
        }
        for (name, expected) in &self.headers {
            check(name, text(name), expected, scope, problems);
        }
        for (name, part) in &self.header_contains {
            let part = scope.expand(part.as_str().unwrap());
            if !text(name).unwrap_or_default().contains(&part) {
                problems.push(format!("{name} {:?} without {part}", text(name)));
            }
        }
        let cookies: Vec<_> = answer
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        if self.no_set_cookie && !cookies.is_empty() {
            problems.push(format!("cookies {cookies:?} instead of none"));
        }
        for directive in &self.set_cookies {
            let directive = scope.expand(directive);
            if !cookies.contains(&directive.as_str()) {
                problems.push(format!("cookies {cookies:?} without {directive}"));
            }
        }
    }

    fn check_body(&self, answer: &Answer, scope: &Scope, problems: &mut Vec<String>) {
        if let Some(expected) = &self.json {
            let body = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
            let expected = scope.expand_value(expected);
            if !is_subset(&expected, &body) {
                problems.push(format!("body {body} instead of {expected}"));
            }
        }
        if let Some(part) = &self.json_error_contains
            && (serde_json::from_str::<Value>(&answer.body).is_err() || !answer.body.contains(part))
        {
            problems.push(format!("body {} without {part}", answer.body));
        }
    }

    fn check_calls(&self, calls: &[Call], scope: &Scope, problems: &mut Vec<String>) {
        for expected in &self.upstream_calls {
            let same: Vec<_> = calls
                .iter()
                .filter(|call| {
                    call.method == expected.method && call.path == scope.expand(&expected.path)
                })
                .collect();
            let Some(call) = same.first() else {
                problems.push(format!("no call {} {}", expected.method, expected.path));
                continue;
            };
            expected.compare(call, scope, problems);
        }
        for path in &self.upstream_not_called {
            if calls.iter().any(|call| call.path == scope.expand(path)) {
                problems.push(format!("{path} was called"));
            }
        }
    }
}

impl UpstreamCall {
    fn compare(&self, call: &Call, scope: &Scope, problems: &mut Vec<String>) {
        for (name, expected) in &self.query {
            let value = call.query.get(name).and_then(Value::as_str);
            check(&format!("query {name}"), value, expected, scope, problems);
        }
        for (name, expected) in &self.headers {
            let value = call.headers.get(name).map(|value| value.to_str().unwrap());
            check(
                &format!("upstream header {name}"),
                value,
                expected,
                scope,
                problems,
            );
        }
        if let Some(expected) = &self.json {
            let expected = scope.expand_value(expected);
            let body = serde_json::from_str(&call.body).unwrap_or(Value::Null);
            if !is_subset(&expected, &body) {
                problems.push(format!("upstream body {} instead of {expected}", call.body));
            }
        }
        if let Some(expected) = &self.body
            && call.body != scope.expand(expected)
        {
            problems.push(format!("upstream body {} instead of {expected}", call.body));
        }
    }
}

/// True: there must be a value. Null: there must be none.
fn check(
    what: &str,
    value: Option<&str>,
    expected: &Value,
    scope: &Scope,
    problems: &mut Vec<String>,
) {
    let matches = match expected {
        Value::Null => value.is_none(),
        Value::Bool(true) => value.is_some(),
        expected => value == Some(&scope.expand(expected.as_str().unwrap())),
    };
    if !matches {
        problems.push(format!("{what}: {value:?} instead of {expected}"));
    }
}

fn is_subset(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected
            .iter()
            .all(|(name, value)| actual.get(name).is_some_and(|own| is_subset(value, own))),
        _ => expected == actual,
    }
}
