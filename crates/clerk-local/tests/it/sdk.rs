//! The Backend API, driven by the application's own client of it.

use std::time::Duration;

use clerk::api::{CreateUser, Metadata, SessionQuery, UpdateUser, UserQuery};
use clerk::{ApiError, BackendApi, Clerk};
use serde_json::json;

use crate::browser::{Browser, PASSWORD};
use crate::world::{ORIGIN, World};

fn api(world: &World) -> BackendApi {
    let mut policy = clerk::ApiPolicy::default();
    policy.retry_delay = Duration::from_millis(1);
    Clerk::builder()
        .publishable_key(world.stand_in.publishable_key())
        .secret_key(world.stand_in.secret_key())
        .api_url(world.stand_in.url())
        .api_policy(policy)
        .build()
        .unwrap()
        .api()
}

fn code(error: &ApiError) -> (u16, String) {
    let ApiError::Response(response) = error else {
        unreachable!("{error}")
    };
    let code = response.errors.first().unwrap().code.clone();
    (response.status.as_u16(), code)
}

fn eve() -> CreateUser {
    CreateUser {
        email_address: vec!["Eve+clerk_test@example.com".into()],
        password: Some(PASSWORD.into()),
        first_name: Some("Eve".into()),
        external_id: Some("ours-1".into()),
        metadata: Metadata::public([("plan", "gold")]),
        ..CreateUser::default()
    }
}

#[tokio::test]
async fn a_person_is_created_changed_and_deleted() {
    let world = World::new().await;
    let api = api(&world);
    let users = api.users();
    let made = users.create(&eve()).await.unwrap();
    let address = made.primary_email_address().unwrap();
    assert_eq!(address.email_address, "eve+clerk_test@example.com");
    assert!(address.is_verified());
    let taken = users.create(&eve()).await.unwrap_err();
    assert_eq!(code(&taken), (422, "form_identifier_exists".into()));

    let changes = UpdateUser {
        last_name: Some("Eastwood".into()),
        ..UpdateUser::default()
    };
    let changed = users.update(&made.id, &changes).await.unwrap();
    assert_eq!(changed.full_name().as_deref(), Some("Eve Eastwood"));
    assert!(changed.updated_at > made.updated_at);
    let metadata = Metadata {
        unsafe_metadata: Some(json!({ "a": 1 }).as_object().unwrap().clone()),
        ..Metadata::public([("seen", true)])
    };
    let merged = users.merge_metadata(&made.id, &metadata).await.unwrap();
    let public = serde_json::to_value(&merged.public_metadata).unwrap();
    assert_eq!(public, json!({ "plan": "gold", "seen": true }));
    let replaced = Metadata::public([("plan", "iron")]);
    let replaced = users.replace_metadata(&made.id, &replaced).await.unwrap();
    let public = serde_json::to_value(&replaced.public_metadata).unwrap();
    assert_eq!(public, json!({ "plan": "iron" }));
    let mut browser = Browser::new(&world);
    let address = "eve+clerk_test@example.com";
    browser.sign_in(address, PASSWORD).await.response();

    assert!(users.delete(&made.id).await.unwrap().deleted);
    assert!(users.get(&made.id).await.unwrap_err().is_not_found());
    assert!(!browser.is_signed_in().await);
    let none = users.delete("user_nobody").await.unwrap_err();
    assert_eq!(code(&none), (404, "resource_not_found".into()));
}

#[tokio::test]
async fn what_the_api_does_not_take_is_refused_by_name() {
    let world = World::new().await;
    let api = api(&world);
    let with = |change: &dyn Fn(&mut CreateUser)| {
        let mut user = eve();
        change(&mut user);
        user
    };
    for (user, expected) in [
        (
            with(&|user| user.password = Some("short".into())),
            "form_password_length_too_short",
        ),
        (with(&|user| user.password = None), "form_param_missing"),
        (
            with(&|user| user.email_address = vec!["eve".into()]),
            "form_param_format_invalid",
        ),
        (
            with(&|user| user.email_address.clear()),
            "form_param_missing",
        ),
        (
            with(&|user| {
                user.other.insert("shoe_size".into(), json!(42));
            }),
            "form_param_unknown",
        ),
    ] {
        let refusal = api.users().create(&user).await.unwrap_err();
        assert_eq!(code(&refusal), (422, expected.into()));
    }
    let everybody = api.users().list(&UserQuery::default()).await.unwrap();
    let mut changes = UpdateUser::default();
    changes.other.insert("public_metadata".into(), json!({}));
    let refusal = api.users().update(&everybody[0].id, &changes).await;
    let refusal = refusal.unwrap_err();
    assert_eq!(code(&refusal), (422, "form_param_unknown".into()));
    let mut easy = eve();
    easy.password = Some("short".into());
    easy.skip_password_checks = true;
    api.users().create(&easy).await.unwrap();
}

