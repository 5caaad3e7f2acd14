use serde_json::json;

use super::*;

fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

fn version(seconds: i64) -> Version {
    Version {
        changed_at: at(seconds),
        told_at: at(seconds),
    }
}

fn called(name: &str) -> Profile {
    Profile {
        first_name: Some(name.into()),
        ..Profile::default()
    }
}

fn known(seconds: Option<i64>) -> Known {
    Known {
        id: UserId(1),
        clerk_id: Some("user_1".into()),
        profile: called("Ada"),
        version: seconds.map(version),
        is_active: true,
        is_deleted: false,
    }
}

fn user() -> Value {
    json!({
        "id": "user_1",
        "username": "ada",
        "first_name": "Ada",
        "last_name": null,
        "image_url": "https://img.clerk.com/ada",
        "primary_email_address_id": "idn_2",
        "email_addresses": [
            {"id": "idn_1", "email_address": "old@example.com", "verification": {"status": "verified"}},
            {"id": "idn_2", "email_address": "ada@example.com", "verification": {"status": "verified"}},
        ],
        "updated_at": 1_716_883_500_000_i64,
    })
}

#[test]
fn a_user_object_is_read() {
    let profile = Profile::of_user(&user());
    assert_eq!(profile.username.as_deref(), Some("ada"));
    assert_eq!(profile.email.as_deref(), Some("ada@example.com"));
    assert_eq!(profile.last_name, None);
    assert!(!profile.banned);
    assert_eq!(
        Version::of_user(&user(), at(1)).changed_at,
        at(1_716_883_500)
    );
}

#[test]
fn an_address_that_is_not_proved_is_not_taken() {
    let mut unproved = user();
    unproved["email_addresses"][1]["verification"]["status"] = json!("unverified");
    assert_eq!(Profile::of_user(&unproved).email, None);
    unproved["email_addresses"][1]["verification"] = json!(null);
    assert_eq!(Profile::of_user(&unproved).email, None);
}

#[test]
fn what_no_column_can_hold_is_left_out() {
    for odd in [json!(7), json!(""), json!("x".repeat(5000)), json!("a\0b")] {
        let mut user = user();
        user["first_name"] = odd.clone();
        user["username"] = odd.clone();
        user["email_addresses"][1]["email_address"] = odd;
        let profile = Profile::of_user(&user);
        assert_eq!(
            (profile.first_name, profile.username, profile.email),
            (None, None, None)
        );
    }
    assert_eq!(Profile::of_user(&json!(null)), Profile::default());
}

#[test]
fn nobody_chooses_the_name_of_somebody_who_is_gone() {
    assert_eq!(
        Profile::of_user(&json!({"username": "gone:1"})).username,
        None
    );
}

#[test]
fn times_are_read_in_milliseconds_and_in_seconds() {
    assert_eq!(
        moment(&json!(1_716_883_200_000_i64)),
        Some(at(1_716_883_200))
    );
    assert_eq!(moment(&json!(1_716_883_200)), Some(at(1_716_883_200)));
    for odd in [
        json!(null),
        json!("1"),
        json!(0),
        json!(-5),
        json!(1.5),
        json!(i64::MAX),
    ] {
        assert_eq!(moment(&odd), None, "{odd}");
    }
}

#[test]
fn only_newer_news_changes_a_row() {
    let news = |seconds| News::Are(called("Grace"), version(seconds));
    let changes =
        |known: &Known, news: &News| matches!(decide(Some(known), news), Decision::Change { .. });
    assert!(changes(&known(None), &news(1)));
    assert!(changes(&known(Some(1)), &news(2)));
    assert!(!changes(&known(Some(2)), &news(2)));
    assert!(!changes(&known(Some(3)), &news(2)));
    assert!(!changes(&known(None), &News::Came(called("Grace"))));
}

#[test]
fn of_changes_in_one_millisecond_the_one_told_later_is_newer() {
    let later = Version {
        told_at: at(9),
        ..version(2)
    };
    let news = News::Are(called("Grace"), later);
    assert!(matches!(
        decide(Some(&known(Some(2))), &news),
        Decision::Change { .. }
    ));
}

#[test]
fn a_deletion_is_the_last_word() {
    let gone = Known {
        is_deleted: true,
        is_active: false,
        ..known(Some(1))
    };
    for news in [
        News::Came(called("Ada")),
        News::Are(called("Ada"), version(9)),
        News::Gone,
    ] {
        assert_eq!(decide(Some(&gone), &news), Decision::Nothing);
    }
    assert_eq!(decide(Some(&known(Some(9))), &News::Gone), Decision::Remove);
    assert_eq!(decide(None, &News::Gone), Decision::MakeGone);
}

#[test]
fn a_ban_ends_but_does_not_end_another_deactivation() {
    let activity = |known: &Known, banned: bool| {
        let profile = Profile {
            banned,
            ..known.profile.clone()
        };
        match decide(Some(known), &News::Are(profile, version(9))) {
            Decision::Change {
                profile, is_active, ..
            } => (is_active, profile.banned),
            other => panic!("{other:?}"),
        }
    };
    let active = known(Some(1));
    let mut banned = known(Some(1));
    banned.is_active = false;
    banned.profile.banned = true;
    let mut deactivated = known(Some(1));
    deactivated.is_active = false;

    assert_eq!(activity(&active, true), (false, true));
    assert_eq!(activity(&banned, true), (false, true));
    assert_eq!(activity(&banned, false), (true, false));
    assert_eq!(activity(&deactivated, true), (false, false));
    assert_eq!(activity(&deactivated, false), (false, false));
}
