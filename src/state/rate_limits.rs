//! How often one may ask for what costs much. Each instance counts for itself.

use super::Minute;

/// How often a person may have dear things done, and a place may look behind links, within a minute.
/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct RateLimits {
    people: Minute,
    places: Minute,
    costly: u32,
    looks: u32,
}

impl RateLimits {
    /// So often a person, and so often a place; 0 is without limit.
    #[must_use]
    pub fn new(costly: u32, looks: u32) -> Self {
        Self {
            costly,
            looks,
            ..Self::default()
        }
    }

    /// Whether the person with that number may have one more thing done that costs much.
    #[must_use]
    pub fn admit_person(&self, person: i64) -> bool {
        self.costly == 0 || self.people.count(person.to_string()) <= self.costly
    }

    /// Whether one more look behind a link comes from that place, by its hash. Where it comes from no
    /// place that is known, strangers are not made to pay for one another.
    #[must_use]
    pub fn admit_place(&self, place: Option<String>) -> bool {
        match place {
            Some(place) if self.looks > 0 => self.places.count(place) <= self.looks,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_and_each_place_is_counted_alone() {
        let limits = RateLimits::new(2, 1);
        assert!(limits.admit_person(1) && limits.admit_person(1));
        assert!(!limits.admit_person(1));
        assert!(limits.admit_person(2));
        assert!(limits.admit_place(Some("here".into())));
        assert!(!limits.admit_place(Some("here".into())));
        assert!(limits.admit_place(Some("there".into())));
    }

    #[test]
    fn a_place_that_is_not_known_is_not_counted() {
        let limits = RateLimits::new(1, 1);
        assert!((0..3).all(|_| limits.admit_place(None)));
    }

    #[test]
    fn nothing_is_limited_by_zero() {
        let limits = RateLimits::new(0, 0);
        assert!((0..3).all(|_| limits.admit_person(1) && limits.admit_place(Some("x".into()))));
    }
}
