//! The pages: each unpacks its address, calls its server functions and shows the answer. Data
//! comes from `actions.rs` beside the page; views without data live in `components`.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its props, whatever it does with them"
)]

pub mod collections;
pub mod compare;
pub mod cpus;
pub mod dashboard;
pub mod discover;
pub mod gpus;
pub mod inbox;
pub mod keep;
pub mod listings;
pub mod profiles;
pub mod rules;
pub mod settings;

mod landing;
mod not_found;
mod parts;
mod private;
mod sign_in;
mod sign_out;
mod sign_up;
mod told;
mod wings;

pub use self::{
    collections::{AddToCollectionPage, CollectionPage, CollectionsPage},
    compare::ComparePage,
    cpus::{CpuPage, CpusPage, NewCpuPage},
    dashboard::DashboardPage,
    discover::{CopyDiscoveredPage, DiscoverPage, DiscoveredPage},
    gpus::{GpuPage, GpusPage, NewGpuPage},
    inbox::{InboxPage, SharePage},
    keep::{CopyCollectionPage, SaveDealPage},
    landing::LandingPage,
    listings::{EditListingPage, ImportPage, ListingPage, ListingsPage, NewListingPage},
    not_found::NotFoundPage,
    private::PrivatePages,
    profiles::{ProfilePage, ProfilesPage},
    rules::{EditRulesetPage, NewRulesetPage, RulePage, RulesPage, RulesetPage},
    settings::{AccountPage, DataPage, PreferencesPage, SessionsPage, SettingsPage},
    sign_in::SignInPage,
    sign_out::SignOutPage,
    sign_up::SignUpPage,
    wings::{OffersWing, SettingsWing, SharingWing, ValuationWing},
};
