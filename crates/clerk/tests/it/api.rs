//! The typed client of the Backend API.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use clerk::api::{CreateUser, Metadata, SessionQuery, UserQuery};
use clerk::{ApiError, ApiPolicy, BackendApi};
use http::StatusCode;
use serde_json::json;
use tokio::net::TcpListener;

use crate::instance::networkless;

/// An API that gives one answer after the other, and the requests that it got.
async fn api(answers: Vec<Response>) -> (BackendApi, Arc<Mutex<Vec<String>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let answers = Arc::new(Mutex::new(answers.into_iter()));
    let log = Arc::clone(&seen);
    let router = Router::new().fallback(move |request: Request| {
        let (log, answers) = (Arc::clone(&log), Arc::clone(&answers));
        async move {
            let (parts, body) = request.into_parts();
            assert_eq!(parts.headers["authorization"], "Bearer sk_live_secret");
            let body = axum::body::to_bytes(body, 1 << 16).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            log.lock().unwrap().push(
                format!("{} {} {body}", parts.method, parts.uri)
                    .trim()
                    .to_owned(),
            );
            answers.lock().unwrap().next().unwrap()
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let mut policy = ApiPolicy::default();
    policy.retry_delay = Duration::from_millis(1);
    policy.longest_wait = Duration::from_secs(1);
    let clerk = networkless()
        .api_url(address)
        .api_policy(policy)
        .build()
        .unwrap();
    (clerk.api(), seen)
}

fn user() -> Response {
    axum::Json(json!({
        "id": "user_1", "object": "user", "first_name": "Ada", "last_name": null,
        "primary_email_address_id": "idn_1",
        "email_addresses": [{"id": "idn_1", "email_address": "ada@example.com",
            "verification": {"status": "verified", "strategy": "email_code", "attempts": 1}}],
        "public_metadata": {"plan": "gold"}, "created_at": 1, "updated_at": 2, "new_member": true,
    }))
    .into_response()
}

fn failure(status: u16, retry_after: Option<&str>) -> Response {
    let body = json!({"errors": [{"code": "some_code", "message": "m"}], "clerk_trace_id": "t"});
    let mut response = (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response();
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert("retry-after", seconds.parse().unwrap());
    }
    response
}

#[tokio::test]
async fn users_are_read_with_what_is_known_and_what_is_new() {
    let (api, seen) = api(vec![user()]).await;
    let user = api.users().get("user_1").await.unwrap();
    let email = user.primary_email_address().unwrap();
    assert_eq!(email.email_address, "ada@example.com");
    assert!(email.is_verified());
    assert_eq!(user.full_name().as_deref(), Some("Ada"));
    assert_eq!(user.other["new_member"], true);
    assert_eq!(*seen.lock().unwrap(), ["GET /v1/users/user_1"]);
}

#[tokio::test]
async fn lists_are_repeated_in_the_query_and_zero_is_sent() {
    let (api, seen) = api(vec![
        axum::Json(json!([])).into_response(),
        axum::Json(json!({"data": [], "total_count": 0})).into_response(),
    ])
    .await;
    let query = UserQuery {
        email_address: vec!["a@example.com".into(), "b@example.com".into()],
        order_by: Some("-created_at".into()),
        offset: Some(0),
        ..UserQuery::default()
    };
    assert!(api.users().list(&query).await.unwrap().is_empty());
    let sessions = api.sessions().list(&SessionQuery::default()).await.unwrap();
    assert_eq!(sessions.total_count, 0);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "GET /v1/users?email_address=a%40example.com&email_address=b%40example.com&order_by=-created_at&offset=0",
            "GET /v1/sessions?paginated=true",
        ]
    );
}

#[tokio::test]
async fn bodies_say_only_what_is_set() {
    let (api, seen) = api(vec![user(), user()]).await;
    let new = CreateUser {
        email_address: vec!["ada@example.com".into()],
        metadata: Metadata::private([("level", 3)]),
        ..CreateUser::default()
    };
    api.users().create(&new).await.unwrap();
    let public = Metadata::public([("plan", serde_json::Value::Null)]);
    api.users().merge_metadata("user_1", &public).await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"POST /v1/users {"email_address":["ada@example.com"],"private_metadata":{"level":3}}"#,
            r#"PATCH /v1/users/user_1/metadata {"public_metadata":{"plan":null}}"#,
        ]
    );
}

#[tokio::test]
async fn too_many_requests_are_sent_again_after_the_time_named() {
    let (api, seen) = api(vec![failure(429, Some("0")), user()]).await;
    api.users().ban("user_1").await.unwrap();
    assert_eq!(seen.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_time_that_is_too_long_is_left_to_the_caller() {
    let (api, seen) = api(vec![failure(429, Some("30"))]).await;
    let ApiError::Response(response) = api.users().get("user_1").await.unwrap_err() else {
        panic!("the API answered");
    };
    assert_eq!(response.retry_after, Some(Duration::from_secs(30)));
    assert_eq!(response.errors[0].code, "some_code");
    assert_eq!(response.trace_id.as_deref(), Some("t"));
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn faults_of_the_server_are_tried_again_only_where_that_is_harmless() {
    let (api_, seen) = api(vec![failure(502, None), user()]).await;
    api_.users().get("user_1").await.unwrap();
    assert_eq!(seen.lock().unwrap().len(), 2);

    let (api_, seen) = api(vec![failure(502, None), user()]).await;
    assert!(api_.users().create(&CreateUser::default()).await.is_err());
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn attempts_are_limited() {
    let (api, seen) = api((0..5).map(|_| failure(503, None)).collect()).await;
    let error = api.users().get("user_1").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(seen.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn ids_that_lead_elsewhere_are_refused() {
    let (api, seen) = api(Vec::new()).await;
    for id in ["", "..", "user_1/ban", "user_1?x", "%2e%2e", "."] {
        assert!(
            matches!(api.users().get(id).await, Err(ApiError::InvalidId)),
            "{id}"
        );
    }
    assert!(seen.lock().unwrap().is_empty());
}
