use super::*;
use proptest::prelude::*;
use serde_json::json;

fn claims(value: Value) -> Claims {
    let Value::Object(payload) = value else {
        panic!("claims are an object");
    };
    Claims::from_payload(payload)
}

#[test]
fn version_2_permissions_come_from_features_and_bits() {
    let claims = claims(json!({
        "v": 2, "fea": "o:posts,u:chat,uo:files",
        "o": {"id": "org_1", "rol": "member", "per": "read,manage", "fpm": "3,1"},
    }));
    let organization = claims.organization.unwrap();
    assert_eq!(organization.role.as_deref(), Some("org:member"));
    assert_eq!(
        organization.permissions.unwrap(),
        ["org:posts:read", "org:posts:manage", "org:files:read"]
    );
}

#[test]
fn a_feature_without_colon_grants_nothing() {
    let claims = claims(json!({
        "v": 2, "fea": "posts",
        "o": {"id": "org_1", "rol": "member", "per": "read", "fpm": "1"},
    }));
    assert_eq!(
        claims.organization.unwrap().permissions.unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn a_mask_that_is_no_number_grants_nothing_for_its_feature() {
    assert_eq!(
        version_2_permissions(Some("o:a,o:b"), Some("read"), Some("x,1")),
        ["org:b:read"]
    );
}

#[test]
fn masks_may_be_larger_than_a_machine_word() {
    // 2^70
    let bits = low_bits("1180591620717411303424", 71);
    assert_eq!(bits.iter().filter(|set| **set).count(), 1);
    assert_eq!(bits.last(), Some(&true));
}

#[test]
fn each_version_ignores_the_claims_of_the_other() {
    let first = claims(json!({"o": {"id": "org_2"}, "org_id": "org_1"}));
    assert_eq!(first.organization.unwrap().id, "org_1");
    let second = claims(json!({"v": 2, "org_id": "org_1"}));
    assert_eq!(second.organization, None);
}

#[test]
fn claims_that_clerk_does_not_know_are_custom() {
    let claims = claims(json!({"sub": "user_1", "plan": "gold", "level": 3}));
    assert_eq!(claims.custom::<String>("plan").as_deref(), Some("gold"));
    assert_eq!(claims.custom::<u8>("level"), Some(3));
    assert_eq!(claims.custom::<u8>("plan"), None);
}

proptest! {
    #[test]
    fn no_lists_make_the_permission_reader_panic(fea in ".*", per in ".*", fpm in "[0-9,x]*") {
        let _ = version_2_permissions(Some(&fea), Some(&per), Some(&fpm));
    }

    #[test]
    fn masks_read_as_the_number_they_are(number in any::<u64>()) {
        let expected: Vec<bool> = (0..64).map(|bit| number >> bit & 1 == 1).collect();
        prop_assert_eq!(low_bits(&number.to_string(), 64), expected);
    }
}
