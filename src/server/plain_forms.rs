//! Forms that were sent without JavaScript and could not be carried out: the person returns to the
//! form's page, which finds what they had typed in its address. With JavaScript nothing is sent
//! there: the page still has it.
//!
//! The longest text may be left out. A form that would then mean something else, as one of rows
//! does, leads back by itself: [`crate::serverfn::lead_back`].

use leptos::server_fn::ServerFn;
use url::{Url, form_urlencoded};

use crate::pages::listings::{
    actions::AddListing,
    form::actions::SaveListing,
    offer::actions::{ChangeListing, NotePrice, SendOffer},
};

/// The forms whose pages look for it.
const KEPT: [&str; 5] = [
    AddListing::PATH,
    SaveListing::PATH,
    ChangeListing::PATH,
    NotePrice::PATH,
    SendOffer::PATH,
];

/// Longer addresses are refused by what stands in front of servers.
const ADDRESS_MAX: usize = 6_000;
/// Says that not everything has fitted.
const CUT: &str = "cut";

/// Whether what was typed into the form of that function is kept.
pub fn keeps(function: &str) -> bool {
    KEPT.contains(&function)
}

/// The address of the form's page with the newest error and what was typed. What is too long for
/// an address is left out, the longest first. `None` for an address that is not the page of a
/// form that failed.
pub fn with_what_was_typed(page: &str, typed: &[u8]) -> Option<String> {
    let mut page = Url::parse(page).ok()?;
    let there: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    // Leptos adds its own, and leaves those of an earlier attempt.
    let newest = |name: &str| there.iter().rfind(|(key, _)| key == name).cloned();
    let error = [newest("__path")?, newest("__err")?];
    let others = there
        .iter()
        .filter(|(key, _)| !key.starts_with("__") && !key.contains('[') && key != CUT);
    let base: Vec<(String, String)> = others.cloned().chain(error).collect();
    let mut fields: Vec<(String, String)> = form_urlencoded::parse(typed)
        .into_owned()
        .filter(|(key, _)| key.contains('['))
        .collect();
    page.query_pairs_mut()
        .clear()
        .extend_pairs(&base)
        .extend_pairs(&fields);
    while page.as_str().len() > ADDRESS_MAX && !fields.is_empty() {
        let longest =
            (0..fields.len()).max_by_key(|at| fields.get(*at).map(|(_, text)| text.len()))?;
        fields.remove(longest);
        page.query_pairs_mut()
            .clear()
            .extend_pairs(&base)
            .append_pair(CUT, "1")
            .extend_pairs(&fields);
    }
    Some(page.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://deals.example.com/listings/7/edit?tab=a&__path=%2Ffn%2Fold&__err=old\
                        &listing%5Bseller%5D=old&__path=%2Ffn%2Fx&__err=new";

    fn pairs(address: &str) -> Vec<(String, String)> {
        Url::parse(address)
            .unwrap()
            .query_pairs()
            .into_owned()
            .collect()
    }

    #[test]
    fn the_newest_error_and_the_newest_text_return() {
        let address = with_what_was_typed(PAGE, b"id=7&listing%5Btitle%5D=a+%26+b").unwrap();
        let expected = [
            ("tab", "a"),
            ("__path", "/fn/x"),
            ("__err", "new"),
            ("listing[title]", "a & b"),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(pairs(&address), expected);
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_that_is_said() {
        let typed = format!(
            "listing[title]=x&listing[notes]={}",
            "y".repeat(ADDRESS_MAX)
        );
        let address = with_what_was_typed(PAGE, typed.as_bytes()).unwrap();
        assert!(address.len() <= ADDRESS_MAX);
        let pairs = pairs(&address);
        assert!(pairs.contains(&("listing[title]".into(), "x".into())));
        assert!(pairs.contains(&(CUT.into(), "1".into())));
        assert!(!pairs.iter().any(|(key, _)| key == "listing[notes]"));
    }

    #[test]
    fn a_form_that_was_carried_out_leaves_nothing_behind() {
        assert_eq!(
            with_what_was_typed("https://deals.example.com/listings", b"listing[title]=x"),
            None
        );
    }
}
