use serde::{Deserialize, Serialize};

use crate::domain::money::Usd;

/// Light, dark, or what the system prefers.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system prefers.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The theme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The name in JSON, in the form and in the cookie.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "As my system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// The value of the document's `data-theme`; none follows the system.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            named => Some(named.name()),
        }
    }
}

/// How thousands and decimals are set apart, named by an example.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberFormat {
    /// `1,234.50`
    #[default]
    #[serde(rename = "1,234.50")]
    CommaDot,
    /// `1.234,50`
    #[serde(rename = "1.234,50")]
    DotComma,
    /// `1 234,50`, with a space that does not break.
    #[serde(rename = "1 234,50")]
    SpaceComma,
    /// `1'234.50`
    #[serde(rename = "1'234.50")]
    ApostropheDot,
}

impl NumberFormat {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 4] = [
        Self::CommaDot,
        Self::DotComma,
        Self::SpaceComma,
        Self::ApostropheDot,
    ];

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name in JSON and in the form, which is what people read, too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CommaDot => "1,234.50",
            Self::DotComma => "1.234,50",
            Self::SpaceComma => "1 234,50",
            Self::ApostropheDot => "1'234.50",
        }
    }

    /// Between groups of three digits, and before the decimals.
    fn marks(self) -> (char, char) {
        match self {
            Self::CommaDot => (',', '.'),
            Self::DotComma => ('.', ','),
            Self::SpaceComma => ('\u{a0}', ','),
            Self::ApostropheDot => ('\u{2019}', '.'),
        }
    }

    /// A decimal string for reading: thousands apart, a true minus sign. `"-1199.00"` is
    /// `"−1,199.00"`.
    #[must_use]
    pub fn show(self, number: &str) -> String {
        let (group, point) = self.marks();
        let (sign, digits) = match number.strip_prefix('-') {
            Some(digits) => ("−", digits),
            None => ("", number),
        };
        let (whole, decimals) = digits
            .split_once('.')
            .map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
        let mut text = sign.to_owned();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push(group);
            }
            text.push(digit);
        }
        if let Some(decimals) = decimals {
            text.push(point);
            text.push_str(decimals);
        }
        text
    }
}

/// How an amount names its currency, where no column header does.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CurrencyFormat {
    /// `1,234.50 USD`
    #[default]
    Code,
    /// `$1,234.50`
    Symbol,
}

impl CurrencyFormat {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 2] = [Self::Code, Self::Symbol];

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The name in JSON and in the form.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Symbol => "symbol",
        }
    }

    /// What people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Code => "199.00 USD",
            Self::Symbol => "$199.00",
        }
    }

    /// An amount with its currency.
    #[must_use]
    pub fn show(self, amount: Usd, numbers: NumberFormat) -> String {
        self.show_exactly(&amount.to_string(), numbers)
    }

    /// A decimal string of dollars, with all its places.
    #[must_use]
    pub fn show_exactly(self, dollars: &str, numbers: NumberFormat) -> String {
        let number = numbers.show(dollars);
        match self {
            Self::Code => format!("{number}\u{a0}USD"),
            Self::Symbol => format!("${number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_format_is_named() {
        for format in NumberFormat::ALL {
            let shown = format.show("1234.50");
            let plain = shown.replace('\u{a0}', " ").replace('\u{2019}', "'");
            assert_eq!(plain, format.name());
        }
        assert_eq!(NumberFormat::DotComma.show("-1199.00"), "−1.199,00");
        assert_eq!(NumberFormat::CommaDot.show("99999999.99"), "99,999,999.99");
        assert_eq!(NumberFormat::CommaDot.show("999"), "999");
    }

    #[test]
    fn an_amount_names_its_currency_once() {
        let amount: Usd = "1199".parse().unwrap();
        let show = |currency: CurrencyFormat| currency.show(amount, NumberFormat::CommaDot);
        assert_eq!(show(CurrencyFormat::Symbol), "$1,199.00");
        assert_eq!(show(CurrencyFormat::Code), "1,199.00\u{a0}USD");
    }

    #[test]
    fn names_are_those_of_json() {
        for theme in Theme::ALL {
            assert_eq!(serde_json::to_value(theme).unwrap(), theme.name());
        }
        for numbers in NumberFormat::ALL {
            assert_eq!(serde_json::to_value(numbers).unwrap(), numbers.name());
        }
        for currency in CurrencyFormat::ALL {
            assert_eq!(serde_json::to_value(currency).unwrap(), currency.name());
        }
    }
}
