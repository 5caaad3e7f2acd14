//! The scope of whoever looks at a public page.

use sqlx::PgConnection;

use super::{AnonTx, DbError, UserTx};

/// A transaction of somebody who looks at what is public. Who is signed in is known by it: a look
/// at one's own link does not count.
pub enum VisitorTx {
    /// Nobody whom we know.
    Nobody(AnonTx),
    /// Somebody who is signed in.
    Person(UserTx),
}

impl VisitorTx {
    /// Makes the scope's changes last: a look at a link is counted.
    ///
    /// # Errors
    /// When the database refuses or is gone; then nothing has changed.
    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Nobody(tx) => tx.commit().await,
            Self::Person(tx) => tx.commit().await,
        }
    }

    pub(super) fn conn(&mut self) -> &mut PgConnection {
        match self {
            Self::Nobody(tx) => tx.conn(),
            Self::Person(tx) => tx.conn(),
        }
    }
}
