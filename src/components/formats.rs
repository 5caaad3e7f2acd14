use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::domain::{
    money::Usd,
    preferences::{CurrencyFormat, NumberFormat, Preferences},
};

/// How the person who is looking wants figures to be written.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    chosen: RwSignal<(NumberFormat, CurrencyFormat)>,
}

impl Formats {
    /// From now on, as these say. What already stands on the page stays as it is.
    pub fn choose(self, preferences: &Preferences) {
        self.chosen.set((preferences.numbers, preferences.currency));
    }
}

/// Hands the person's way to write figures to everything below.
pub fn provide_formats(preferences: &Preferences) {
    provide_context(Formats {
        chosen: RwSignal::new((preferences.numbers, preferences.currency)),
    });
}

/// What [`provide_formats`] has handed down, on pages of a person.
#[must_use]
pub fn use_formats() -> Option<Formats> {
    use_context()
}

/// A decimal string as the person reads figures: thousands apart, a true minus sign.
/// `"-1199.00"` is `"−1,199.00"`, unless they have chosen otherwise.
#[must_use]
pub fn grouped(number: &str) -> String {
    chosen().0.show(number)
}

/// What is known, or a dash where nothing is.
#[must_use]
pub fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

/// An amount with its currency, for sentences; columns name the unit in their header.
#[must_use]
pub fn amount(amount: Usd) -> String {
    let (numbers, currency) = chosen();
    currency.show(amount, numbers)
}

/// Dollars per something, as exactly as they are given, for sentences.
#[must_use]
pub fn rate(rate: Decimal) -> String {
    let (numbers, currency) = chosen();
    currency.show_exactly(&rate.to_string(), numbers)
}

fn chosen() -> (NumberFormat, CurrencyFormat) {
    use_formats().map_or_else(Default::default, |formats| formats.chosen.get_untracked())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_person_has_chosen() {
        assert_eq!(grouped("-1199.00"), "−1,199.00", "where nobody has chosen");
        Owner::new().with(|| {
            provide_formats(&Preferences {
                numbers: NumberFormat::DotComma,
                currency: CurrencyFormat::Symbol,
                ..Preferences::default()
            });
            assert_eq!(grouped("1199.00"), "1.199,00");
            assert_eq!(amount("1199".parse().unwrap()), "$1.199,00");
            assert_eq!(rate(Decimal::new(133, 4)), "$0,0133");
        });
    }
}
