//! `.env.example` names every variable that the server asks for, and no other.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use deal_brain::config::{Config, Env, logs_json};

const EXAMPLE: &str = include_str!("../../.env.example");

/// A variable, and the older name that is read where the first is unset.
const ALIASES: [(&str, &str); 4] = [
    (
        "CLERK_SIGN_IN_FALLBACK_REDIRECT_URL",
        "CLERK_AFTER_SIGN_IN_URL",
    ),
    (
        "CLERK_SIGN_UP_FALLBACK_REDIRECT_URL",
        "CLERK_AFTER_SIGN_UP_URL",
    ),
    ("CLERK_PUBLISHABLE_KEY", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"),
    ("CLERK_WEBHOOK_SIGNING_SECRET", "CLERK_WEBHOOK_SECRET"),
];

/// What the example says, comments left out.
fn example() -> BTreeMap<String, String> {
    EXAMPLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('=').unwrap_or_else(|| panic!("{line}")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The names that are asked for where these variables are set.
fn asked_for(variables: &BTreeMap<String, String>) -> BTreeSet<String> {
    let asked = RefCell::new(BTreeSet::new());
    let env = Env::from_fn(|name| {
        asked.borrow_mut().insert(name.to_owned());
        variables.get(name).cloned()
    });
    Config::from_env(&env).unwrap();
    let _ = logs_json(&env);
    drop(env);
    asked.into_inner()
}

#[test]
fn the_example_names_what_the_server_asks_for() {
    let example = example();
    let mut under_older_names = example.clone();
    for (name, older) in ALIASES {
        let value = under_older_names.remove(name).unwrap();
        under_older_names.insert(older.to_owned(), value);
    }
    let mut asked = asked_for(&example);
    asked.extend(asked_for(&under_older_names));
    let named: BTreeSet<String> = example.into_keys().collect();
    let missing: Vec<_> = asked.difference(&named).collect();
    let unknown: Vec<_> = named.difference(&asked).collect();
    assert!(named.len() > 40, "only {} are named", named.len());
    assert!(missing.is_empty(), "not in the example: {missing:?}");
    assert!(unknown.is_empty(), "asked for by nobody: {unknown:?}");
}

#[test]
fn every_variable_of_the_example_has_a_comment() {
    let mut lines = EXAMPLE.lines().peekable();
    let mut told = false;
    let mut explained = 0;
    while let Some(line) = lines.next() {
        if line.starts_with('#') && !line.starts_with("# ---") {
            told = true;
        } else if line.contains('=') {
            assert!(told, "{line} is not explained");
            explained += 1;
            // Some are explained with the one before.
            told = lines.peek().is_some_and(|next| next.contains('='));
        }
    }
    assert_eq!(explained, example().len());
}

#[test]
fn no_secret_of_anybody_is_in_the_example() {
    let mut secrets = example();
    secrets.retain(|name, _| {
        ["SECRET", "KEY", "TOKEN"]
            .iter()
            .any(|word| name.ends_with(word))
    });
    assert!(secrets.len() > 7, "{:?}", secrets.keys());
    for (name, value) in secrets {
        let is_dummy = value.is_empty()
            || value.contains("dummy")
            // The dummies' own shapes: a host at example.com, and "dummy secret".
            || value == "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k"
            || value == "whsec_ZHVtbXkgc2VjcmV0";
        assert!(is_dummy, "{name}");
    }
}
