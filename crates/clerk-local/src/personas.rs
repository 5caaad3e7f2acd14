//! The people who already have an account when the stand-in is first started.

use serde::{Deserialize, Serialize};

/// A sign-in provider besides e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Google.
    Google,
    /// GitHub.
    Github,
}

impl Provider {
    /// Every provider, in the order of the sign-in buttons.
    pub const ALL: [Self; 2] = [Self::Google, Self::Github];

    /// The name in paths, e.g. `google`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Github => "github",
        }
    }

    /// The strategy in Clerk's API, e.g. `oauth_google`.
    #[must_use]
    pub const fn strategy(self) -> &'static str {
        match self {
            Self::Google => "oauth_google",
            Self::Github => "oauth_github",
        }
    }

    /// The name that people know, e.g. `Google`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Google => "Google",
            Self::Github => "GitHub",
        }
    }

    /// The provider of a strategy such as `oauth_github`.
    pub(crate) fn from_strategy(strategy: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.strategy() == strategy)
    }

    /// The provider of a path segment such as `github`.
    pub(crate) fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.slug() == slug)
    }
}

/// Someone to sign in as without signing up first.
///
/// The address is a Clerk test address (`+clerk_test`), so its mail code is always 424242.
#[derive(Clone, Copy, Debug)]
pub struct Persona {
    /// The short name used in forms and tests.
    pub key: &'static str,
    /// The account's id: the same wherever the personas are made anew, so that an application can
    /// know them before they have signed in.
    pub id: &'static str,
    /// The given name.
    pub first_name: &'static str,
    /// The family name.
    pub last_name: &'static str,
    /// The verified e-mail address.
    pub email: &'static str,
    /// The password; personas are no secret.
    pub password: &'static str,
    /// The providers at which this persona has an account.
    pub providers: &'static [Provider],
    /// What the persona is there for, in a few words.
    pub about: &'static str,
}

const PASSWORD: &str = "twelve-quiet-otters";

static PERSONAS: [Persona; 4] = [
    Persona {
        key: "ada",
        id: "user_2PersonaAda0000000000000000",
        first_name: "Ada",
        last_name: "Ashworth",
        email: "ada+clerk_test@example.com",
        password: PASSWORD,
        providers: &[Provider::Google, Provider::Github],
        about: "has both Google and GitHub",
    },
    Persona {
        key: "ben",
        id: "user_2PersonaBen0000000000000000",
        first_name: "Ben",
        last_name: "Brightwater",
        email: "ben+clerk_test@example.com",
        password: PASSWORD,
        providers: &[Provider::Github],
        about: "uses GitHub",
    },
    Persona {
        key: "ana",
        id: "user_2PersonaAna0000000000000000",
        first_name: "Ana",
        last_name: "Aragão",
        email: "ana+clerk_test@example.com",
        password: PASSWORD,
        providers: &[Provider::Google],
        about: "uses Google",
    },
    Persona {
        key: "admin",
        id: "user_2PersonaAdmin00000000000000",
        first_name: "Iris",
        last_name: "Ironside",
        email: "admin+clerk_test@example.com",
        password: PASSWORD,
        providers: &[Provider::Google],
        about: "the first administrator",
    },
];

/// The people that exist from the first start on.
#[must_use]
pub fn personas() -> &'static [Persona] {
    &PERSONAS
}

/// The persona called `key`.
pub(crate) fn persona(key: &str) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ids_and_addresses_are_unique_and_addresses_are_test_addresses() {
        for (index, persona) in PERSONAS.iter().enumerate() {
            assert!(persona.email.contains("+clerk_test@"));
            assert!(PERSONAS.iter().skip(index + 1).all(|other| {
                other.key != persona.key && other.id != persona.id && other.email != persona.email
            }));
        }
    }

    #[test]
    fn ids_look_like_those_of_others() {
        for persona in &PERSONAS {
            let rest = persona.id.strip_prefix("user_").unwrap();
            assert_eq!(rest.len(), 27);
            assert!(rest.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }
}
