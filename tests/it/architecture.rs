//! The arrows between rooms, as `docs/ARCHITECTURE.md` draws them.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Each room, and the rooms that it may import from.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("error", &["domain"]),
    ("config", &["domain"]),
    ("db", &["domain", "error"]),
    ("auth", &["config", "service", "db", "domain", "error"]),
    ("service", &["db", "domain", "error"]),
    ("state", &["config", "auth", "service", "db"]),
    ("components", &["domain"]),
    ("serverfn", &["state", "auth", "error", "db", "domain"]),
    (
        "pages",
        &["serverfn", "service", "domain", "error", "components"],
    ),
    (
        "admin",
        &["serverfn", "service", "domain", "error", "components"],
    ),
    (
        "api",
        &[
            "state", "auth", "service", "db", "domain", "error", "webhooks",
        ],
    ),
    ("webhooks", &["state", "service", "domain", "error"]),
    ("app", &["pages", "admin", "serverfn", "components"]),
    (
        "server",
        &[
            "app",
            "pages",
            "api",
            "service",
            "components",
            "serverfn",
            "auth",
            "state",
            "domain",
            "error",
        ],
    ),
    ("local", &["config", "db", "state"]),
];

/// Rooms for the doors, which may name the scopes of `db` but nothing else of it.
const SCOPES_ONLY: &[&str] = &["api", "serverfn"];

#[test]
fn rooms_import_only_what_their_arrows_allow() {
    let mut faults = Vec::new();
    let mut rooms = BTreeSet::new();
    let mut seen = 0;
    for file in rust_files(Path::new("src")) {
        let Some(room) = room_of(&file) else { continue };
        let allowed = ARROWS
            .iter()
            .find(|(name, _)| *name == room)
            .map(|(_, allowed)| *allowed);
        let Some(allowed) = allowed else {
            faults.push(format!(
                "{} is in a room without arrows: {room}",
                file.display()
            ));
            continue;
        };
        rooms.insert(room.clone());
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            seen += 1;
            let target = import.split("::").next().unwrap().to_owned();
            if target != room && !allowed.contains(&target.as_str()) {
                faults.push(format!(
                    "{}: {room} must not import {import}",
                    file.display()
                ));
            }
            if SCOPES_ONLY.contains(&room.as_str()) && target == "db" && !is_scope(&import) {
                faults.push(format!(
                    "{}: a door may name scopes only, not {import}",
                    file.display()
                ));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(seen > 500, "only {seen} imports were found");
    let declared: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(
        rooms, declared,
        "a room without files, or files without a room"
    );
}

#[test]
fn sql_stands_in_db_only() {
    let speaking: Vec<PathBuf> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("sqlx::"))
        .collect();
    assert!(speaking.len() > 30, "only {speaking:?} speak SQL");
    for file in speaking {
        assert!(file.starts_with("src/db"), "{} speaks SQL", file.display());
    }
}

/// A query that answers rows takes or says how many at most (`limit`), asks for what it is given
/// (`any($1)`, `unnest`), or has a line before it that says what bounds it (ADR 25).
#[test]
fn every_query_for_rows_has_a_bound() {
    const BOUNDS: [&str; 5] = [
        "limit",
        "= any(",
        "= any (",
        "unnest(",
        "jsonb_to_recordset(",
    ];
    let mut faults = Vec::new();
    let mut queries = 0;
    for file in rust_files(Path::new("src/db")) {
        let text = fs::read_to_string(&file).unwrap();
        for (end, _) in text.match_indices(".fetch_all(") {
            queries += 1;
            let start = text[..end].rfind("\n}\n").unwrap_or(0);
            let function = &text[start..end];
            let is_example = function.lines().last().unwrap_or("").starts_with("//!");
            let is_bound = BOUNDS.iter().any(|bound| function.contains(bound))
                || function.contains("// Bounded: ");
            if !is_bound && !is_example {
                let line = text[..end].lines().count();
                faults.push(format!("{}:{line}", file.display()));
            }
        }
        assert!(
            !text.contains(".fetch("),
            "{}: rows are read in parts, not streamed over a connection",
            file.display()
        );
    }
    assert!(queries > 50, "only {queries} queries were found");
    assert_eq!(faults, Vec::<String>::new());
}

/// A page on which somebody may have to prove who they are loads clerk-js with its components from
/// the start, which `has_clerks_components` in `server/shell.rs` decides by the page's path.
#[test]
fn pages_that_ask_for_proof_are_those_that_the_shell_knows() {
    let asking: BTreeSet<PathBuf> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            text.contains("use_reverification()") || text.contains("<UserProfile")
        })
        .collect();
    let known = [
        "src/admin/people/person.rs",
        "src/pages/settings/account.rs",
        "src/pages/settings/data.rs",
    ];
    assert_eq!(
        asking,
        known.map(PathBuf::from).into(),
        "tell has_clerks_components its path"
    );
}

#[test]
fn web_frameworks_stay_out_of_the_use_cases() {
    for room in ["src/service", "src/domain", "src/db"] {
        let files = rust_files(Path::new(room));
        assert!(files.len() > 40, "only {} in {room}", files.len());
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for framework in ["axum", "leptos", "clerk::"] {
                assert!(
                    !text.contains(framework),
                    "{} knows {framework}",
                    file.display()
                );
            }
        }
    }
}

/// `main` and its commands, and `lib.rs` which declares the rooms, meet everything.
fn room_of(file: &Path) -> Option<String> {
    let room = file
        .strip_prefix("src")
        .unwrap()
        .iter()
        .next()
        .unwrap()
        .to_str()
        .unwrap();
    let room = room.trim_end_matches(".rs");
    (!["main", "lib", "commands"].contains(&room)).then(|| room.to_owned())
}

/// The paths below `crate::` that a file names, groups taken apart.
fn imports(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let mut found = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        // `pub(in crate::…)` and the like say where to, not where from.
        let rest = code[start + "crate::".len()..].trim_start();
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(members(group));
        } else {
            found.push(path(rest));
        }
    }
    found
}

/// The paths of a `{…}` group, its outermost members only.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut members = vec![String::new()];
    for character in group.chars() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            _ => {}
        }
        if character != ',' || depth > 0 {
            members.last_mut().unwrap().push(character);
        }
    }
    members
        .iter()
        .map(|member| path(member.trim()))
        .filter(|member| !member.is_empty())
        .collect()
}

fn path(text: &str) -> String {
    text.chars()
        .take_while(|character| character.is_alphanumeric() || "_:{},".contains(*character))
        .collect()
}

fn is_scope(import: &str) -> bool {
    ["db::Db", "db::UserTx", "db::AdminTx", "db::scope"]
        .iter()
        .any(|scope| import.starts_with(scope))
}

pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
