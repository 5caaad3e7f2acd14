use leptos::prelude::*;

/// A person's picture, or their initials. Decoration: the name stands beside it.
///
/// The picture lies over the initials, so that a picture that does not load leaves them, without
/// a script.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
    /// Their picture.
    #[prop(optional_no_strip, into)]
    url: Option<String>,
    /// Larger, where the person is the subject.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let pixels = if large { "40" } else { "32" };
    view! {
        <span class=if large { "avatar avatar--large" } else { "avatar" } aria-hidden="true">
            <span class="avatar__initials">{move || name.with(|name| initials(name))}</span>
            {url.map(|url| view! {
                <img
                    class="avatar__image"
                    src=url
                    alt=""
                    width=pixels
                    height=pixels
                    referrerpolicy="no-referrer"
                />
            })}
        </span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    let letters: String = first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect();
    if letters.is_empty() {
        "?".to_owned()
    } else {
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Ana Kovač", "AK"),
            ("ada", "A"),
            ("  Jean-Luc  van der (Berg) ", "JB"),
            ("élodie ümit", "ÉÜ"),
            ("李 小龍", "李小"),
            ("-- --", "?"),
            ("", "?"),
        ] {
            assert_eq!(initials(name), expected, "{name:?}");
        }
    }
}
