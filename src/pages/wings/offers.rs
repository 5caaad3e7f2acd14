//! The wing of single offers: looked at, written down, brought in, side by side.

use crate::{
    components::wing,
    pages::{ComparePage, EditListingPage, ImportPage, ListingPage, NewListingPage},
};

wing! {
    /// The pages that have to do with single offers.
    OffersWing = offers {
        /// Some of them side by side.
        Compare => ComparePage,
        /// What is known of one, to be changed.
        Edit => EditListingPage,
        /// Brought in from a file.
        Import => ImportPage,
        /// One more.
        New => NewListingPage,
        /// One of them.
        Offer => ListingPage,
    }
}
