//! What people take along.

use crate::{
    db::{self, UserTx},
    error::Error,
};

/// Everything of the caller's, as one JSON text.
///
/// # Errors
/// When the database cannot be asked.
pub async fn of_caller(tx: &mut UserTx) -> Result<String, Error> {
    Ok(db::export::of_caller(tx).await?)
}
