//! The wing of collections, and of what goes from one person to another.

use crate::{
    components::wing,
    pages::{
        AddToCollectionPage, CollectionPage, CollectionsPage, CopyCollectionPage,
        CopyDiscoveredPage, DiscoverPage, DiscoveredPage, InboxPage, SaveDealPage, SharePage,
    },
};

wing! {
    /// The pages of collections, public ones too, of the inbox, and where a copy is kept.
    SharingWing = sharing {
        /// Offers are put into a collection.
        AddToCollection => AddToCollectionPage,
        /// A collection of one's own.
        Collection => CollectionPage,
        /// All of them.
        Collections => CollectionsPage,
        /// A copy of a collection behind a link.
        CopyCollection => CopyCollectionPage,
        /// A copy of a public collection.
        CopyDiscovered => CopyDiscoveredPage,
        /// Public collections.
        Discover => DiscoverPage,
        /// One of them.
        Discovered => DiscoveredPage,
        /// What has come in.
        Inbox => InboxPage,
        /// A copy of an offer behind a link.
        SaveDeal => SaveDealPage,
        /// An offer that somebody has sent.
        Share => SharePage,
    }
}
