//! Collections of others, as far as administrators answer for what everybody sees.

use super::{AdminTx, DbError};
use crate::domain::{collection::CollectionId, user::UserId};

/// A collection that was public until now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// Whose it is.
    pub owner: UserId,
    /// What it is called.
    pub name: String,
}

/// Makes a public collection private, which ends its links. `None` when there is no such collection,
/// or others do not find it anyway.
///
/// # Errors
/// When the query fails.
pub async fn withdraw(tx: &mut AdminTx, id: CollectionId) -> Result<Option<Withdrawn>, DbError> {
    let row = sqlx::query!(
        r#"update collection
              set visibility = 'private'
                , updated_at = statement_timestamp()
                , described_at = statement_timestamp()
            where id = $1
              and visibility = 'public'
           returning user_id, name"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Withdrawn {
        owner: UserId(row.user_id),
        name: row.name,
    }))
}
