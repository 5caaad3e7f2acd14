//! What Clerk's own packages sign is accepted, and nothing that differs from it.

use std::time::{Duration, UNIX_EPOCH};

use serde::Deserialize;
use sqlx::PgPool;

use super::{post, signature, status};
use crate::support::{Answer, App};

#[derive(Deserialize)]
struct Vectors {
    secret: String,
    /// When everything was signed, in Unix seconds.
    timestamp: i64,
    vectors: Vec<Vector>,
}

#[derive(Clone, Deserialize)]
struct Vector {
    signer: String,
    file: String,
    id: String,
    signature: String,
}

impl Vectors {
    fn read() -> Self {
        serde_json::from_str(include_str!("../../vectors/webhooks.json")).unwrap()
    }

    /// The application, so many seconds after everything was signed.
    fn app(&self, pool: &PgPool, later: i64) -> App {
        self.app_with_secrets(pool, later, &[&self.secret])
    }

    fn app_with_secrets(&self, pool: &PgPool, later: i64, secrets: &[&str]) -> App {
        let seconds = (self.timestamp + later).try_into().unwrap();
        App::with(pool.clone(), |clerk| {
            clerk
                .webhook_signing_secrets(secrets.iter().copied())
                .clock(move || UNIX_EPOCH + Duration::from_secs(seconds))
        })
    }

    fn headers(&self, vector: &Vector) -> [(&'static str, String); 3] {
        [
            ("svix-id", vector.id.clone()),
            ("svix-timestamp", self.timestamp.to_string()),
            ("svix-signature", vector.signature.clone()),
        ]
    }

    async fn send(&self, app: &App, vector: &Vector) -> Answer {
        post(app, &self.headers(vector), vector.body()).await
    }
}

impl Vector {
    fn body(&self) -> Vec<u8> {
        std::fs::read(format!("tests/fixtures/webhooks/{}", self.file)).unwrap()
    }
}

#[track_caller]
fn refused(answer: Answer) {
    assert_eq!(answer.expect(400).error_code(), "invalid_signature");
}

async fn rows(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "select (select count(*) from webhook_event) + (select count(*) from app_user)",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

#[sqlx::test]
async fn every_example_of_clerks_is_accepted_as_its_own_packages_sign_it(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    for signer in ["svix", "standardwebhooks"] {
        let files = vectors.vectors.iter().filter(|it| it.signer == signer);
        assert_eq!(files.count(), 7, "one of each type");
    }
    for vector in &vectors.vectors {
        let answer = vectors.send(&app, vector).await;
        assert_eq!(status(answer), "ok", "{}", vector.id);
    }
    let kinds: Vec<String> = sqlx::query_scalar(
        "select distinct event_type from webhook_event where outcome = 'ok' order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(
        kinds,
        [
            "session.created",
            "session.ended",
            "session.removed",
            "session.revoked",
            "user.created",
            "user.deleted",
            "user.updated",
        ]
    );
}

#[sqlx::test]
async fn one_changed_byte_is_refused(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    for vector in &vectors.vectors {
        let body = vector.body();
        for at in (0..body.len()).step_by(101).chain([body.len() - 1]) {
            let mut changed = body.clone();
            changed[at] ^= 1;
            refused(post(&app, &vectors.headers(vector), changed).await);
        }
        let longer = [&body[..], b" "].concat();
        refused(post(&app, &vectors.headers(vector), longer).await);
    }
    assert_eq!(rows(&pool).await, 0);
}

#[sqlx::test]
async fn a_changed_id_time_or_signature_is_refused(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    for vector in &vectors.vectors {
        for (name, value) in [
            ("svix-id", format!("{}x", vector.id)),
            ("svix-timestamp", (vectors.timestamp + 1).to_string()),
            ("svix-timestamp", "soon".to_owned()),
            ("svix-signature", vector.signature.replace("v1,", "v2,")),
            ("svix-signature", "v1,".to_owned()),
            ("svix-signature", "v1, v1,".to_owned()),
            ("svix-signature", String::new()),
        ] {
            let headers = vectors.headers(vector).map(|header| {
                if header.0 == name {
                    (name, value.clone())
                } else {
                    header
                }
            });
            refused(post(&app, &headers, vector.body()).await);
        }
    }
}

#[sqlx::test]
async fn without_one_of_the_headers_it_is_refused(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    let vector = &vectors.vectors[0];
    for missing in 0..3 {
        let mut headers = vectors.headers(vector).to_vec();
        headers.remove(missing);
        refused(post(&app, &headers, vector.body()).await);
    }
    refused(post(&app, &[], vector.body()).await);
}

#[sqlx::test]
async fn a_message_from_more_than_five_minutes_away_is_refused(pool: PgPool) {
    let vectors = Vectors::read();
    for (later, accepted) in [(301, false), (-301, false), (300, true), (-300, true)] {
        let app = vectors.app(&pool, later);
        let answer = vectors.send(&app, &vectors.vectors[0]).await;
        assert_eq!(
            answer.status == 200,
            accepted,
            "{later} s later: {answer:?}"
        );
    }
}

#[sqlx::test]
async fn one_good_signature_of_several_is_enough(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    let mut vector = vectors.vectors[0].clone();
    vector.signature = format!("v1,aW52YWxpZA== v1a,other {}", vector.signature);
    assert_eq!(status(vectors.send(&app, &vector).await), "ok");
}

#[sqlx::test]
async fn while_secrets_rotate_both_are_good(pool: PgPool) {
    let vectors = Vectors::read();
    let other = crate::support::WEBHOOK_SECRET;
    let vector = &vectors.vectors[0];
    for secrets in [[&*vectors.secret, other], [other, &vectors.secret]] {
        let app = vectors.app_with_secrets(&pool, 0, &secrets);
        vectors.send(&app, vector).await.expect(200);
    }
    let app = vectors.app_with_secrets(&pool, 0, &[other]);
    refused(vectors.send(&app, vector).await);
}

#[sqlx::test]
async fn without_a_secret_nothing_is_believed(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app_with_secrets(&pool, 0, &[]);
    let answer = vectors.send(&app, &vectors.vectors[0]).await.expect(503);
    assert_eq!(answer.error_code(), "webhook_not_configured");
    assert_eq!(rows(&pool).await, 0);
}

#[sqlx::test]
async fn the_standards_names_of_the_headers_will_do(pool: PgPool) {
    let vectors = Vectors::read();
    let app = vectors.app(&pool, 0);
    let vector = &vectors.vectors[0];
    let headers = [
        ("webhook-id", vector.id.clone()),
        ("webhook-timestamp", vectors.timestamp.to_string()),
        ("webhook-signature", vector.signature.clone()),
    ];
    assert_eq!(status(post(&app, &headers, vector.body()).await), "ok");
    // They are names of the same headers, not another chance.
    let both = [&headers[..], &[("svix-signature", "v1,".to_owned())]].concat();
    refused(post(&app, &both, vector.body()).await);
}

/// The tests' own signatures are the packages' signatures.
#[test]
fn the_tests_sign_as_the_packages_do() {
    let vectors = Vectors::read();
    for vector in &vectors.vectors {
        let ours = signature(
            &vectors.secret,
            &vector.id,
            vectors.timestamp,
            &vector.body(),
        );
        assert_eq!(ours, vector.signature);
    }
}
