//! The pages: each unpacks its address, calls its server functions and shows the answer. Data
//! comes from `actions.rs` beside the page; views without data live in `components`.

pub mod dashboard;
pub mod listings;
pub mod settings;

mod landing;
mod not_found;
mod private;
mod sign_in;
mod sign_out;
mod sign_up;

pub use self::{
    dashboard::DashboardPage,
    landing::LandingPage,
    listings::{EditListingPage, ListingPage, ListingsPage, NewListingPage},
    not_found::NotFoundPage,
    private::PrivatePages,
    settings::{AccountPage, PreferencesPage, SettingsPage},
    sign_in::SignInPage,
    sign_out::SignOutPage,
    sign_up::SignUpPage,
};
