//! The claims of a session token, both of Clerk's versions.

use serde::Serialize;
use serde_json::{Map, Value};

/// The verified claims of a session token.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Claims {
    /// Issuer: `https://` and the host of the instance's Frontend API.
    pub iss: Option<String>,
    /// Subject: the user's id.
    pub sub: String,
    /// The session's id.
    pub sid: Option<String>,
    /// Authorized party: the origin for which the token was made.
    pub azp: Option<String>,
    /// Expiry, in Unix seconds.
    pub exp: i64,
    /// Not to be used before, in Unix seconds.
    pub nbf: Option<i64>,
    /// Issued at, in Unix seconds.
    pub iat: Option<i64>,
    /// The impersonator, when somebody acts as the user.
    pub act: Option<Actor>,
    /// Minutes since the first and the second factor were verified; −1 where none is enrolled.
    pub fva: Option<FactorVerificationAge>,
    /// Status of the session: `active` or `pending`.
    pub sts: Option<String>,
    /// Version of the claims: 2, or absent for version 1.
    pub v: Option<i64>,
    /// The active organization.
    pub organization: Option<Organization>,
    /// Features, as `scope:slug` separated by commas (version 2).
    pub fea: Option<String>,
    /// Plans, as `scope:slug` separated by commas (version 2).
    pub pla: Option<String>,
    /// Every other claim: those that the application added to its session token.
    pub custom: Map<String, Value>,
}

/// Who acts as the user (Clerk's `act` claim).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The id of the impersonating user, or the name of the agent.
    pub sub: String,
    /// The claim as it came.
    pub claim: Map<String, Value>,
}

/// Minutes since each factor was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FactorVerificationAge {
    /// First factor; −1 when not enrolled.
    pub first: i64,
    /// Second factor; −1 when not enrolled.
    pub second: i64,
}

/// The organization that is active in the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// Its slug.
    pub slug: Option<String>,
    /// The user's role in it, such as `org:admin`.
    pub role: Option<String>,
    /// The user's permissions in it, such as `org:posts:read`; absent when version 1 claims name none.
    pub permissions: Option<Vec<String>>,
}

impl Claims {
    pub(crate) fn from_payload(mut payload: Map<String, Value>) -> Self {
        let v = integer(payload.remove("v"));
        let fea = text(payload.remove("fea"));
        let organization = if v == Some(2) {
            version_2_organization(payload.remove("o"), fea.as_deref())
        } else {
            version_1_organization(&mut payload)
        };
        Self {
            iss: text(payload.remove("iss")),
            sub: text(payload.remove("sub")).unwrap_or_default(),
            sid: text(payload.remove("sid")),
            azp: text(payload.remove("azp")),
            exp: integer(payload.remove("exp")).unwrap_or_default(),
            nbf: integer(payload.remove("nbf")),
            iat: integer(payload.remove("iat")),
            act: actor(payload.remove("act")),
            fva: factor_verification_age(payload.remove("fva").as_ref()),
            sts: text(payload.remove("sts")),
            v,
            organization,
            fea,
            pla: text(payload.remove("pla")),
            custom: payload,
        }
    }

    /// A custom claim, read as `T`; `None` when it is absent or of another shape.
    pub fn custom<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        T::deserialize(self.custom.get(name)?).ok()
    }

    /// Whether the session still has tasks to do before it counts as signed in.
    pub fn is_pending(&self) -> bool {
        self.sts.as_deref() == Some("pending")
    }
}

fn text(value: Option<Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float out of range saturates, and the checks were made on the float"
)]
fn integer(value: Option<Value>) -> Option<i64> {
    let number = value?;
    number
        .as_i64()
        .or_else(|| number.as_f64().map(|float| float as i64))
}

fn actor(value: Option<Value>) -> Option<Actor> {
    let Some(Value::Object(claim)) = value else {
        return None;
    };
    let sub = claim.get("sub")?.as_str()?.to_owned();
    Some(Actor { sub, claim })
}

