//! What the surroundings decide: one small struct a concern, its variables in its doc comment.
//! Everything is read once, at start-up, and what is wrong is said in one sentence that names the
//! variable.

mod app;
mod clerk;
mod database;
mod env;
mod operations;

use thiserror::Error;

pub use self::{
    app::{AppConfig, AppEnv},
    clerk::ClerkConfig,
    database::DatabaseConfig,
    env::Env,
    operations::{MetricsToken, OperationsConfig, logs_json},
};

/// A setting that is missing or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{variable} {problem}")]
pub struct ConfigError {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong with it; never its value.
    pub problem: String,
}

impl ConfigError {
    fn new(variable: &'static str, problem: impl Into<String>) -> Self {
        Self {
            variable,
            problem: problem.into(),
        }
    }
}

/// All settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The application itself.
    pub app: AppConfig,
    /// PostgreSQL; `None` means: start one here.
    pub database: Option<DatabaseConfig>,
    /// The Clerk instance; `None` means: start the stand-in.
    pub clerk: Option<ClerkConfig>,
    /// Running for a long time.
    pub operations: OperationsConfig,
}

impl Config {
    /// Reads and checks every setting. In production nothing may be left to a local stand-in.
    ///
    /// # Errors
    /// The first setting that is missing or wrong.
    pub fn from_env(env: &Env<'_>) -> Result<Self, ConfigError> {
        let app = AppConfig::from_env(env)?;
        let database = DatabaseConfig::from_env(env);
        let clerk = ClerkConfig::from_env(env, app.env)?;
        let operations = OperationsConfig::from_env(env, app.env)?;
        if app.env == AppEnv::Production {
            if database.is_none() {
                return Err(ConfigError::new(
                    "DATABASE_URL",
                    "must be set in production",
                ));
            }
            if clerk.is_none() {
                return Err(ConfigError::new(
                    "CLERK_PUBLISHABLE_KEY",
                    "must be set in production",
                ));
            }
        }
        Ok(Self {
            app,
            database,
            clerk,
            operations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_env(&Env::from_fn(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        }))
    }

    const KEYS: [(&str, &str); 2] = [
        ("CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"),
        ("CLERK_SECRET_KEY", "sk_live_x"),
    ];

    #[test]
    fn with_nothing_set_everything_is_local() {
        let config = config(&[("APP_ENV", "development")]).unwrap();
        assert!(config.database.is_none() && config.clerk.is_none());
        assert_eq!(config.app.origin, "http://localhost:3000");
    }

    #[test]
    fn production_leaves_nothing_to_stand_ins() {
        let production = [
            ("APP_ENV", "production"),
            ("APP_ORIGIN", "https://deals.example.com"),
        ];
        let error = config(&production).unwrap_err();
        assert_eq!(error.variable, "DATABASE_URL");

        let with_database = [&production[..], &[("DATABASE_URL", "postgres://x")]].concat();
        assert_eq!(
            config(&with_database).unwrap_err().variable,
            "CLERK_PUBLISHABLE_KEY"
        );

        let complete = [&with_database[..], &KEYS].concat();
        assert!(config(&complete).is_ok());
    }

    #[test]
    fn production_needs_its_public_https_origin() {
        let complete = [
            &KEYS[..],
            &[("APP_ENV", "production"), ("DATABASE_URL", "postgres://x")],
        ]
        .concat();
        assert_eq!(config(&complete).unwrap_err().variable, "APP_ORIGIN");
        let plain = [&complete[..], &[("APP_ORIGIN", "http://deals.example.com")]].concat();
        assert_eq!(config(&plain).unwrap_err().variable, "APP_ORIGIN");
    }

    #[test]
    fn one_key_without_the_other_is_named() {
        assert_eq!(config(&KEYS[..1]).unwrap_err().variable, "CLERK_SECRET_KEY");
        assert_eq!(
            config(&KEYS[1..]).unwrap_err().variable,
            "CLERK_PUBLISHABLE_KEY"
        );
    }

    #[test]
    fn other_sdks_names_are_understood() {
        let config = config(&[
            (
                "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
                "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
            ),
            ("CLERK_SECRET_KEY", "sk_live_x"),
            ("CLERK_WEBHOOK_SECRET", "whsec_a, whsec_b"),
        ])
        .unwrap();
        assert_eq!(config.clerk.unwrap().webhook_signing_secrets.len(), 2);
    }

    #[test]
    fn people_go_to_a_page_of_ours_after_signing_in() {
        const NEWER: &str = "CLERK_SIGN_IN_FALLBACK_REDIRECT_URL";
        const OLDER: &str = "CLERK_AFTER_SIGN_IN_URL";
        let after = |more: &[(&str, &str)]| {
            config(&[&KEYS[..], more].concat())
                .map(|config| config.clerk.unwrap().after_sign_in_url)
        };
        assert_eq!(after(&[]).unwrap(), "/dashboard");
        assert_eq!(after(&[(OLDER, "/listings")]).unwrap(), "/listings");
        let both = [(OLDER, "/listings"), (NEWER, "/inbox")];
        assert_eq!(after(&both).unwrap(), "/inbox");
        for elsewhere in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let error = after(&[(NEWER, elsewhere)]).unwrap_err();
            assert_eq!(error.variable, NEWER, "{elsewhere}");
        }
    }

