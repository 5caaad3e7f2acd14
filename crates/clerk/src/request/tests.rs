use super::*;
use crate::config::OrganizationSync;
use http::Request;
use proptest::prelude::*;

fn parts(target: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

fn url(target: &str, headers: &[(&str, &str)]) -> String {
    public_url(&parts(target, headers)).unwrap().into()
}

fn matcher(organizations: &[&str], personal: &[&str]) -> OrganizationMatcher {
    let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    OrganizationMatcher::new(&OrganizationSync {
        organization_patterns: owned(organizations),
        personal_account_patterns: owned(personal),
    })
    .unwrap()
}

#[test]
fn a_path_that_looks_like_a_host_stays_on_the_origin() {
    for target in ["//evil.example/x", "/\\evil.example/x", "///evil.example"] {
        let request = parts("/", &[("host", "app.example.com")]);
        let mut request = request;
        // Some of these are refused by the server before they get here.
        let Ok(uri) = target.parse() else { continue };
        request.uri = uri;
        let url = public_url(&request).unwrap();
        assert_eq!(url.host_str(), Some("app.example.com"), "{target}");
    }
}

#[test]
fn forwarded_headers_replace_host_and_scheme() {
    let host = ("host", "localhost:3000");
    assert_eq!(
        url(
            "/p?q=1",
            &[
                host,
                ("x-forwarded-host", "example.com:3213, inner"),
                ("x-forwarded-proto", "https,http")
            ]
        ),
        "https://example.com:3213/p?q=1"
    );
    assert_eq!(
        url("/p", &[host, ("x-forwarded-host", "example.com")]),
        "http://example.com/p"
    );
    assert_eq!(
        url("/p", &[host, ("x-forwarded-proto", "https")]),
        "https://localhost:3000/p"
    );
}

#[test]
fn unusable_forwarded_headers_count_for_nothing() {
    let host = ("host", "localhost:3000");
    for bad in [
        ("x-forwarded-host", "<bad>host"),
        ("x-forwarded-host", ""),
        ("x-forwarded-proto", "javascript"),
    ] {
        assert_eq!(url("/p", &[host, bad]), "http://localhost:3000/p");
    }
}

#[test]
fn the_authorization_header_is_split_as_clerk_splits_it() {
    let token = |value: &str| {
        header_token(&parts("/", &[("authorization", value)]).headers).map(str::to_owned)
    };
    assert_eq!(token("Bearer abc").as_deref(), Some("abc"));
    assert_eq!(token("abc").as_deref(), Some("abc"));
    assert_eq!(token("Bearer").as_deref(), Some("Bearer"));
    assert_eq!(token("bearer abc"), None);
    assert_eq!(token("Basic abc"), None);
}

#[test]
fn leading_integers_are_read_as_javascript_reads_them() {
    for (text, number) in [
        ("12ab", 12.0),
        ("abc", 0.0),
        ("", 0.0),
        (" 7", 7.0),
        ("-3", -3.0),
        ("0", 0.0),
    ] {
        assert!(
            (leading_integer(text) - number).abs() < f64::EPSILON,
            "{text}"
        );
    }
}

#[test]
fn numbers_are_read_as_javascript_reads_them() {
    for (text, expected) in [
        ("3", 3.0),
        (" 3 ", 3.0),
        ("03", 3.0),
        ("-1", -1.0),
        ("1e1", 10.0),
        ("2.5", 2.5),
        ("3x", 0.0),
        ("inf", 0.0),
        ("infinity", 0.0),
        ("nan", 0.0),
        ("", 0.0),
    ] {
        assert!((number(text) - expected).abs() < f64::EPSILON, "{text}");
    }
}

#[test]
fn organization_patterns_name_their_target() {
    let matcher = matcher(
        &[
            "/by-id/:id",
            "/by-id/:id/(.*)",
            "/by-slug/:slug",
            "/by-slug/:id/(.*)",
            "/none/:other",
        ],
        &["/me", "/me/(.*)", "/none/(.*)"],
    );
    let id = |text: &str| Some(SyncTarget::OrganizationId(text.into()));
    assert_eq!(matcher.target("/by-id/org_a"), id("org_a"));
    assert_eq!(matcher.target("/BY-ID/Org_a/"), id("Org_a"));
    assert_eq!(matcher.target("/by-id/org_a/settings/x"), id("org_a"));
    assert_eq!(
        matcher.target("/by-slug/b"),
        Some(SyncTarget::OrganizationSlug("b".into()))
    );
    assert_eq!(matcher.target("/by-slug/b/c"), id("b"));
    assert_eq!(matcher.target("/me/x"), Some(SyncTarget::PersonalAccount));
    assert_eq!(matcher.target("/none/x"), Some(SyncTarget::PersonalAccount));
    assert_eq!(matcher.target("/other"), None);
}

#[test]
fn patterns_know_modifiers_groups_and_braces() {
    let matcher = matcher(&["/a{/o-:slug}?/end", r"/n/:id(\d+)", "/m/:slug+"], &[]);
    assert_eq!(
        matcher.target("/a/o-x/end"),
        Some(SyncTarget::OrganizationSlug("x".into()))
    );
    assert_eq!(matcher.target("/a/end"), None);
    assert_eq!(
        matcher.target("/n/12"),
        Some(SyncTarget::OrganizationId("12".into()))
    );
    assert_eq!(matcher.target("/n/x"), None);
    assert_eq!(
        matcher.target("/m/x/y"),
        Some(SyncTarget::OrganizationSlug("x/y".into()))
    );
}

#[test]
fn a_parameter_ends_at_the_character_that_it_comes_after() {
    let matcher = matcher(&["/o-:slug", "/files/:name.:id", "/of/:other-:slug"], &[]);
    let slug = |text: &str| Some(SyncTarget::OrganizationSlug(text.into()));
    assert_eq!(matcher.target("/o-a-b"), slug("a-b"));
    assert_eq!(
        matcher.target("/files/a.b.c"),
        Some(SyncTarget::OrganizationId("c".into()))
    );
    assert_eq!(matcher.target("/of/a-b-c"), slug("c"));
}

#[test]
fn patterns_that_cannot_be_read_are_refused() {
    for pattern in [
        "/:", "/(", "/(?:x", "/{", "/}", "*", "/()", "/((a))", "/:a:id", "{/o}:id", ":id*", "(.*)+",
    ] {
        let sync = OrganizationSync {
            organization_patterns: vec![pattern.to_owned()],
            ..OrganizationSync::default()
        };
        assert!(OrganizationMatcher::new(&sync).is_err(), "{pattern}");
    }
}

#[test]
fn changing_the_query_writes_it_anew() {
    let mut url: Url = "http://a.example/?x=%20~&d=1&x=2".parse().unwrap();
    remove_query(&mut url, &["d"]);
    assert_eq!(url.as_str(), "http://a.example/?x=+%7E&x=2");
    set_query(&mut url, "x", "3");
    assert_eq!(url.as_str(), "http://a.example/?x=3");
    remove_query(&mut url, &["x"]);
    assert_eq!(url.as_str(), "http://a.example/");
}

proptest! {
    #[test]
    fn no_pattern_makes_the_compiler_panic(pattern in ".*", path in ".*") {
        let sync = OrganizationSync {
            organization_patterns: vec![pattern],
            ..OrganizationSync::default()
        };
        if let Ok(matcher) = OrganizationMatcher::new(&sync) {
            let _ = matcher.target(&path);
        }
    }

    #[test]
    fn no_target_leaves_the_host(target in "/[!-~]{0,40}") {
        if let Ok(uri) = target.parse() {
            let mut parts = parts("/", &[("host", "app.example.com")]);
            parts.uri = uri;
            let url = public_url(&parts).unwrap();
            prop_assert_eq!(url.host_str(), Some("app.example.com"));
        }
    }

    #[test]
    fn no_forwarded_header_makes_it_panic(host in "[ -~]*", proto in "[ -~]*") {
        let parts = parts("/", &[("host", "a.example"), ("x-forwarded-host", &host), ("x-forwarded-proto", &proto)]);
        let _ = public_url(&parts);
    }
}
