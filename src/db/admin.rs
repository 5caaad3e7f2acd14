//! The scope of the admin area.

use sqlx::{PgConnection, Postgres, Transaction};

use super::{Db, DbError, scope::Connected};
use crate::domain::user::UserId;

/// Somebody whom the database has just said to be an active administrator. There is no other way
/// to come by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Administrator(UserId);

/// A transaction of an administrator: sees and changes what is everybody's. The database asks
/// again, at each statement, whether they still are one.
pub struct AdminTx {
    tx: Transaction<'static, Postgres>,
    user: UserId,
}

impl Db {
    /// Asks whether somebody is an active administrator: their row says, no token and no setting.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn administrator(&self, user: UserId) -> Result<Option<Administrator>, DbError> {
        let mut tx = self.begin(&admin_context(user)).await?;
        let is_admin = sqlx::query_scalar!(r#"select app.is_admin() as "is_admin!""#)
            .fetch_one(&mut *tx)
            .await?;
        Ok(is_admin.then_some(Administrator(user)))
    }

    /// Opens a scope of the admin area.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_admin(&self, administrator: Administrator) -> Result<AdminTx, DbError> {
        let user = administrator.0;
        let tx = self.begin(&admin_context(user)).await?;
        Ok(AdminTx { tx, user })
    }
}

impl AdminTx {
    /// Whose scope this is.
    #[must_use]
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Makes the scope's changes last.
    ///
    /// # Errors
    /// When the database refuses or is gone; then nothing has changed.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.tx.commit().await?)
    }

    pub(super) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

impl Connected for AdminTx {
    fn connected(&mut self) -> &mut PgConnection {
        self.conn()
    }
}

fn admin_context(user: UserId) -> String {
    format!(
        "SET LOCAL ROLE app_admin; \
         SET LOCAL app.current_user_id = '{}'; SET LOCAL app.current_user_role = 'admin'",
        user.0
    )
}