    #[test]
    fn tokens_of_tests_are_for_tests() {
        let with = |more: &[(&str, &str)]| {
            config(&[&KEYS[..], more].concat()).map(|config| config.clerk.unwrap().jwt_test_secret)
        };
        let secret = (
            "CLERK_JWT_TEST_SECRET",
            "a secret of thirty-two bytes, or more",
        );
        let hs256 = ("CLERK_JWT_ALGORITHM", "HS256");
        assert_eq!(with(&[hs256, secret]).unwrap().as_deref(), Some(secret.1));
        assert_eq!(with(&[("CLERK_JWT_ALGORITHM", "RS256")]).unwrap(), None);
        for (wrong, variable) in [
            (&[hs256][..], "CLERK_JWT_TEST_SECRET"),
            (&[secret], "CLERK_JWT_TEST_SECRET"),
            (&[("CLERK_JWT_ALGORITHM", "none")], "CLERK_JWT_ALGORITHM"),
            (
                &[
                    hs256,
                    secret,
                    ("APP_ENV", "production"),
                    ("APP_ORIGIN", "https://deals.example.com"),
                ],
                "CLERK_JWT_ALGORITHM",
            ),
        ] {
            assert_eq!(with(wrong).unwrap_err().variable, variable, "{wrong:?}");
        }
    }

    #[test]
    fn a_token_has_to_name_its_origin_unless_the_settings_say_otherwise() {
        let optional = |more: &[(&str, &str)]| {
            config(&[&KEYS[..], more].concat()).map(|config| config.clerk.unwrap().azp_optional)
        };
        assert!(!optional(&[]).unwrap());
        assert!(optional(&[("CLERK_AZP_OPTIONAL", "true")]).unwrap());
        assert_eq!(
            optional(&[("CLERK_AZP_OPTIONAL", "maybe")])
                .unwrap_err()
                .variable,
            "CLERK_AZP_OPTIONAL"
        );
    }

    #[test]
    fn production_believes_no_page_of_a_persons_own_machine() {
        let parties = |env: &str, parties: &str| {
            config(
                &[
                    &KEYS[..],
                    &[
                        ("APP_ENV", env),
                        ("APP_ORIGIN", "https://deals.example.com"),
                        ("DATABASE_URL", "postgres://x"),
                        ("CLERK_AUTHORIZED_PARTIES", parties),
                    ],
                ]
                .concat(),
            )
            .map(|config| config.clerk.unwrap().authorized_parties.len())
        };
        for local in [
            "http://localhost:3000",
            "https://LOCALHOST",
            "https://deals.localhost",
            "http://127.0.0.1:3000",
            "http://127.9.9.9",
            "http://[::1]:3000",
            "https://deals.example.com, http://localhost:3000",
        ] {
            assert!(parties("development", local).is_ok(), "{local}");
            let error = parties("production", local).unwrap_err();
            assert_eq!(error.variable, "CLERK_AUTHORIZED_PARTIES", "{local}");
        }
        let others = "https://deals.example.com, https://localhost.example.com";
        assert_eq!(parties("production", others), Ok(2));
    }

    #[test]
    fn what_must_not_be_forgotten_too_early_is_not() {
        assert_eq!(
            config(&[("APP_DELETED_DAYS", "1")]).unwrap_err().variable,
            "APP_DELETED_DAYS"
        );
        assert_eq!(
            config(&[("APP_AUDIT_DAYS", "many")]).unwrap_err().variable,
            "APP_AUDIT_DAYS"
        );
        let never = config(&[("APP_RECONCILE_HOURS", "0")]).unwrap();
        assert_eq!(never.operations.reconcile_every, None);
    }

    #[test]
    fn only_in_production_visitors_are_given_time_to_go_elsewhere() {
        let drain = |env| config(&[("APP_ENV", env)]).map(|config| config.operations.drain);
        assert_eq!(drain("development"), Ok(std::time::Duration::ZERO));
        let complete = [
            &KEYS[..],
            &[
                ("APP_ENV", "production"),
                ("APP_ORIGIN", "https://deals.example.com"),
                ("DATABASE_URL", "postgres://x"),
            ],
        ]
        .concat();
        let drain = config(&complete).unwrap().operations.drain;
        assert_eq!(drain.as_secs(), 5);
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let config = config(&[
            ("CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"),
            ("CLERK_SECRET_KEY", "sk_live_secret"),
            ("CLERK_WEBHOOK_SIGNING_SECRET", "whsec_secret"),
            ("APP_AUDIT_KEY", "audit_secret"),
            ("APP_METRICS_TOKEN", "metrics_secret"),
            (
                "DATABASE_URL",
                "postgres://app_request:secret@localhost/deal_brain",
            ),
        ])
        .unwrap();
        assert!(
            !format!("{config:?}").contains("secret@")
                && !format!("{config:?}").contains("_secret")
        );
    }
}
