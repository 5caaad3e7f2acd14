//! Whether the role that the server has logged in as is fit to serve requests.

use super::{Db, DbError};

/// The role that the server has logged in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginRole {
    /// Its name.
    pub name: String,
    /// Superusers pass every policy.
    pub superuser: bool,
    /// So does BYPASSRLS.
    pub bypasses: bool,
    /// A role that inherits has `app_admin`'s policies without asking for them.
    pub inherits: bool,
    /// An owner can switch row-level security off, and so can who may become one.
    pub owns: bool,
}

impl Db {
    /// Finds out what the login role could do behind row-level security's back.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn login_role(&self) -> Result<LoginRole, DbError> {
        let mut tx = self.begin("").await?;
        let role = sqlx::query_as!(
            LoginRole,
            r#"select rolname::text as "name!", rolsuper as "superuser!", rolbypassrls as "bypasses!",
                      rolinherit as "inherits!",
                      exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                               where n.nspname in ('public', 'app') and c.relkind in ('r', 'p', 'v', 'm')
                                 and pg_has_role(r.oid, c.relowner, 'member')) as "owns!"
                 from pg_roles r
                where rolname = session_user"#
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(role)
    }
}

impl LoginRole {
    /// What makes the role unfit to serve requests, in words; `None` when it is fit.
    #[must_use]
    pub fn unfit(&self) -> Option<&'static str> {
        if self.superuser {
            Some("it is a superuser")
        } else if self.bypasses {
            Some("it has BYPASSRLS")
        } else if self.owns {
            Some("it owns tables, or is a member of the role that does")
        } else if self.inherits {
            Some("it inherits the rights of the roles granted to it (make it NOINHERIT)")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit() -> LoginRole {
        LoginRole {
            name: "app_request".into(),
            superuser: false,
            bypasses: false,
            inherits: false,
            owns: false,
        }
    }

    #[test]
    fn only_a_powerless_role_is_fit_to_serve() {
        assert_eq!(fit().unfit(), None);
        assert!(
            LoginRole {
                superuser: true,
                ..fit()
            }
            .unfit()
            .is_some()
        );
        assert!(
            LoginRole {
                bypasses: true,
                ..fit()
            }
            .unfit()
            .is_some()
        );
        assert!(
            LoginRole {
                inherits: true,
                ..fit()
            }
            .unfit()
            .is_some()
        );
        assert!(
            LoginRole {
                owns: true,
                ..fit()
            }
            .unfit()
            .is_some()
        );
    }
}
