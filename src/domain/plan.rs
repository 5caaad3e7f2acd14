//! How much a person may keep, by plan.

use serde::{Deserialize, Serialize};

use super::user::{Plan, Role};

/// What there is a limit to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Active offers.
    ActiveListings,
    /// Rulesets of one's own.
    Rulesets,
    /// Rules in one ruleset.
    RulesPerRuleset,
    /// Collections.
    Collections,
    /// Public links that work, to offers and collections together.
    LiveLinks,
    /// Offers sent to people within an hour.
    SharesPerHour,
    /// Rows of one file.
    ImportRows,
    /// Offers in one collection.
    ItemsPerCollection,
    /// Offers, whatever their status.
    Listings,
    /// Prices that one offer has had.
    PricesPerListing,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ActiveListings,
        Self::Rulesets,
        Self::RulesPerRuleset,
        Self::Collections,
        Self::LiveLinks,
        Self::SharesPerHour,
        Self::ImportRows,
        Self::ItemsPerCollection,
        Self::Listings,
        Self::PricesPerListing,
    ];

    /// What is limited, in the plural.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ActiveListings => "active offers",
            Self::Rulesets => "rulesets of your own",
            Self::RulesPerRuleset => "rules in a ruleset",
            Self::Collections => "collections",
            Self::LiveLinks => "live links",
            Self::SharesPerHour => "shares within an hour",
            Self::ImportRows => "rows in a file",
            Self::ItemsPerCollection => "offers in a collection",
            Self::Listings => "offers",
            Self::PricesPerListing => "prices of an offer",
        }
    }

    /// How much of it a plan holds; `None` is without limit, up to the [ceiling](Self::ceiling).
    #[must_use]
    pub fn of(self, plan: Plan, role: Role) -> Option<i64> {
        let [solo, growth, unlimited] = match self {
            Self::ActiveListings => [Some(200), Some(2_000), None],
            Self::Rulesets => [Some(3), Some(20), None],
            Self::RulesPerRuleset => [Some(30), Some(100), None],
            Self::Collections | Self::LiveLinks => [Some(10), Some(100), None],
            Self::SharesPerHour => [Some(10), Some(10), Some(30)],
            Self::ImportRows => [Some(200), Some(2_000), Some(10_000)],
            Self::ItemsPerCollection | Self::Listings | Self::PricesPerListing => {
                [None, None, None]
            }
        };
        match (role, plan) {
            (Role::Admin, _) | (_, Plan::Enterprise) => unlimited,
            (Role::User, Plan::Growth) => growth,
            (Role::User, Plan::Solo) => solo,
        }
    }

    /// How much of it anybody may have, whatever the plan: some hundred times what people have, and
    /// little enough that a query for all of it stays short (ADR 25).
    #[must_use]
    pub fn ceiling(self) -> i64 {
        match self {
            Self::ActiveListings | Self::Listings => 100_000,
            Self::Rulesets => 200,
            Self::RulesPerRuleset | Self::Collections | Self::PricesPerListing => 1_000,
            Self::LiveLinks | Self::ImportRows | Self::ItemsPerCollection => 10_000,
            Self::SharesPerHour => 30,
        }
    }

    /// Whether a person who has `current` may have `more`.
    ///
    /// # Errors
    /// The limit that stands in the way.
    pub fn check(self, plan: Plan, role: Role, current: i64, more: i64) -> Result<(), OverLimit> {
        match self.of(plan, role) {
            Some(limit) => self.within(limit, Bound::Plan, current, more),
            None => self.check_ceiling(current, more),
        }
    }

    /// Whether anybody who has `current` may have `more`, whatever their plan.
    ///
    /// # Errors
    /// The ceiling that stands in the way.
    pub fn check_ceiling(self, current: i64, more: i64) -> Result<(), OverLimit> {
        self.within(self.ceiling(), Bound::Ceiling, current, more)
    }

    fn within(self, limit: i64, set_by: Bound, current: i64, more: i64) -> Result<(), OverLimit> {
        if current.saturating_add(more) > limit {
            return Err(OverLimit {
                what: self,
                limit,
                set_by,
                current,
            });
        }
        Ok(())
    }
}

/// Who sets a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The person's plan.
    Plan,
    /// Nobody's plan: it holds for everybody.
    Ceiling,
}

impl Bound {
    /// As the sentence that names the limit begins.
    fn holds(self) -> &'static str {
        match self {
            Self::Plan => "Your plan holds",
            Self::Ceiling => "There is room for",
        }
    }
}

/// How much of something there is, and may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// How much there is.
    pub used: i64,
    /// How much there may be; `None` is without limit.
    pub limit: Option<i64>,
}

impl Room {
    /// Whether there is room for one more.
    #[must_use]
    pub fn is_left(self) -> bool {
        self.holds(1)
    }

    /// Whether there is room for that many more.
    #[must_use]
    pub fn holds(self, more: i64) -> bool {
        self.limit
            .is_none_or(|limit| self.used.saturating_add(more) <= limit)
    }

    /// How much more there may be; `None` is without limit.
    #[must_use]
    pub fn left(self) -> Option<i64> {
        self.limit.map(|limit| (limit - self.used).max(0))
    }

    /// Whether the end is near enough to be told of: the last tenth.
    #[must_use]
    pub fn is_short(self) -> bool {
        self.limit
            .is_some_and(|limit| limit - self.used <= limit / 10)
    }

    /// Why there is no room for one more, once there is none: "Your plan holds 10 collections, and
    /// you have as many." `whose` says who has them: "you have".
    #[must_use]
    pub fn full(self, what: Limit, whose: &str) -> Option<String> {
        let limit = self.limit.filter(|_| !self.is_left())?;
        let used = if self.used == limit {
            "as many".to_owned()
        } else {
            self.used.to_string()
        };
        let what = what.label();
        Some(format!(
            "Your plan holds {limit} {what}, and {whose} {used}."
        ))
    }

