//! What people read as the name of a figure of an offer: the same one wherever it stands.

/// What is asked for it.
pub const ASKING_PRICE: &str = "Asking price";
/// What is left of that by the rules, for the bare machine.
pub const ADJUSTED_PRICE: &str = "Adjusted price";
/// The asking price, at the head of a column.
pub const PRICE_USD: &str = "Price, USD";
/// The adjusted price, at the head of a column.
pub const ADJUSTED_USD: &str = "Adjusted, USD";
/// The same where there is no room for the unit, which the column before it names.
pub const ADJUSTED: &str = "Adjusted";
/// The adjusted price for one mark: a multi-core one, as wherever none is named.
pub const USD_PER_MARK: &str = "USD per mark";
/// What the processor's cores do together.
pub const MULTI_CORE_MARK: &str = "Multi-core mark";
/// What one of them does.
pub const SINGLE_CORE_MARK: &str = "Single-core mark";
/// Multi-core marks for one watt.
pub const MARKS_PER_WATT: &str = "Marks per watt";
/// What a scoring profile makes of it, of 100.
pub const SCORE: &str = "Score";
