//! `.env.example` names every setting that the server reads, and no other.

use std::{cell::RefCell, collections::BTreeSet, fs};

use deal_brain::config::{Config, Env};

/// The names of the file, with their values.
fn example() -> Vec<(String, String)> {
    fs::read_to_string(".env.example")
        .unwrap()
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once('=').unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The names that are asked for when the example is configured, without those of `unset`.
fn asked(unset: &[&str]) -> BTreeSet<String> {
    let example = example();
    let asked = RefCell::new(BTreeSet::new());
    let env = Env::from_fn(|name| {
        asked.borrow_mut().insert(name.to_owned());
        example
            .iter()
            .find(|(other, _)| other == name && !unset.contains(&name))
            .map(|(_, value)| value.clone())
    });
    // Both of Clerk's keys must be there for the rest to be read.
    let outcome = Config::from_env(&env);
    if unset.is_empty() {
        outcome.unwrap();
    }
    drop(env);
    asked.into_inner()
}

#[test]
fn every_setting_is_in_the_example_and_the_example_is_a_configuration() {
    let named: BTreeSet<String> = example().into_iter().map(|(name, _)| name).collect();
    // Other names of a setting are asked for where the first is unset.
    let mut read = asked(&[]);
    read.extend(asked(&["CLERK_PUBLISHABLE_KEY"]));
    read.extend(asked(&["CLERK_WEBHOOK_SIGNING_SECRET"]));
    assert_eq!(named, read);
}

#[test]
fn every_setting_of_the_example_is_explained() {
    let text = fs::read_to_string(".env.example").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let bare: Vec<&str> = (1..lines.len())
        .filter(|&at| lines[at].contains('=') && !lines[at].starts_with('#'))
        // Settings that belong together share an explanation.
        .filter(|&at| lines[at - 1].is_empty())
        .map(|at| lines[at])
        .collect();
    assert_eq!(bare, Vec::<&str>::new());
}
