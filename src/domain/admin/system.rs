//! How the application fares as a whole.

use serde::{Deserialize, Serialize};
use time::Date;

use super::ApplicationSwitch;
use crate::domain::health::Health;

/// Figures for who runs the application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// Whether the server can do its work.
    pub health: Health,
    /// What there is now.
    pub counts: SystemCounts,
    /// The four measures, each over its own span.
    pub measures: Vec<Measure>,
    /// The last thirty days, the oldest first.
    pub days: Vec<Day>,
    /// What is on or off for everybody.
    pub switches: Vec<ApplicationSwitch>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemCounts {
    /// People who were not deleted.
    pub people: i64,
    /// Of these, who may come in.
    pub active: i64,
    /// Of these, who administer.
    pub admins: i64,
    /// Offers, everybody's.
    pub listings: i64,
    /// Messages of Clerk's that wait to be tried again.
    pub failed_messages: i64,
    /// Rows of nobody's that are not part of the product.
    pub orphans: i64,
}

/// A figure that operators watch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What it measures.
    pub label: String,
    /// The figure, ready to read.
    pub value: String,
    /// Over which span, and what it should be.
    pub hint: String,
    /// Whether it is no worse than it should be.
    pub is_well: bool,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// Which.
    #[serde(with = "iso")]
    pub date: Date,
    /// Sessions that began.
    pub logins: i64,
    /// People who were made.
    pub newcomers: i64,
    /// Requests that were refused for what they presented.
    pub refused: i64,
    /// Milliseconds that Clerk's messages took to get here, at most, for 19 of 20.
    pub lag_ms: f64,
}

time::serde::format_description!(iso, Date, "[year]-[month]-[day]");
