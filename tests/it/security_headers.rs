//! What each answer says to the browser besides its content.

use sqlx::PgPool;

use crate::support::{Answer, App};

/// Any answer, whatever made it.
const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), \
         display-capture=()",
    ),
    ("strict-transport-security", "max-age=63072000"),
];
const CSP: &str = "content-security-policy";
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

#[track_caller]
fn assert_protected(answer: &Answer) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), Some(value), "{name} of {answer:?}");
    }
}

#[sqlx::test]
async fn a_page_says_what_it_may_load(pool: PgPool) {
    let app = App::new(pool);
    for page in [
        app.anybody().visit("/").await.expect(200),
        app.newcomer().visit("/dashboard").await.expect(200),
    ] {
        assert_protected(&page);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        let policy = page.header(CSP).unwrap();
        for part in [
            "default-src 'none'; script-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{part} in {policy}");
        }
    }
}

#[sqlx::test]
async fn what_is_for_programs_may_load_nothing(pool: PgPool) {
    let app = App::new(pool);
    let answer = app.newcomer().get("/api/v1/users/me").await.expect(200);
    assert_protected(&answer);
    assert_eq!(answer.header(CSP), Some(NO_PAGE));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[sqlx::test]
async fn neither_may_an_error_that_is_no_page(pool: PgPool) {
    let app = App::new(pool);
    for (path, status) in [("/api/v1/users/me", 401), ("/api/v1/deals/1/none", 404)] {
        let answer = app.anybody().get(path).await.expect(status);
        assert_protected(&answer);
        assert_eq!(answer.header(CSP), Some(NO_PAGE), "{path}");
    }
}

#[sqlx::test]
async fn a_page_that_tells_of_an_error_keeps_its_own_policy(pool: PgPool) {
    let app = App::new(pool);
    let path = format!("/deals/1/{}", "x".repeat(43));
    let page = app.anybody().visit(&path).await.expect(404);
    assert_protected(&page);
    assert!(page.header(CSP).unwrap().contains("style-src 'self'"));
}

#[sqlx::test]
async fn a_file_is_protected_too_and_may_be_kept(pool: PgPool) {
    let app = App::new(pool);
    let file = app.anybody().get("/robots.txt").await.expect(200);
    assert_protected(&file);
    assert_eq!(file.header("cache-control"), Some("no-cache"));
    assert_eq!(file.header(CSP), None);
}

/// A browser that has once heard of it reaches a person's own machine no more.
#[sqlx::test]
async fn only_in_production_behind_https_browsers_are_told_to_come_by_it_alone(pool: PgPool) {
    const NAME: &str = "strict-transport-security";
    let plain = App::with_site(pool.clone(), |site| {
        site.origin = "http://localhost:3000".into();
    });
    let development = App::with_site(pool, |site| site.is_development = true);
    for app in [plain, development] {
        let answer = app.anybody().get("/health").await.expect(200);
        assert_eq!(answer.header(NAME), None);
    }
}
