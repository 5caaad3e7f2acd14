//! The pages: each unpacks its address, calls its server functions and shows the answer. Data
//! comes from `actions.rs` beside the page; views without data live in `components`.

pub mod cpus;
pub mod dashboard;
pub mod listings;
pub mod profiles;
pub mod rules;
pub mod settings;

mod landing;
mod not_found;
mod private;
mod sign_in;
mod sign_out;
mod sign_up;
mod told;

pub use self::{
    cpus::{CpuPage, CpusPage, NewCpuPage},
    dashboard::DashboardPage,
    landing::LandingPage,
    listings::ListingsPage,
    not_found::NotFoundPage,
    private::PrivatePages,
    profiles::{ProfilePage, ProfilesPage},
    rules::{EditRulesetPage, NewRulesetPage, RulePage, RulesPage, RulesetPage},
    settings::{AccountPage, PreferencesPage, SettingsPage},
    sign_in::SignInPage,
    sign_out::SignOutPage,
    sign_up::SignUpPage,
};
