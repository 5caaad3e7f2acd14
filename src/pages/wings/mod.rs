//! Which pages' code the browser fetches together. The first pages of a visit, the dashboard and the
//! list of offers, are in no wing: their code comes with the frame around all pages.

mod offers;
mod settings;
mod sharing;
mod valuation;

pub use self::{
    offers::OffersWing, settings::SettingsWing, sharing::SharingWing, valuation::ValuationWing,
};
