//! The pages at the stand-in's own address: consent, mailbox, overview.

use axum::Router;

use crate::app::Shared;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
}
