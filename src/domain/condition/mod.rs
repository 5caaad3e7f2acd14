//! Conditions: trees of questions about an offer. Made by [`When::parse`] only, which bounds their
//! size; there are no regular expressions, so asking one takes time in proportion to its length.
//!
//! In JSON a question and a group never look alike, so that neither can be taken for the other:
//!
//! ```json
//! {"all": [{"field": "ram_gb", "operator": "gte", "value": 16},
//!          {"any": [{"field": "cpu.tdp_w", "operator": "less_than", "value": 36},
//!                   {"not": {"field": "form_factor", "operator": "is_null"}}]}]}
//! ```
//!
//! `{}` holds always, and a bare list means "all".

mod json;
mod matching;
mod operator;
mod words;

use rust_decimal::Decimal;

pub(super) use self::json::{first, scalar};
pub use self::{
    json::{DEPTH_MAX, LEAVES_MAX, LIST_MAX, TEXT_MAX},
    operator::{Operands, Operator},
};
use super::field::Field;

/// When a rule applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Each of these holds. None given: always.
    All(Vec<Self>),
    /// At least one of these holds. None given: always.
    Any(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// One question.
    Is(Test),
}

/// One question about an offer. A fact that is missing answers every question with no, except
/// whether it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is asked about.
    pub field: Field,
    /// What it must be.
    pub check: Check,
}

/// What a fact must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The same; texts without regard to case, numbers also when written as text.
    Equals(Scalar),
    /// Something else.
    NotEquals(Scalar),
    /// More.
    GreaterThan(Decimal),
    /// Less.
    LessThan(Decimal),
    /// As much or more.
    AtLeast(Decimal),
    /// As much or less.
    AtMost(Decimal),
    /// From one to the other, both included.
    Between(Decimal, Decimal),
    /// Has this in it, without regard to case.
    Contains(String),
    /// Begins with this, without regard to case.
    StartsWith(String),
    /// Ends with this, without regard to case.
    EndsWith(String),
    /// Exactly one of these.
    In(Vec<Scalar>),
    /// Exactly none of these.
    NotIn(Vec<Scalar>),
    /// Missing.
    IsNull,
    /// Not missing.
    IsNotNull,
}

/// What a fact is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// An amount.
    Number(Decimal),
    /// Words.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

impl Default for When {
    /// Always.
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl When {
    /// Whether it asks nothing.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self, Self::All(children) | Self::Any(children) if children.is_empty())
    }
}