/// Absent unless it is two ages: a malformed claim is never fresh.
fn factor_verification_age(value: Option<&Value>) -> Option<FactorVerificationAge> {
    let age = |value: &Value| value.as_i64().filter(|age| *age >= -1);
    match value?.as_array()?.as_slice() {
        [first, second] => Some(FactorVerificationAge {
            first: age(first)?,
            second: age(second)?,
        }),
        _ => None,
    }
}

fn version_1_organization(payload: &mut Map<String, Value>) -> Option<Organization> {
    let id = text(payload.remove("org_id"));
    let slug = text(payload.remove("org_slug"));
    let role = text(payload.remove("org_role"));
    let permissions = payload.remove("org_permissions").as_ref().map(|list| {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .filter_map(|permission| permission.as_str().map(str::to_owned))
            .collect()
    });
    Some(Organization {
        id: id.filter(|id| !id.is_empty())?,
        slug,
        role,
        permissions,
    })
}

fn version_2_organization(claim: Option<Value>, fea: Option<&str>) -> Option<Organization> {
    let Some(Value::Object(mut o)) = claim else {
        return None;
    };
    Some(Organization {
        id: text(o.remove("id")).filter(|id| !id.is_empty())?,
        slug: text(o.remove("slg")),
        role: text(o.remove("rol"))
            .filter(|role| !role.is_empty())
            .map(|role| format!("org:{role}")),
        permissions: Some(version_2_permissions(
            fea,
            text(o.remove("per")).as_deref(),
            text(o.remove("fpm")).as_deref(),
        )),
    })
}

/// `per` names permissions; the n-th number of `fpm` says by its bits which of them the n-th feature
/// of the organization has.
fn version_2_permissions(fea: Option<&str>, per: Option<&str>, fpm: Option<&str>) -> Vec<String> {
    let (Some(per), Some(fpm)) = (
        per.filter(|per| !per.is_empty()),
        fpm.filter(|fpm| !fpm.is_empty()),
    ) else {
        return Vec::new();
    };
    let names: Vec<&str> = per.split(',').map(str::trim).collect();
    let features = scoped(fea.unwrap_or_default()).unwrap_or_default();
    features
        .iter()
        .filter(|entry| entry.of_organization)
        .zip(fpm.split(','))
        .flat_map(|(feature, mask)| {
            let bits = low_bits(mask.trim(), names.len());
            names
                .iter()
                .zip(bits)
                .filter(|(_, set)| *set)
                .map(|(name, _)| format!("org:{}:{name}", feature.slug))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The lowest `count` bits of a decimal number of any size; none when it is not a number.
fn low_bits(decimal: &str, count: usize) -> Vec<bool> {
    if decimal.is_empty() || !decimal.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut limbs = vec![0_u32; count.div_ceil(32)];
    for digit in decimal.bytes() {
        let mut carry = u64::from(digit - b'0');
        for limb in &mut limbs {
            let product = u64::from(*limb) * 10 + carry;
            // The low half stays, the high half is carried on.
            *limb = u32::try_from(product & u64::from(u32::MAX)).unwrap_or_default();
            carry = product >> 32;
        }
    }
    limbs
        .iter()
        .flat_map(|limb| (0..32).map(move |bit| limb >> bit & 1 == 1))
        .take(count)
        .collect()
}

/// One element of `fea` or `pla`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Scoped<'a> {
    pub(crate) slug: &'a str,
    pub(crate) of_organization: bool,
    pub(crate) of_user: bool,
}

/// The elements of a `scope:slug` list; `None` when one has no colon, so that a malformed claim
/// grants nothing.
pub(crate) fn scoped(list: &str) -> Option<Vec<Scoped<'_>>> {
    if list.is_empty() {
        return Some(Vec::new());
    }
    list.split(',')
        .map(|element| {
            let (scope, slug) = element.trim().split_once(':')?;
            Some(Scoped {
                slug,
                of_organization: matches!(scope, "o" | "uo" | "ou"),
                of_user: matches!(scope, "u" | "uo" | "ou"),
            })
        })
        .collect()
}

#[cfg(test)]
#[path = "claims_tests.rs"]
mod tests;
