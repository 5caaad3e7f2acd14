use crate::domain::field::Kind;

/// How a fact is compared, by the names in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `equals`
    Equals,
    /// `not_equals`
    NotEquals,
    /// `greater_than`
    GreaterThan,
    /// `less_than`
    LessThan,
    /// `gte`
    AtLeast,
    /// `lte`
    AtMost,
    /// `between`
    Between,
    /// `contains`
    Contains,
    /// `starts_with`
    StartsWith,
    /// `ends_with`
    EndsWith,
    /// `in`
    In,
    /// `not_in`
    NotIn,
    /// `is_null`
    IsNull,
    /// `is_not_null`
    IsNotNull,
}

/// What an operator compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operands {
    /// Nothing.
    None,
    /// One value.
    One,
    /// Two numbers, the lower first.
    Two,
    /// At least one value.
    List,
}

impl Operator {
    /// In the order in which forms offer them.
    pub const ALL: [Self; 14] = [
        Self::Equals,
        Self::NotEquals,
        Self::GreaterThan,
        Self::AtLeast,
        Self::LessThan,
        Self::AtMost,
        Self::Between,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::In,
        Self::NotIn,
        Self::IsNull,
        Self::IsNotNull,
    ];

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Equals => "equals",
            Self::NotEquals => "not_equals",
            Self::GreaterThan => "greater_than",
            Self::LessThan => "less_than",
            Self::AtLeast => "gte",
            Self::AtMost => "lte",
            Self::Between => "between",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::In => "in",
            Self::NotIn => "not_in",
            Self::IsNull => "is_null",
            Self::IsNotNull => "is_not_null",
        }
    }

    /// How it reads between a fact and a value.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Equals => "is",
            Self::NotEquals => "is not",
            Self::GreaterThan => "is more than",
            Self::LessThan => "is less than",
            Self::AtLeast => "is at least",
            Self::AtMost => "is at most",
            Self::Between => "is between",
            Self::Contains => "contains",
            Self::StartsWith => "begins with",
            Self::EndsWith => "ends with",
            Self::In => "is one of",
            Self::NotIn => "is none of",
            Self::IsNull => "is not known",
            Self::IsNotNull => "is known",
        }
    }

    /// The operator of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operator| operator.name() == name)
    }

    /// What it compares with.
    #[must_use]
    pub fn operands(self) -> Operands {
        match self {
            Self::IsNull | Self::IsNotNull => Operands::None,
            Self::Between => Operands::Two,
            Self::In | Self::NotIn => Operands::List,
            _ => Operands::One,
        }
    }

    /// Whether it can be asked of facts of that kind.
    #[must_use]
    pub fn fits(self, kind: Kind) -> bool {
        let for_numbers = matches!(
            self,
            Self::GreaterThan | Self::LessThan | Self::AtLeast | Self::AtMost | Self::Between
        );
        let for_texts = matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith);
        match kind {
            Kind::Any => true,
            Kind::Number => !for_texts,
            Kind::Text => !for_numbers,
            Kind::Choice(_) => !for_numbers && !for_texts,
        }
    }
}
