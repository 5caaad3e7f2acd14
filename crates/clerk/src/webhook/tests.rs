use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;

use super::*;

const SECRET: &str = "whsec_dGVzdF9zaWduaW5nX3NlY3JldF8zMl9jaGFyc19sb25n";
const OTHER_SECRET: &str = "whsec_b3RoZXJfc2VjcmV0X290aGVyX3NlY3JldF8x";
const NOW: i64 = 1_800_000_000;
const BODY: &[u8] = br#"{"type":"user.created","object":"event","data":{"id":"user_1"},
    "event_attributes":{"http_request":{"client_ip":"127.0.0.1"}},"timestamp":1,"instance_id":"ins_1"}"#;

fn verifier(secrets: &[&str]) -> WebhookVerifier {
    let secrets: Vec<SecretString> = secrets.iter().map(|text| (*text).into()).collect();
    let clock = Clock::new(|| UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs()));
    WebhookVerifier::new(&secrets, clock).unwrap()
}

fn signature(secret: &str, timestamp: i64, body: &[u8]) -> String {
    Webhook::new(secret)
        .unwrap()
        .sign("msg_1", timestamp, body)
        .unwrap()
}

fn headers(timestamp: &str, signature: &str) -> HeaderMap {
    HeaderMap::from_iter([
        (ID, HeaderValue::from_static("msg_1")),
        (TIMESTAMP, HeaderValue::from_str(timestamp).unwrap()),
        (SIGNATURE, HeaderValue::from_str(signature).unwrap()),
    ])
}

fn verify(timestamp: i64, signature: &str) -> Result<WebhookEvent, WebhookError> {
    verifier(&[SECRET]).verify(&headers(&timestamp.to_string(), signature), BODY)
}

#[test]
fn a_signed_webhook_is_read() {
    let event = verify(NOW, &signature(SECRET, NOW, BODY)).unwrap();
    assert_eq!(event.id, "msg_1");
    assert_eq!(event.event_type, EventType::UserCreated);
    assert_eq!(event.data.pointer("/id").unwrap(), "user_1");
    assert_eq!(event.instance_id.as_deref(), Some("ins_1"));
}

#[test]
fn an_event_is_read_whatever_its_circumstances_look_like() {
    let read = |body: &str| {
        let good = signature(SECRET, NOW, body.as_bytes());
        verifier(&[SECRET]).verify(&headers(&NOW.to_string(), &good), body.as_bytes())
    };
    let event =
        read(r#"{"type":"user.created","event_attributes":[1],"timestamp":"now","instance_id":7}"#);
    let event = event.unwrap();
    assert_eq!(event.event_type, EventType::UserCreated);
    assert_eq!(event.event_attributes, EventAttributes::default());
    assert_eq!((event.timestamp, event.instance_id), (None, None));
    for body in ["", "null", "{}", "[]", "{"] {
        let refused = matches!(read(body), Err(WebhookError::InvalidBody(_)));
        assert!(refused, "{body}");
    }
}

#[test]
fn an_empty_signature_is_no_signature() {
    for signature in ["v1,", "v1, v1,", "v1", ",", "v1,=", "v1a,"] {
        assert_eq!(
            verify(NOW, signature),
            Err(WebhookError::NoMatchingSignature),
            "{signature}"
        );
    }
}

#[test]
fn a_shortened_or_lengthened_signature_is_refused() {
    let good = signature(SECRET, NOW, BODY);
    let (short, long) = (&good[..good.len() - 1], format!("{good}A"));
    assert_eq!(verify(NOW, short), Err(WebhookError::NoMatchingSignature));
    assert_eq!(verify(NOW, &long), Err(WebhookError::NoMatchingSignature));
}

#[test]
fn only_version_1_counts() {
    let good = signature(SECRET, NOW, BODY).replace("v1,", "v2,");
    assert_eq!(verify(NOW, &good), Err(WebhookError::NoMatchingSignature));
}

#[test]
fn one_good_signature_among_several_is_enough() {
    let good = signature(SECRET, NOW, BODY);
    assert!(verify(NOW, &format!("v1,aW52YWxpZA== {good}")).is_ok());
}

#[test]
fn while_secrets_rotate_either_is_accepted() {
    let both = verifier(&[OTHER_SECRET, SECRET]);
    for secret in [SECRET, OTHER_SECRET] {
        let headers = headers(&NOW.to_string(), &signature(secret, NOW, BODY));
        assert!(both.verify(&headers, BODY).is_ok());
    }
    let wrong = headers(&NOW.to_string(), &signature(OTHER_SECRET, NOW, BODY));
    assert_eq!(
        verifier(&[SECRET]).verify(&wrong, BODY),
        Err(WebhookError::NoMatchingSignature)
    );
}

#[test]
fn five_minutes_are_the_limit_in_both_directions() {
    for (offset, outcome) in [
        (-300, None),
        (300, None),
        (-301, Some(WebhookError::TooOld)),
        (301, Some(WebhookError::TooNew)),
    ] {
        let at = NOW + offset;
        assert_eq!(
            verify(at, &signature(SECRET, at, BODY)).err(),
            outcome,
            "{offset}"
        );
    }
}

#[test]
fn a_timestamp_is_its_leading_integer() {
    let good = signature(SECRET, NOW, BODY);
    let verify = |timestamp: &str| verifier(&[SECRET]).verify(&headers(timestamp, &good), BODY);
    assert!(verify(&format!("{NOW}abc")).is_ok());
    assert_eq!(verify("abc"), Err(WebhookError::InvalidTimestamp));
    let (far, long_ago) = ("9".repeat(30), format!("-{}", "9".repeat(30)));
    assert_eq!(verify(&far), Err(WebhookError::TooNew));
    assert_eq!(verify(&long_ago), Err(WebhookError::TooOld));
}

#[test]
fn other_header_names_do_not_count() {
    let mut headers = HeaderMap::new();
    for (name, value) in headers_as_webhook() {
        headers.insert(name, value);
    }
    assert_eq!(
        verifier(&[SECRET]).verify(&headers, BODY),
        Err(WebhookError::MissingHeaders(vec![
            "svix-id",
            "svix-timestamp",
            "svix-signature"
        ]))
    );
}

fn headers_as_webhook() -> [(&'static str, HeaderValue); 3] {
    [
        ("webhook-id", HeaderValue::from_static("msg_1")),
        (
            "webhook-timestamp",
            HeaderValue::from_str(&NOW.to_string()).unwrap(),
        ),
        (
            "webhook-signature",
            HeaderValue::from_str(&signature(SECRET, NOW, BODY)).unwrap(),
        ),
    ]
}

#[test]
fn without_secret_nothing_is_accepted() {
    let headers = headers(&NOW.to_string(), &signature(SECRET, NOW, BODY));
    assert_eq!(
        verifier(&[]).verify(&headers, BODY),
        Err(WebhookError::MissingSecret)
    );
}

#[test]
fn event_types_that_are_not_known_arrive_all_the_same() {
    assert_eq!(
        EventType::from("user.created".to_owned()),
        EventType::UserCreated
    );
    let other = EventType::from("user.invented".to_owned());
    assert_eq!(other, EventType::Other("user.invented".to_owned()));
    assert_eq!(other.as_str(), "user.invented");
}

proptest! {
    #[test]
    fn no_headers_or_body_make_it_panic(
        timestamp in "[ -~]{0,20}",
        signature in "[ -~]{0,80}",
        body in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        prop_assert!(verifier(&[SECRET]).verify(&headers(&timestamp, &signature), &body).is_err());
    }
}
