//! How a row becomes a link, be it one to an offer or to a collection.

use time::OffsetDateTime;

use crate::domain::share::{Link, LinkId};

pub(super) struct LinkRow {
    pub(super) id: i64,
    pub(super) prefix: String,
    pub(super) view_count: i64,
    pub(super) is_live: bool,
    pub(super) expires_at: Option<OffsetDateTime>,
    pub(super) revoked_at: Option<OffsetDateTime>,
    pub(super) created_at: OffsetDateTime,
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Self {
        Self {
            id: LinkId(row.id),
            prefix: row.prefix,
            view_count: row.view_count,
            is_live: row.is_live,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            created_at: row.created_at,
        }
    }
}
