//! Whether claims meet a requirement.

use super::requirement::{Requirement, Reverification, ReverificationLevel};
use crate::claims::{Claims, FactorVerificationAge, scoped};

/// Every dimension that is asked must be met. Asking nothing is not met, so that an empty
/// requirement never opens a door.
pub(super) fn meets(claims: &Claims, asked: &Requirement) -> bool {
    if claims.sub.is_empty() {
        return false;
    }
    let dimensions = [
        asked.role.as_deref().map(|role| has_role(claims, role)),
        asked
            .permission
            .as_deref()
            .map(|permission| has_permission(claims, permission)),
        asked
            .feature
            .as_deref()
            .map(|feature| in_scope(claims.fea.as_deref(), feature)),
        asked
            .plan
            .as_deref()
            .map(|plan| in_scope(claims.pla.as_deref(), plan)),
        asked
            .reverification
            .map(|reverification| is_fresh(claims.fva, reverification)),
    ];
    let mut asked = dimensions.into_iter().flatten().peekable();
    asked.peek().is_some() && asked.all(|met| met)
}

fn has_role(claims: &Claims, role: &str) -> bool {
    let own = claims
        .organization
        .as_ref()
        .and_then(|org| org.role.as_deref());
    own.is_some_and(|own| !own.is_empty() && unprefixed(own) == unprefixed(role))
}

/// Permissions of a token carry their prefix always: one without is none of Clerk's.
fn has_permission(claims: &Claims, permission: &str) -> bool {
    let own = claims
        .organization
        .as_ref()
        .and_then(|org| org.permissions.as_deref());
    let asked = format!("org:{}", unprefixed(permission));
    own.unwrap_or_default().contains(&asked)
}

fn unprefixed(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("org:") {
        name = rest;
    }
    name
}

/// Whether a `fea` or `pla` claim names the slug, in the scope that is asked for if one is.
fn in_scope(claim: Option<&str>, asked: &str) -> bool {
    let (scope, slug) = match asked.split_once(':') {
        Some((scope, slug)) => (Some(scope), slug),
        None => (None, asked),
    };
    let entries = scoped(claim.unwrap_or_default()).unwrap_or_default();
    entries.iter().any(|entry| {
        let scope_matches = match scope {
            None => entry.of_organization || entry.of_user,
            Some("org" | "o" | "organization") => entry.of_organization,
            Some("user" | "u") => entry.of_user,
            Some(_) => false,
        };
        scope_matches && entry.slug == slug
    })
}

fn is_fresh(age: Option<FactorVerificationAge>, reverification: Reverification) -> bool {
    let Some(FactorVerificationAge { first, second }) = age else {
        return false;
    };
    let (level, after_minutes) = reverification.terms();
    let enrolled = |age: i64| age >= 0;
    let fresh = |age: i64| enrolled(age) && i64::from(after_minutes) > age;
    match level {
        ReverificationLevel::FirstFactor => fresh(first),
        ReverificationLevel::SecondFactor if enrolled(second) => fresh(second),
        ReverificationLevel::SecondFactor => fresh(first),
        ReverificationLevel::MultiFactor if enrolled(second) => fresh(first) && fresh(second),
        ReverificationLevel::MultiFactor => fresh(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claims(value: serde_json::Value) -> Claims {
        let serde_json::Value::Object(mut payload) = value else {
            panic!("claims are an object");
        };
        payload.entry("sub").or_insert_with(|| "user_1".into());
        Claims::from_payload(payload)
    }

    #[test]
    fn asking_nothing_is_never_met() {
        assert!(!meets(
            &claims(json!({"sub": "user_1"})),
            &Requirement::default()
        ));
    }

    #[test]
    fn role_and_permission_are_both_required_and_prefixes_do_not_matter() {
        let claims = claims(json!({
            "org_id": "org_1", "org_role": "admin", "org_permissions": ["org:posts:read"]
        }));
        assert!(meets(&claims, &Requirement::role("org:admin")));
        assert!(meets(&claims, &Requirement::permission("posts:read")));
        assert!(meets(
            &claims,
            &Requirement::role("admin").and_permission("org:posts:read")
        ));
        assert!(!meets(
            &claims,
            &Requirement::role("member").and_permission("org:posts:read")
        ));
    }

    #[test]
    fn a_permission_in_the_token_has_its_prefix() {
        let claims = claims(json!({"org_id": "org_1", "org_permissions": ["posts:read"]}));
        assert!(!meets(&claims, &Requirement::permission("posts:read")));
    }

    #[test]
    fn nobody_meets_nothing() {
        let claims = claims(json!({
            "sub": "", "org_id": "org_1", "org_role": "org:admin", "fva": [0, 0]
        }));
        assert!(!meets(&claims, &Requirement::role("org:admin")));
        let strict = Requirement::reverification(Reverification::Strict);
        assert!(!meets(&claims, &strict));
    }

    #[test]
    fn roles_need_an_active_organization() {
        assert!(!meets(
            &claims(json!({"org_role": "org:admin"})),
            &Requirement::role("org:admin")
        ));
    }

    #[test]
    fn features_and_plans_are_scoped() {
        let claims = claims(json!({"v": 2, "fea": "o:posts,u:chat,uo:files", "pla": "u:gold"}));
        for (feature, met) in [
            ("posts", true),
            ("org:posts", true),
            ("user:posts", false),
            ("u:chat", true),
            ("organization:files", true),
            ("team:posts", false),
            ("other", false),
        ] {
            assert_eq!(
                meets(&claims, &Requirement::feature(feature)),
                met,
                "{feature}"
            );
        }
        assert!(meets(&claims, &Requirement::plan("user:gold")));
        assert!(!meets(&claims, &Requirement::plan("org:gold")));
    }

    #[test]
    fn fresh_factors_are_those_that_are_enrolled_and_young_enough() {
        for (fva, reverification, met) in [
            (json!([2, -1]), Reverification::Strict, true),
            (json!([10, -1]), Reverification::Strict, false),
            (json!([99, 3]), Reverification::Strict, true),
            (json!([99, 3]), Reverification::StrictMfa, false),
            (json!([5, 3]), Reverification::StrictMfa, true),
            (json!([-1, -1]), Reverification::Lax, false),
            (json!([-1, 3]), Reverification::StrictMfa, false),
            (json!([3, -2]), Reverification::Lax, false),
            (json!([-2, 3]), Reverification::Lax, false),
            (json!([1]), Reverification::Lax, false),
            (json!("x"), Reverification::Lax, false),
        ] {
            let asked = Requirement::reverification(reverification);
            assert_eq!(
                meets(&claims(json!({"fva": fva})), &asked),
                met,
                "{fva} {reverification:?}"
            );
        }
    }
}
