//! Offers.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::money::Usd;

/// The number of an offer's row.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListingId(pub i64);

/// What state the offered machine is in.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// Never used.
    New,
    /// Refurbished.
    Refurb,
    /// Second-hand.
    #[default]
    Used,
}

impl Condition {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::New, Self::Refurb, Self::Used];

    /// The name in the database and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Refurb => "refurb",
            Self::Used => "used",
        }
    }

    /// The word that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Refurb => "Refurbished",
            Self::Used => "Used",
        }
    }

    /// The condition of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|condition| condition.name() == name)
    }
}

/// An offer that a person keeps.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// The number of the row.
    pub id: ListingId,
    /// What is offered.
    pub title: String,
    /// Asking price; absent while unknown.
    pub price_usd: Option<Usd>,
    /// State of the machine.
    pub condition: Condition,
    /// Where it is offered.
    pub listing_url: Option<String>,
    /// Who offers it.
    pub seller: Option<String>,
    /// The owner's own remarks. Never leave the owner.
    pub notes: Option<String>,
    /// When it was written down.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// What a person keeps, in figures. Active offers only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many.
    pub active: i64,
    /// Of these, without a price.
    pub without_price: i64,
    /// The middle one of the prices.
    pub median: Option<Usd>,
    /// The lowest of the prices.
    pub lowest: Option<Usd>,
    /// What is offered at the lowest price.
    pub lowest_title: Option<String>,
    /// Written down within the last seven days.
    pub added_this_week: i64,
}

/// An offer as a form or a client sends it: text that may be wrong.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingDraft {
    /// What is offered; required.
    #[serde(default)]
    pub title: String,
    /// Asking price, `"199.00"`.
    #[serde(default)]
    pub price_usd: Option<String>,
    /// `new`, `refurb` or `used` (default).
    #[serde(default)]
    pub condition: Option<String>,
    /// Where it is offered; http or https.
    #[serde(default)]
    pub listing_url: Option<String>,
    /// Who offers it.
    #[serde(default)]
    pub seller: Option<String>,
    /// Private remarks.
    #[serde(default)]
    pub notes: Option<String>,
}

/// A checked offer, ready to be kept. Made by [`ListingDraft::check`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewListing {
    title: String,
    price_usd: Option<Usd>,
    condition: Condition,
    listing_url: Option<String>,
    seller: Option<String>,
    notes: Option<String>,
}

/// What is wrong with one field, in words that fit behind the field's label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in JSON and forms.
    pub field: String,
    /// "must be …"
    pub reason: String,
}

impl FieldError {
    /// Says that `field` is wrong because of `reason`.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
        }
    }
}

/// Longest title, in characters.
pub const TITLE_MAX: usize = 255;
/// Longest address, in characters.
pub const URL_MAX: usize = 2000;
/// Longest seller, in characters.
pub const SELLER_MAX: usize = 128;
/// Longest notes, in characters.
pub const NOTES_MAX: usize = 5000;

impl ListingDraft {
    /// Turns the draft into an offer that can be kept.
    ///
    /// # Errors
    /// Every field that is wrong, each once.
    pub fn check(self) -> Result<NewListing, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = self.title.trim().to_owned();
        if title.is_empty() {
            errors.push(FieldError::new("title", "must not be empty"));
        }
        limit(&mut errors, "title", Some(&title), TITLE_MAX);

        let price_usd = match given(self.price_usd)
            .map(|text| text.parse::<Usd>())
            .transpose()
        {
            Ok(price) => price,
            Err(error) => {
                errors.push(FieldError::new("price_usd", error.to_string()));
                None
            }
        };

        let condition = match given(self.condition) {
            None => Condition::default(),
            Some(name) => Condition::from_name(&name).unwrap_or_else(|| {
                errors.push(FieldError::new("condition", "must be new, refurb or used"));
                Condition::default()
            }),
        };

        let listing_url = given(self.listing_url);
        if let Some(url) = &listing_url
            && !is_web_address(url)
        {
            errors.push(FieldError::new(
                "listing_url",
                "must start with http:// or https://",
            ));
        }
        limit(&mut errors, "listing_url", listing_url.as_deref(), URL_MAX);

        let seller = given(self.seller);
        limit(&mut errors, "seller", seller.as_deref(), SELLER_MAX);
        let notes = given(self.notes);
        limit(&mut errors, "notes", notes.as_deref(), NOTES_MAX);

        if errors.is_empty() {
            Ok(NewListing {
                title,
                price_usd,
                condition,
                listing_url,
                seller,
                notes,
            })
        } else {
            Err(errors)
        }
    }
}

impl NewListing {
    /// What is offered: 1 to 255 characters.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
    /// Asking price.
    #[must_use]
    pub fn price_usd(&self) -> Option<Usd> {
        self.price_usd
    }
    /// State of the machine.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.condition
    }
    /// Where it is offered: an http or https address.
    #[must_use]
    pub fn listing_url(&self) -> Option<&str> {
        self.listing_url.as_deref()
    }
    /// Who offers it.
    #[must_use]
    pub fn seller(&self) -> Option<&str> {
        self.seller.as_deref()
    }
    /// Private remarks.
    #[must_use]
    pub fn notes(&self) -> Option<&str> {
        self.notes.as_deref()
    }
}

/// A form sends an empty text for a field that was left alone.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn limit(errors: &mut Vec<FieldError>, field: &str, text: Option<&str>, max: usize) {
    if let Some(text) = text {
        if text.contains('\0') {
            // PostgreSQL's text cannot hold it.
            errors.push(FieldError::new(field, "must not contain a NUL character"));
        } else if text.chars().count() > max {
            errors.push(FieldError::new(
                field,
                format!("must be at most {max} characters"),
            ));
        }
    }
}

fn is_web_address(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start == *scheme)
            && url
                .get(scheme.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    }) && !url.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str) -> ListingDraft {
        ListingDraft {
            title: title.into(),
            ..ListingDraft::default()
        }
    }

    #[test]
    fn a_title_is_all_that_an_offer_needs() {
        let listing = draft("  Beelink SER5 ").check().unwrap();
        assert_eq!(listing.title(), "Beelink SER5");
        assert_eq!(listing.condition(), Condition::Used);
        assert_eq!(listing.price_usd(), None);
    }

    #[test]
    fn empty_form_fields_count_as_not_given() {
        let listing = ListingDraft {
            price_usd: Some(String::new()),
            condition: Some(String::new()),
            listing_url: Some(" ".into()),
            ..draft("x")
        }
        .check()
        .unwrap();
        assert_eq!((listing.price_usd(), listing.listing_url()), (None, None));
    }

    #[test]
    fn every_wrong_field_is_named_once() {
        let errors = ListingDraft {
            title: " ".into(),
            price_usd: Some("cheap".into()),
            condition: Some("broken".into()),
            listing_url: Some("javascript:alert(1)".into()),
            seller: Some("x".repeat(SELLER_MAX + 1)),
            notes: Some("a\0b".into()),
        }
        .check()
        .unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "title",
                "price_usd",
                "condition",
                "listing_url",
                "seller",
                "notes"
            ]
        );
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        assert!(draft(&"ü".repeat(TITLE_MAX)).check().is_ok());
        assert!(draft(&"ü".repeat(TITLE_MAX + 1)).check().is_err());
    }
}
