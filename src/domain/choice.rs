/// An enum of a few named values: each has a name, for the database and JSON, and a label, for
/// people. (A name is taken as a token, not as a literal, which utoipa would not see.)
macro_rules! choice {
    (
        $(#[$meta:meta])*
        $type:ident { $($(#[$variant_meta:meta])* $variant:ident = $name:tt, $label:literal;)+ }
    ) => {
        $(#[$meta])*
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $type {
            $($(#[$variant_meta])* #[serde(rename = $name)] $variant,)+
        }

        impl $type {
            /// In the order in which forms offer them.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant,)+];

            /// The name in the database and in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The words that people read.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.name() == name)
            }

            /// All names, for a message: "new, refurb or used".
            #[must_use]
            pub fn names() -> String {
                $crate::domain::choice::either(Self::ALL.into_iter().map(Self::name))
            }
        }
    };
}

pub(crate) use choice;

/// "a, b or c".
pub(crate) fn either(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::either;

    #[test]
    fn alternatives_read_as_a_sentence() {
        assert_eq!(either(["a", "b", "c"].into_iter()), "a, b or c");
        assert_eq!(either(["a"].into_iter()), "a");
        assert_eq!(either([].into_iter()), "");
    }
}
