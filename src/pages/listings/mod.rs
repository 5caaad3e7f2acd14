//! All offers: looked through, sorted, narrowed down, ticked, added, brought in from files.

pub mod actions;
mod ask;
mod filters;
pub mod form;
mod import;
mod library;
mod list;
mod not_here;
pub mod offer;
mod quick_add;
mod row;
mod row_act;
mod samples;
mod selection;
mod table;

pub(in crate::pages) use self::samples::LoadSamplesForm;
pub use self::{
    form::{EditListingPage, NewListingPage},
    import::ImportPage,
    list::ListingsPage,
    offer::ListingPage,
};

/// Where the list is.
pub const LISTINGS: &str = "/listings";

/// Where an offer is added with all that is known of it.
pub const NEW_OFFER: &str = "/listings/new";

/// Where offers are brought in from a file.
pub const IMPORT: &str = "/listings/import";

/// Where the caller's offers are had as a file.
pub const EXPORT: &str = "/api/v1/listings/export.csv";
