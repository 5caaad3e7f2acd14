//! The documents speak of what there is: every path, `make` target, command and variable that they
//! name exists, and so does every test of the scenarios and of the mistakes that are not made again.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::architecture::rust_files;

/// What paths of the repository begin with. Anything else in backticks is not one.
const ROOTS: [&str; 15] = [
    ".ci/",
    ".github/",
    ".sqlx/",
    "benches/",
    "crates/",
    "data/",
    "docs/",
    "end2end/",
    "migrations/",
    "public/",
    "scripts/",
    "src/",
    "style/",
    "tests/",
    "target/",
];

/// Made by a build, not kept.
const BUILT: &str = "target/";

/// README and everything below `docs`, and the rules of the migrations.
fn documents() -> Vec<(PathBuf, String)> {
    let mut files = vec![
        PathBuf::from("README.md"),
        PathBuf::from("migrations/README.md"),
        PathBuf::from("crates/clerk/README.md"),
        PathBuf::from("crates/clerk-local/README.md"),
    ];
    for folder in ["docs", "docs/adr"] {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        files.extend(entries.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            (file, text)
        })
        .collect()
}

/// What stands between backticks, line by line.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// A path that a quotation stands for; patterns and placeholders stand for none.
fn path_of(quotation: &str) -> Option<&str> {
    let is_path = ROOTS.iter().any(|root| quotation.starts_with(root))
        && !quotation.starts_with(BUILT)
        && !quotation.contains(['<', '*', '…', ' ', '|', '{']);
    is_path.then_some(quotation)
}

