//! What the documents name is there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::architecture::rust_files;

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// What links lead to, anchors and other people's pages aside.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .filter_map(|target| target.split('#').next())
}

fn documents() -> Vec<String> {
    let folder = |folder: &str| -> Vec<String> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
            .filter(|path| path.ends_with(".md"))
            .collect()
    };
    let mut documents = [folder("docs"), folder("docs/adr")].concat();
    documents.extend(["README.md".to_owned(), "migrations/README.md".to_owned()]);
    documents
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut dead = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in links(&text) {
            let from = Path::new(&document).parent().unwrap();
            if !from.join(link).exists() {
                dead.push(format!("{document}: {link}"));
            }
        }
    }
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn what_the_tasks_are_traced_to_is_there() {
    let text = fs::read_to_string("docs/traceability.md").unwrap();
    let missing: Vec<&str> = quoted(&text)
        .filter(|name| name.contains('/') && !Path::new(name).exists())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
    let tasks = text
        .lines()
        .filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit());
    assert_eq!(tasks.count(), 32 + SCENARIOS);
}

/// Ten about webhooks, five about tokens, five about what is odd.
const SCENARIOS: usize = 20;

#[test]
fn every_scenario_has_its_test() {
    let text = fs::read_to_string("docs/traceability.md").unwrap();
    let (_, scenarios) = text.split_once("## The twenty scenarios").unwrap();
    let named: Vec<&str> = quoted(scenarios)
        .filter(|name| !name.contains(['/', '.', '-']) && name.contains('_'))
        .collect();
    let tests: BTreeSet<String> = ["src", "tests", "crates"]
        .iter()
        .flat_map(|folder| rust_files(Path::new(folder)))
        .flat_map(|file| functions(&fs::read_to_string(file).unwrap()))
        .collect();
    let missing: Vec<&&str> = named
        .iter()
        .filter(|name| !tests.contains(**name))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new());
    assert!(named.len() >= SCENARIOS, "{}", named.len());
}

fn functions(text: &str) -> Vec<String> {
    text.split("fn ")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect()
        })
        .collect()
}
