//! What people show to others: links, and offers sent to one person.

mod link;
mod person;
mod public;

pub use self::{
    link::{LINK_DAYS, LINK_DAYS_MAX, Link, LinkDraft, LinkId},
    person::{
        FoundPerson, HANDLE_MAX, MESSAGE_MAX, Party, Recipient, ShareDraft, ShareId, ShareState,
        SharedListing, UserShare,
    },
    public::{PublicCollection, PublicCpu, PublicGpu, PublicItem, PublicListing},
};