    /// "3 of 10", or "3" without a limit.
    #[must_use]
    pub fn words(self) -> String {
        match self.limit {
            Some(limit) => format!("{} of {limit}", self.used),
            None => self.used.to_string(),
        }
    }
}

/// A limit that stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{} {limit} {}, and you have {current}.", .set_by.holds(), .what.label())]
pub struct OverLimit {
    /// What there is too much of.
    pub what: Limit,
    /// How much there may be.
    pub limit: i64,
    /// Who says so.
    pub set_by: Bound,
    /// How much there is.
    pub current: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_plan_has_its_limits_and_an_administrator_the_widest() {
        let table = Limit::ALL.map(|limit| {
            [
                limit.of(Plan::Solo, Role::User),
                limit.of(Plan::Growth, Role::User),
                limit.of(Plan::Enterprise, Role::User),
                limit.of(Plan::Solo, Role::Admin),
            ]
        });
        assert_eq!(
            table,
            [
                [Some(200), Some(2_000), None, None],
                [Some(3), Some(20), None, None],
                [Some(30), Some(100), None, None],
                [Some(10), Some(100), None, None],
                [Some(10), Some(100), None, None],
                [Some(10), Some(10), Some(30), Some(30)],
                [Some(200), Some(2_000), Some(10_000), Some(10_000)],
                [None, None, None, None],
                [None, None, None, None],
                [None, None, None, None],
            ]
        );
    }

    #[test]
    fn without_a_limit_there_is_still_a_ceiling_and_no_plan_is_above_it() {
        for limit in Limit::ALL {
            let check = |current| limit.check(Plan::Enterprise, Role::Admin, current, 1);
            assert_eq!(check(limit.ceiling() - 1), Ok(()), "{limit:?}");
            assert!(check(limit.ceiling()).is_err(), "{limit:?}");
            for plan in [Plan::Solo, Plan::Growth, Plan::Enterprise] {
                assert!(
                    limit.of(plan, Role::User).unwrap_or(0) <= limit.ceiling(),
                    "{limit:?} {plan:?}"
                );
            }
        }
    }

    #[test]
    fn the_last_one_fits_and_the_next_does_not() {
        let check = |current, more| Limit::Rulesets.check(Plan::Solo, Role::User, current, more);
        assert_eq!(check(2, 1), Ok(()));
        assert_eq!(
            check(3, 1).unwrap_err().to_string(),
            "Your plan holds 3 rulesets of your own, and you have 3."
        );
        assert!(check(0, 4).is_err());
        assert!(check(i64::MAX, 1).is_err());
    }

    #[test]
    fn who_sets_a_limit_is_told_also_where_a_plan_reaches_the_ceiling() {
        let told = |limit: Limit, plan| {
            let most = limit
                .of(plan, Role::User)
                .unwrap_or_else(|| limit.ceiling());
            let over = limit.check(plan, Role::User, most, 1).unwrap_err();
            (over.set_by, over.to_string())
        };
        for limit in [Limit::ImportRows, Limit::SharesPerHour] {
            assert_eq!(
                limit.of(Plan::Enterprise, Role::User),
                Some(limit.ceiling())
            );
        }
        assert_eq!(
            told(Limit::ImportRows, Plan::Enterprise),
            (
                Bound::Plan,
                "Your plan holds 10000 rows in a file, and you have 10000.".to_owned()
            )
        );
        assert_eq!(told(Limit::SharesPerHour, Plan::Enterprise).0, Bound::Plan);
        assert_eq!(
            told(Limit::Collections, Plan::Enterprise),
            (
                Bound::Ceiling,
                "There is room for 1000 collections, and you have 1000.".to_owned()
            )
        );
        assert_eq!(told(Limit::Listings, Plan::Solo).0, Bound::Ceiling);
        let ceiling = Limit::ImportRows.check_ceiling(10_000, 1).unwrap_err();
        assert_eq!(ceiling.set_by, Bound::Ceiling);
    }

    #[test]
    fn a_full_plan_says_what_it_holds_and_how_much_there_is() {
        let full = |used, limit| Room { used, limit }.full(Limit::Collections, "you have");
        assert_eq!(
            full(10, Some(10)).as_deref(),
            Some("Your plan holds 10 collections, and you have as many.")
        );
        // The plan has become smaller.
        assert_eq!(
            full(12, Some(10)).as_deref(),
            Some("Your plan holds 10 collections, and you have 12.")
        );
        assert_eq!((full(9, Some(10)), full(500, None)), (None, None));
    }

    #[test]
    fn what_is_left_is_told_before_it_is_used_up() {
        let room = |used, limit| Room { used, limit };
        assert_eq!(room(3, Some(10)).words(), "3 of 10");
        assert_eq!(room(3, None).words(), "3");
        assert!(room(9, Some(10)).is_left() && room(500, None).is_left());
        assert!(!room(10, Some(10)).is_left() && !room(12, Some(10)).is_left());
        assert!(room(8, Some(10)).holds(2) && !room(8, Some(10)).holds(3));
        assert!(room(8, None).holds(i64::MAX) && !room(8, Some(10)).holds(i64::MAX));
        assert_eq!(
            (room(12, Some(10)).left(), room(3, None).left()),
            (Some(0), None)
        );
        assert!(room(180, Some(200)).is_short() && !room(179, Some(200)).is_short());
    }

    #[test]
    fn an_unknown_plan_is_the_smallest() {
        let plan = Plan::from_name("platinum");
        assert_eq!(Limit::ActiveListings.of(plan, Role::User), Some(200));
    }
}