#[tokio::test]
async fn people_are_found_counted_and_paged() {
    let world = World::new().await;
    let api = api(&world);
    let made = api.users().create(&eve()).await.unwrap();
    let by = |change: &dyn Fn(&mut UserQuery)| {
        let mut query = UserQuery::default();
        change(&mut query);
        query
    };
    for query in [
        by(&|query| query.external_id = vec!["ours-1".into()]),
        by(&|query| query.user_id = vec![made.id.clone()]),
        by(&|query| query.email_address = vec!["EVE+clerk_test@example.com".into()]),
        by(&|query| query.query = Some("eve".into())),
        by(&|query| query.created_at_after = Some(made.created_at - 1)),
    ] {
        let found = api.users().list(&query).await.unwrap();
        assert_eq!(found.len(), 1, "{query:?}");
        assert_eq!(found[0].id, made.id);
        assert_eq!(api.users().count(&query).await.unwrap(), 1);
    }
    let all = api.users().count(&UserQuery::default()).await.unwrap();
    let mut seen = Vec::new();
    for offset in (0..).step_by(2) {
        let query = UserQuery {
            order_by: Some("updated_at".into()),
            limit: Some(2),
            offset: Some(offset),
            ..UserQuery::default()
        };
        let page = api.users().list(&query).await.unwrap();
        if page.is_empty() {
            break;
        }
        seen.extend(page.into_iter().map(|user| user.id));
    }
    assert_eq!(seen.last(), Some(&made.id), "the one who was changed last");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len() as u64, all);
}

#[tokio::test]
async fn a_ban_ends_all_sessions_and_lets_nobody_in_until_it_is_lifted() {
    let world = World::new().await;
    let api = api(&world);
    let mut browser = Browser::new(&world);
    browser.sign_in_as_ada().await;
    let id = browser.session().await["user"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(api.users().ban(&id).await.unwrap().banned);
    assert!(!browser.is_signed_in().await);
    let ada = clerk_local::personas().first().unwrap();
    let refused = browser.sign_in(ada.email, ada.password).await;
    assert_eq!((refused.status, refused.error().0), (403, "user_banned"));
    let query = SessionQuery {
        user_id: Some(id.clone()),
        status: Some("revoked".into()),
        ..SessionQuery::default()
    };
    assert_eq!(api.sessions().list(&query).await.unwrap().total_count, 1);
    assert!(!api.users().unban(&id).await.unwrap().banned);
    browser.sign_in_as_ada().await;
}

#[tokio::test]
async fn sessions_are_listed_with_their_total_and_give_tokens() {
    let world = World::new().await;
    let api = api(&world);
    let mut browsers: Vec<_> = (0..3).map(|_| Browser::new(&world)).collect();
    for browser in &mut browsers {
        browser.sign_in_as_ada().await;
    }
    let session = browsers[2].session().await;
    let query = SessionQuery {
        user_id: session["user"]["id"].as_str().map(str::to_owned),
        status: Some("active".into()),
        limit: Some(2),
        ..SessionQuery::default()
    };
    let page = api.sessions().list(&query).await.unwrap();
    assert_eq!((page.data.len(), page.total_count), (2, 3));
    assert_eq!(
        page.data[0].id,
        session["id"].as_str().unwrap(),
        "the newest first"
    );
    let token = api.sessions().token(&page.data[0].id, None, None).await;
    let (_, claims) = world.verify(&token.unwrap()).await;
    assert_eq!(claims["sid"], session["id"]);
    assert_eq!(claims["azp"], ORIGIN);
    api.sessions().revoke(&page.data[0].id).await.unwrap();
    let token = api.sessions().token(&page.data[0].id, None, None).await;
    assert_eq!(code(&token.unwrap_err()).0, 401);
    let everyones = api.sessions().list(&SessionQuery::default()).await;
    assert_eq!(code(&everyones.unwrap_err()).1, "form_param_missing");
    let testing = api.create_testing_token().await.unwrap();
    assert!(!testing.token.is_empty());
}
