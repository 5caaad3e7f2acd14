//! Every page that is declared is walked in a browser, which looks for barriers there: a page that
//! is added without its place in the walk fails here.

use std::{collections::BTreeSet, fs};

use deal_brain::server;

/// Which pages there are to walk, by name and address.
const PAGES: &str = "end2end/support/demo.ts";
/// Walks them.
const WALK: &str = "end2end/tests/barriers.spec.ts";
/// Leads on to another page at once.
const LEADS_ON: &str = "/settings";
/// Addresses that are links of somebody's, and the pages that those open.
const LINKS: [(&str, &str); 4] = [
    ("demo.dealLink", "/deals/${id}/${token}"),
    ("demo.collectionLink", "/c/${token}"),
    ("${demo.dealLink}", "/deals/${id}/${token}"),
    ("${demo.collectionLink}", "/c/${token}"),
];

/// Async, because pages are listed by rendering them.
#[sqlx::test]
async fn every_declared_page_is_walked() {
    let declared: BTreeSet<String> = server::page_paths().into_iter().collect();
    let text = fs::read_to_string(PAGES).unwrap();
    let walked: BTreeSet<&str> = text
        .lines()
        .filter_map(address)
        .filter_map(|address| page_of(&address, &declared))
        .collect();
    let missing: Vec<&String> = declared
        .iter()
        .filter(|page| *page != LEADS_ON && !walked.contains(page.as_str()))
        .collect();
    assert!(walked.len() > 40, "{PAGES} is not read as it is written");
    assert!(missing.is_empty(), "{PAGES} does not name {missing:?}");
}

#[test]
fn every_list_of_pages_is_walked() {
    let text = fs::read_to_string(PAGES).unwrap();
    let walk = fs::read_to_string(WALK).unwrap();
    let lists: Vec<&str> = text.lines().filter_map(list).collect();
    assert!(lists.len() > 6, "{PAGES} is not read as it is written");
    for name in lists {
        // Once where it is imported, once at least where it is used.
        assert!(walk.matches(name).count() > 1, "{WALK} has no {name}");
    }
}

/// The address in a line like `"rule-new": "/rules/new",`, without its query.
fn address(line: &str) -> Option<String> {
    let (_, value) = line.trim().trim_end_matches(',').split_once(": ")?;
    let mut address = value.trim_matches(['"', '`']).to_owned();
    for (written, meant) in LINKS {
        if address == written {
            address = meant.to_owned();
        }
        address = address.replace(&format!("{written}/"), &format!("{meant}/"));
    }
    let path = address.split('?').next()?;
    path.starts_with('/').then(|| path.to_owned())
}

/// The declared page that an address opens: the one that says it word by word, or else one with
/// places for what the address fills in. A number that is written out, as in `/discover/0`, is a
/// row that is not there, and shows no page.
fn page_of<'declared>(
    address: &str,
    declared: &'declared BTreeSet<String>,
) -> Option<&'declared str> {
    if let Some(page) = declared.get(address) {
        return Some(page);
    }
    declared
        .iter()
        .map(String::as_str)
        .find(|page| opens(address, page))
}

fn opens(address: &str, page: &str) -> bool {
    if let Some((base, _)) = page.split_once("/{*") {
        return address
            .strip_prefix(base)
            .is_some_and(|step| step.len() > 1 && step.starts_with('/'));
    }
    let (given, wanted): (Vec<&str>, Vec<&str>) =
        (address.split('/').collect(), page.split('/').collect());
    given.len() == wanted.len()
        && given.iter().zip(&wanted).all(|(given, wanted)| {
            given == wanted || (wanted.starts_with('{') && given.starts_with("${"))
        })
}

/// The name of a list of pages. What joins several for another purpose is none of its own.
fn list(line: &str) -> Option<&str> {
    let name = line
        .strip_prefix("export const ")
        .or_else(|| line.strip_prefix("export function "))
        .or_else(|| line.strip_prefix("export async function "))?;
    let end = name.find([' ', '(', ':'])?;
    let name = name.get(..end)?;
    (name.ends_with("Pages") && name != "personsPages").then_some(name)
}
