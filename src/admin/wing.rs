//! The wing of the admin area.

use super::{
    AdminPages, AuditPage, OwnerlessPage, PeoplePage, PersonPage, SyncPage, SystemPage,
    WebhooksPage,
};
use crate::components::wing;

wing! {
    /// The pages of the admin area.
    AdminWing = admin {
        /// The frame around every one of them.
        Frame => AdminPages,
        /// What administrators and the system have done.
        Audit => AuditPage,
        /// Rows without an owner.
        Ownerless => OwnerlessPage,
        /// Everybody.
        People => PeoplePage,
        /// One of them.
        Person => PersonPage,
        /// Runs of the comparison with Clerk.
        Sync => SyncPage,
        /// How the system is.
        System => SystemPage,
        /// Clerk's messages.
        Webhooks => WebhooksPage,
    }
}
