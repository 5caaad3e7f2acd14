//! What an address asks of a list of offers.

use serde::{Deserialize, Serialize};

use super::{Direction, SortKey};
use crate::domain::address;

/// The word for offers of nobody's.
pub const SHARED_LIBRARY: &str = "shared";

/// What an address asks of a list: text that may be wrong. Empty is not asked.
#[cfg_attr(feature = "ssr", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "ssr", into_params(parameter_in = Query))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListingFilter {
    /// `shared` for the shared library, offers of nobody's, instead of the caller's own.
    pub library: Option<String>,
    /// Words in the title, the maker, the model, the seller or the processor.
    pub q: Option<String>,
    /// `active` (default), `pending`, `archived` or `any`.
    pub status: Option<String>,
    /// `new`, `refurb` or `used`.
    pub condition: Option<String>,
    /// `micro`, `sff`, ….
    pub form_factor: Option<String>,
    /// Who made the processor.
    pub cpu_maker: Option<String>,
    /// Lowest asking price.
    pub min_price: Option<String>,
    /// Highest asking price.
    pub max_price: Option<String>,
    /// `excellent`, `good`, `fair`, `neutral`, `poor` or `premium`.
    pub rating: Option<String>,
    /// `created` (the default), `updated`, `title`, `condition`, `status`, `price`, `adjusted`,
    /// `deducted`, `cpu`, `ram`, `usd_per_multi`, `usd_per_single`, `perf_per_watt`, `composite` or
    /// `rating`.
    pub sort: Option<String>,
    /// `asc` or `desc`; what suits the key, unless given.
    pub dir: Option<String>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Offers on a page, 1 to 200.
    pub limit: Option<String>,
}

impl ListingFilter {
    /// Whether it leaves anything out that an empty one shows.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        [
            &self.library,
            &self.q,
            &self.status,
            &self.condition,
            &self.form_factor,
            &self.cpu_maker,
            &self.min_price,
            &self.max_price,
            &self.rating,
        ]
        .into_iter()
        .any(|text| text.as_deref().is_some_and(|text| !text.trim().is_empty()))
    }

    /// Whether the shared library is asked for.
    #[must_use]
    pub fn is_shared_library(&self) -> bool {
        self.library.as_deref() == Some(SHARED_LIBRARY)
    }

    /// The address of this list below `path`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let fields = [
            ("library", &self.library),
            ("q", &self.q),
            ("status", &self.status),
            ("condition", &self.condition),
            ("form_factor", &self.form_factor),
            ("cpu_maker", &self.cpu_maker),
            ("min_price", &self.min_price),
            ("max_price", &self.max_price),
            ("rating", &self.rating),
            ("sort", &self.sort),
            ("dir", &self.dir),
            ("cursor", &self.cursor),
            ("limit", &self.limit),
        ];
        let fields = fields.map(|(name, value)| (name, value.as_deref().unwrap_or_default()));
        address::href(path, &fields)
    }

    /// The same list from its beginning, in that order.
    #[must_use]
    pub fn sorted_by(&self, sort: SortKey, direction: Direction) -> Self {
        Self {
            sort: Some(sort.name().to_owned()),
            dir: Some(direction.name().to_owned()),
            cursor: None,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_list_holds_what_is_asked_and_nothing_else() {
        let asked: ListingFilter = serde_json::from_value(
            serde_json::json!({"q": "i5 & up", "status": "", "cursor": "x.y"}),
        )
        .unwrap();
        assert_eq!(
            asked.href("/listings"),
            "/listings?q=i5%20%26%20up&cursor=x.y"
        );
        assert_eq!(
            asked
                .sorted_by(SortKey::Price, Direction::Ascending)
                .href("/listings"),
            "/listings?q=i5%20%26%20up&sort=price&dir=asc"
        );
        assert_eq!(ListingFilter::default().href("/listings"), "/listings");
    }
}