#[test]
fn every_path_that_a_document_names_exists() {
    let mut named = 0;
    let mut missing = Vec::new();
    for (file, text) in documents() {
        // Paths of a crate's own document are below the crate.
        let folder = file.parent().unwrap();
        for path in quoted(&text).filter_map(path_of) {
            named += 1;
            if !Path::new(path).exists() && !folder.join(path).exists() {
                missing.push(format!("{}: {path}", file.display()));
            }
        }
    }
    assert!(named > 50, "only {named} paths were found");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut leading = 0;
    let mut missing = Vec::new();
    for (file, text) in documents() {
        for (start, _) in text.match_indices("](") {
            let target: String = text[start + 2..]
                .chars()
                .take_while(|c| *c != ')')
                .collect();
            let target = target.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            leading += 1;
            if !file.parent().unwrap().join(target).exists() {
                missing.push(format!("{}: {target}", file.display()));
            }
        }
    }
    assert!(leading > 20, "only {leading} links were found");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The words that follow `prefix` anywhere in the documents, as far as they are plain.
fn words_after(prefix: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, text) in documents() {
        for (start, _) in text.match_indices(prefix) {
            let boundary = text[..start].chars().next_back();
            if boundary.is_some_and(|c| c.is_alphanumeric() || c == '-') {
                continue;
            }
            let word: String = text[start + prefix.len()..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || "-_0123456789".contains(*c))
                .collect();
            words.insert(word);
        }
    }
    words.retain(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    words
}

#[test]
fn every_target_of_make_exists() {
    let makefile = fs::read_to_string("Makefile").unwrap();
    let targets = words_after("`make ");
    assert!(
        targets.contains("run") && targets.contains("test"),
        "{targets:?}"
    );
    for target in targets {
        assert!(
            makefile
                .lines()
                .any(|line| line.starts_with(&format!("{target}:"))),
            "make {target}"
        );
    }
}

#[test]
fn every_command_exists() {
    let commands = fs::read_to_string("src/commands/mod.rs").unwrap();
    let used = words_after("deal-brain ");
    assert!(used.contains("check-config"), "{used:?}");
    for command in used {
        let variant: String = command
            .split('-')
            .map(|part| part[..1].to_uppercase() + &part[1..])
            .collect();
        let is_there = commands.contains(&format!("    {variant},"))
            || commands.contains(&format!("    {variant}("));
        assert!(is_there, "deal-brain {command}");
    }
}

/// Words in capitals with one of the settings' prefixes.
#[test]
fn every_variable_that_a_document_names_is_in_the_example() {
    const PREFIXES: [&str; 5] = ["APP_", "CLERK_", "DATABASE_", "AUTH_", "NEXT_PUBLIC_"];
    let example = fs::read_to_string(".env.example").unwrap();
    let mut named = 0;
    let mut missing = BTreeSet::new();
    for (file, text) in documents() {
        // The crates' own documents speak of their own settings, too.
        if file.starts_with("crates") {
            continue;
        }
        let words =
            text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
        for word in words.filter(|word| PREFIXES.iter().any(|prefix| word.starts_with(prefix))) {
            if word.ends_with('_') {
                continue;
            }
            named += 1;
            if !example.contains(&format!("\n{word}=")) {
                missing.insert(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(named > 30, "only {named} variables were found");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The rows of the table below a heading of the traceability document.
fn rows_below(heading: &str) -> Vec<String> {
    let text = fs::read_to_string("docs/traceability.md").unwrap();
    let (_, section) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    section
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(str::to_owned)
        .collect()
}

/// Fails for what a row names as a test and is none.
fn names_tests_only(rows: &[String]) {
    let tests: BTreeSet<String> = ["src", "tests", "crates"]
        .iter()
        .flat_map(|folder| rust_files(Path::new(folder)))
        .flat_map(|file| tests_of(&fs::read_to_string(file).unwrap()))
        .collect();
    for row in rows {
        for name in quoted(row) {
            assert!(tests.contains(name), "{name} is no test: {row}");
        }
    }
}

/// Ten about webhooks, five about tokens, five about what is odd.
#[test]
fn every_scenario_has_its_test() {
    let rows = rows_below("The twenty scenarios");
    assert_eq!(rows.len(), 20);
    names_tests_only(&rows);
}

#[test]
fn every_mistake_of_the_original_has_its_test() {
    let rows = rows_below("The original's mistakes");
    let numbers: Vec<&str> = rows
        .iter()
        .map(|row| row.split(' ').nth(1).unwrap())
        .collect();
    let expected: Vec<String> = (1..=17).map(|number| format!("D{number}")).collect();
    assert_eq!(numbers, expected);
    names_tests_only(&rows);
}

/// What is settled is held by a test, or by a file that other tests here know to exist.
#[test]
fn every_contradiction_is_settled_and_held_by_what_there_is() {
    let text = fs::read_to_string("docs/traceability.md").unwrap();
    let settled: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| C-")?.split(' ').next())
        .collect();
    let expected: Vec<String> = (1..=38).map(|number| format!("{number:02}")).collect();
    assert_eq!(settled, expected);

    let held_by: Vec<String> = rows_below("Where what was asked contradicts itself")
        .iter()
        .filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next())
        .flat_map(quoted)
        .filter(|name| !ROOTS.iter().any(|root| name.starts_with(root)))
        .map(|name| format!("`{name}`"))
        .collect();
    assert!(held_by.len() > 38);
    names_tests_only(&held_by);
}

/// The functions of a file that are tests.
fn tests_of(text: &str) -> Vec<String> {
    let mut tests = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[") {
            is_test |= line.contains("test]") || line.contains("test(");
        } else if let Some((_, rest)) = line.split_once("fn ") {
            if is_test {
                let name = rest.split(['(', '<']).next().unwrap_or_default();
                tests.push(name.to_owned());
            }
            is_test = false;
        }
    }
    tests
}

#[test]
fn every_task_is_in_the_table() {
    let text = fs::read_to_string("docs/traceability.md").unwrap();
    let (tasks, _) = text.split_once("## The twenty scenarios").unwrap();
    let tasks: Vec<&str> = tasks
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(' ').next())
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let expected: Vec<String> = [(1, 5), (2, 6), (3, 5), (4, 4), (5, 7), (6, 5)]
        .into_iter()
        .flat_map(|(phase, count)| (1..=count).map(move |task| format!("{phase}.{task}")))
        .collect();
    assert_eq!(tasks, expected);
}

#[test]
fn the_workflow_runs_the_same_tests_without_a_secret_of_anybody() {
    let workflow = fs::read_to_string(".github/workflows/ci.yml").unwrap();
    assert!(workflow.contains("run: .ci/run"));
    assert!(!workflow.contains("secrets."), "a real secret is used");
    let ci = fs::read_to_string(".ci/run").unwrap();
    assert!(ci.contains("exec make test"));
}
