//! People.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::preferences::Preferences;

/// The number of a person's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);

/// What a person may do in the application as a whole.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Keeps offers.
    #[default]
    User,
    /// Also manages people.
    Admin,
}

/// How much a person may keep.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plan {
    /// One person's hobby; also what an unknown plan counts as.
    #[default]
    Solo,
    /// Ten times as much.
    Growth,
    /// Without limits.
    Enterprise,
}

impl Role {
    /// Every role, from the least.
    pub const ALL: [Self; 2] = [Self::User, Self::Admin];

    /// The role of that name; anything unknown is a plain user.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "admin" => Self::Admin,
            _ => Self::User,
        }
    }

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Admin => "admin",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Admin => "Admin",
        }
    }
}

impl Plan {
    /// Every plan, from the smallest.
    pub const ALL: [Self; 3] = [Self::Solo, Self::Growth, Self::Enterprise];

    /// The plan of that name; anything unknown is the smallest.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "growth" => Self::Growth,
            "enterprise" => Self::Enterprise,
            _ => Self::Solo,
        }
    }

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Solo => "solo",
            Self::Growth => "growth",
            Self::Enterprise => "enterprise",
        }
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Solo => "Solo",
            Self::Growth => "Growth",
            Self::Enterprise => "Enterprise",
        }
    }
}

/// A person as the application knows them. Clerk is the record of who they are.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// The number of the row.
    pub id: UserId,
    /// Clerk's id, `user_…`; absent only for people from before Clerk.
    pub clerk_id: Option<String>,
    /// Unique, and made up until Clerk tells a better one.
    pub username: String,
    /// The primary address, once known.
    pub email: Option<String>,
    /// The name that the person chose to be shown by.
    pub display_name: Option<String>,
    /// Given name, from Clerk.
    pub first_name: Option<String>,
    /// Family name, from Clerk.
    pub last_name: Option<String>,
    /// Picture, from Clerk.
    pub avatar_url: Option<String>,
    /// What they may do.
    pub role: Role,
    /// How much they may keep.
    pub plan: Plan,
    /// Their settings.
    pub preferences: Preferences,
    /// Whether they may come in at all.
    #[serde(skip)]
    pub is_active: bool,
    /// When the row was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When they last signed in.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_login_at: Option<OffsetDateTime>,
}

impl User {
    /// Role and plan in one word, as the first version had them: `solo`, `growth`, `enterprise` or
    /// `admin`, from the least. For programs to read; what one may do is asked of role and plan.
    #[must_use]
    pub fn access_level(&self) -> &'static str {
        match self.role {
            Role::Admin => self.role.name(),
            Role::User => self.plan.name(),
        }
    }

    /// What to call them in a greeting: the first word of a name they go by, else "there".
    #[must_use]
    pub fn called(&self) -> &str {
        [&self.display_name, &self.first_name]
            .into_iter()
            .filter_map(|name| name.as_deref()?.split_whitespace().next())
            .next()
            .unwrap_or("there")
    }

    /// The name to show: their choice, else Clerk's names, else the part of the address
    /// before the `@`, else "New user".
    #[must_use]
    pub fn shown_name(&self) -> String {
        let chosen = self
            .display_name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        if let Some(name) = chosen {
            return name.to_owned();
        }
        let names: Vec<&str> = [&self.first_name, &self.last_name]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        if !names.is_empty() {
            return names.join(" ");
        }
        self.email
            .as_deref()
            .and_then(|email| email.split(['@', '+']).next())
            .filter(|local| !local.is_empty())
            .map_or_else(|| "New user".to_owned(), str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> User {
        User {
            id: UserId(1),
            clerk_id: Some("user_1".into()),
            username: "u_1".into(),
            email: None,
            display_name: None,
            first_name: None,
            last_name: None,
            avatar_url: None,
            role: Role::User,
            plan: Plan::Solo,
            preferences: Preferences::default(),
            is_active: true,
            created_at: OffsetDateTime::UNIX_EPOCH,
            last_login_at: None,
        }
    }

    #[test]
    fn one_word_tells_role_and_plan() {
        let level = |role, plan| {
            User {
                role,
                plan,
                ..user()
            }
            .access_level()
        };
        let of_plans = Plan::ALL.map(|plan| level(Role::User, plan));
        assert_eq!(of_plans, ["solo", "growth", "enterprise"]);
        for plan in Plan::ALL {
            assert_eq!(level(Role::Admin, plan), "admin");
        }
    }

    #[test]
    fn the_best_known_name_is_shown() {
        let mut user = user();
        assert_eq!(
            (user.shown_name().as_str(), user.called()),
            ("New user", "there")
        );
        user.email = Some("ada+clerk_test@example.com".into());
        assert_eq!(user.shown_name(), "ada");
        user.last_name = Some("Ashworth".into());
        assert_eq!(user.shown_name(), "Ashworth");
        user.first_name = Some("Ada".into());
        assert_eq!(user.shown_name(), "Ada Ashworth");
        user.display_name = Some("  ".into());
        assert_eq!(user.shown_name(), "Ada Ashworth");
        user.display_name = Some("Countess".into());
        assert_eq!(
            (user.shown_name().as_str(), user.called()),
            ("Countess", "Countess")
        );
    }

    #[test]
    fn unknown_roles_and_plans_are_the_least() {
        assert_eq!(Role::from_name("root"), Role::User);
        assert_eq!(Plan::from_name("platinum"), Plan::Solo);
    }
}
