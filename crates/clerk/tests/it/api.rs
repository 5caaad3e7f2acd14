//! The typed client of the Backend API.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use clerk::api::{
    CreateInvitation, CreateUser, InvitationQuery, Metadata, SessionQuery, UpdateUser, UserQuery,
};
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

/// The paths and bodies of calls that say something of a user.
#[tokio::test]
async fn each_call_about_a_user_asks_for_its_own_path() {
    let gone = json!({"id": "user_1", "object": "user", "deleted": true});
    let mut answers: Vec<Response> = (0..6).map(|_| user()).collect();
    answers.push(axum::Json(gone).into_response());
    answers.push(axum::Json(json!({"object": "total_count", "total_count": 7})).into_response());
    let (api, seen) = api(answers).await;
    let users = api.users();
    let renamed = UpdateUser {
        first_name: Some("Grace".into()),
        ..UpdateUser::default()
    };
    users.update("user_1", &renamed).await.unwrap();
    let private = Metadata::private([("level", 3)]);
    users.replace_metadata("user_1", &private).await.unwrap();
    users.ban("user_1").await.unwrap();
    users.unban("user_1").await.unwrap();
    users.lock("user_1").await.unwrap();
    users.unlock("user_1").await.unwrap();
    assert!(users.delete("user_1").await.unwrap().deleted);
    assert_eq!(users.count(&UserQuery::default()).await.unwrap(), 7);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"PATCH /v1/users/user_1 {"first_name":"Grace"}"#,
            r#"PUT /v1/users/user_1/metadata {"private_metadata":{"level":3}}"#,
            "POST /v1/users/user_1/ban",
            "POST /v1/users/user_1/unban",
            "POST /v1/users/user_1/lock",
            "POST /v1/users/user_1/unlock",
            "DELETE /v1/users/user_1",
            "GET /v1/users/count",
        ]
    );
}

#[tokio::test]
async fn sessions_are_begun_looked_at_ended_and_asked_for_tokens() {
    let session = || axum::Json(json!({"id": "sess_1", "user_id": "user_1"})).into_response();
    let token = || axum::Json(json!({"object": "token", "jwt": "a.b.c"})).into_response();
    let (api, seen) = api(vec![session(), session(), session(), token(), token()]).await;
    let sessions = api.sessions();
    assert_eq!(sessions.create("user_1").await.unwrap().id, "sess_1");
    assert_eq!(sessions.get("sess_1").await.unwrap().user_id, "user_1");
    sessions.revoke("sess_1").await.unwrap();
    assert_eq!(sessions.token("sess_1", None, None).await.unwrap(), "a.b.c");
    let hour = Some(Duration::from_secs(3600));
    sessions.token("sess_1", Some("mail"), hour).await.unwrap();
    let elsewhere = sessions.token("sess_1", Some("../../users"), None).await;
    assert!(matches!(elsewhere, Err(ApiError::InvalidId)));
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"POST /v1/sessions {"user_id":"user_1"}"#,
            "GET /v1/sessions/sess_1",
            "POST /v1/sessions/sess_1/revoke",
            "POST /v1/sessions/sess_1/tokens {}",
            r#"POST /v1/sessions/sess_1/tokens/mail {"expires_in_seconds":3600}"#,
        ]
    );
}

#[tokio::test]
async fn people_are_invited_and_invitations_taken_back() {
    let invitation = || {
        let body = json!({"id": "inv_1", "email_address": "ada@example.com", "status": "pending"});
        axum::Json(body).into_response()
    };
    let page = axum::Json(json!({"data": [{"id": "inv_1"}], "total_count": 1})).into_response();
    let (api, seen) = api(vec![invitation(), page, invitation()]).await;
    let invitations = api.invitations();
    let ada = CreateInvitation {
        email_address: "ada@example.com".into(),
        expires_in_days: Some(7),
        ..CreateInvitation::default()
    };
    assert_eq!(invitations.create(&ada).await.unwrap().status, "pending");
    let pending = InvitationQuery {
        status: Some("pending".into()),
        limit: Some(5),
        ..InvitationQuery::default()
    };
    assert_eq!(
        invitations.list(&pending).await.unwrap().data[0].id,
        "inv_1"
    );
    invitations.revoke("inv_1").await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            r#"POST /v1/invitations {"email_address":"ada@example.com","expires_in_days":7}"#,
            "GET /v1/invitations?status=pending&limit=5&paginated=true",
            "POST /v1/invitations/inv_1/revoke",
        ]
    );
}

#[tokio::test]
async fn tokens_that_open_something_do_not_show_in_debug_output() {
    let testing = axum::Json(json!({"token": "secret_1", "expires_at": 9})).into_response();
    let link = json!({"id": "sit_1", "user_id": "user_1", "status": "pending", "token": "secret_2",
        "url": "https://clerk.example.com/v1/tickets/accept?ticket=secret_2"});
    let (api, seen) = api(vec![testing, axum::Json(link).into_response()]).await;
    let testing = api.create_testing_token().await.unwrap();
    assert_eq!(
        (testing.token.as_str(), testing.expires_at),
        ("secret_1", 9)
    );
    let minute = Duration::from_secs(60);
    let link = api.create_sign_in_token("user_1", minute).await.unwrap();
    assert_eq!(link.token, "secret_2");
    assert!(!format!("{testing:?} {link:?}").contains("secret"));
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0], "POST /v1/testing_tokens");
    assert!(seen[1].starts_with("POST /v1/sign_in_tokens {"), "{seen:?}");
    assert!(seen[1].contains(r#""expires_in_seconds":60"#), "{seen:?}");
}

#[tokio::test]
async fn an_error_says_what_was_answered() {
    let (api, _) = api(vec![failure(404, None)]).await;
    let error = api.users().get("user_1").await.unwrap_err();
    assert!(error.is_not_found());
    assert!(error.to_string().contains("404"), "{error}");
    assert!(error.to_string().contains("some_code"), "{error}");
    assert_eq!(ApiError::InvalidId.status(), None);
}
