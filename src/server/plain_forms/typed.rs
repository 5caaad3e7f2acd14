//! What was typed into a form that could not be carried out, kept in the address of the form's page.
//!
//! The longest text may be left out. A form that would then mean something else, as one of rows
//! does, leads back by itself: [`crate::serverfn::lead_back`].

use url::{Url, form_urlencoded};

use crate::{server::impersonation::is_fn, serverfn::kept_as};

/// The functions of the forms whose pages look for it, by name.
const KEPT: [&str; 18] = [
    "add_listing",
    "save_listing",
    "change_listing",
    "note_price",
    "send_offer",
    "create_collection",
    "change_collection",
    "change_item",
    "save_group",
    "save_preferences",
    "admin/change_cpu",
    "admin/change_gpu",
    "admin/change_role",
    "admin/change_plan",
    "admin/change_standing",
    "admin/purge_person",
    "admin/revoke_sessions",
    "admin/withdraw_collection",
];

/// Longer addresses are refused by what stands in front of servers.
const ADDRESS_MAX: usize = 6_000;
/// Says that not everything has fitted.
const CUT: &str = "cut";

/// Whether what was typed into the form of that function is kept.
pub(super) fn keeps(function: &str) -> bool {
    let name = function.strip_prefix("/fn/").unwrap_or_default();
    KEPT.iter().any(|kept| is_fn(name, kept))
}

/// Whether the page's address may hold what was typed.
pub(super) fn tells_of_what_is_kept(page: &Url) -> bool {
    page.query_pairs()
        .any(|(key, value)| key == "__path" && keeps(&value))
}

pub(super) fn is_of_failure(address: &str) -> bool {
    Url::parse(address).is_ok_and(|page| page.query_pairs().any(|(key, _)| key == "__err"))
}

/// The page's address without what an attempt before has left there. `None` where there is nothing
/// of it, and for other addresses than a browser's own.
pub(super) fn without_what_was_typed(page: &str) -> Option<String> {
    let mut page = Url::parse(page).ok()?;
    let there: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    let rest: Vec<&(String, String)> = there
        .iter()
        .filter(|(key, _)| !key.contains('[') && key != CUT)
        .collect();
    if rest.len() == there.len() {
        return None;
    }
    if rest.is_empty() {
        page.set_query(None);
    } else {
        page.query_pairs_mut().clear().extend_pairs(rest);
    }
    Some(page.into())
}

/// The address of the form's page with the newest error and what was typed. What is too long for
/// an address is left out, the longest first. `None` for an address that is not the page of a
/// form that failed.
pub(super) fn with_what_was_typed(page: &str, typed: &[u8]) -> Option<String> {
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
        .map(|(field, text)| (kept_as(&field), text.into_owned()))
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
    use leptos::server_fn::axum::server_fn_paths;

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

    /// Under a name that no function has nothing would be kept.
    #[test]
    fn each_function_whose_form_is_kept_exists() {
        for kept in KEPT {
            let exists = server_fn_paths()
                .filter_map(|(path, _)| path.strip_prefix("/fn/"))
                .any(|name| is_fn(name, kept));
            assert!(exists, "{kept}");
        }
    }

    #[test]
    fn the_newest_error_and_the_newest_text_return() {
        let address = with_what_was_typed(PAGE, b"id=7&listing%5Btitle%5D=a+%26+b").unwrap();
        let expected = [
            ("tab", "a"),
            ("__path", "/fn/x"),
            ("__err", "new"),
            ("typed[id]", "7"),
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
    fn what_an_earlier_attempt_has_left_goes_and_what_the_page_asks_stays() {
        let there =
            "https://deals.example.com/listings/7?tab=notes&listing[notes]=x&typed[id]=7&cut=1";
        assert_eq!(
            without_what_was_typed(there).unwrap(),
            "https://deals.example.com/listings/7?tab=notes"
        );
        let alone = "https://deals.example.com/inbox?typed[id]=7";
        assert_eq!(
            without_what_was_typed(alone).unwrap(),
            "https://deals.example.com/inbox"
        );
        assert_eq!(
            without_what_was_typed("https://deals.example.com/inbox?tab=sent"),
            None
        );
    }

    #[test]
    fn a_form_that_was_carried_out_leaves_nothing_behind() {
        assert_eq!(
            with_what_was_typed("https://deals.example.com/listings", b"listing[title]=x"),
            None
        );
    }
}
