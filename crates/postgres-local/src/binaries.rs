//! Where PostgreSQL is installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// Row-level security with `security_invoker` views and `NULLS NOT DISTINCT` came with 15.
const OLDEST: u32 = 15;

/// A directory with `postgres` and `initdb` in it.
#[derive(Debug)]
pub(crate) struct Binaries {
    pub(crate) dir: PathBuf,
    major: u32,
}

/// Finds binaries that can open `data`, whose major version is `wanted` if it exists already.
pub(crate) fn find(data: &Path, wanted: Option<u32>) -> Result<Binaries, Error> {
    let usable = if let Some(dir) = env::var_os("PG_BIN").map(PathBuf::from) {
        let usable = inspect(&dir).ok_or(Error::BadPgBin {
            dir,
            oldest: OLDEST,
        })?;
        vec![usable]
    } else {
        candidates().iter().filter_map(|dir| inspect(dir)).collect()
    };
    choose(usable, data, wanted)
}

fn choose(usable: Vec<Binaries>, data: &Path, wanted: Option<u32>) -> Result<Binaries, Error> {
    let found = usable.first().map(|first| first.major);
    usable
        .into_iter()
        .find(|binaries| wanted.is_none_or(|wanted| wanted == binaries.major))
        .ok_or_else(|| match (wanted, found) {
            (Some(wanted), Some(found)) => Error::WrongVersion {
                dir: data.to_owned(),
                data: wanted,
                found,
            },
            _ => Error::NotInstalled { oldest: OLDEST },
        })
}

fn candidates() -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = Vec::new();
    dirs.extend(configured());
    // Debian and Ubuntu, the Red Hat family, Homebrew on both kinds of Mac, Postgres.app.
    dirs.extend(versions("/usr/lib/postgresql", "", "bin"));
    dirs.extend(versions("/usr", "pgsql-", "bin"));
    dirs.extend(versions("/opt/homebrew/opt", "postgresql@", "bin"));
    dirs.extend(versions("/usr/local/opt", "postgresql@", "bin"));
    dirs.extend(versions(
        "/Applications/Postgres.app/Contents/Versions",
        "",
        "bin",
    ));
    if let Some(path) = env::var_os("PATH") {
        dirs.extend(env::split_paths(&path).filter(|dir| dir.join("initdb").exists()));
    }
    dirs
}

fn configured() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let dir = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(dir.trim_end()))
}

/// `parent/<prefix><number>/<inner>`, the highest number first.
fn versions(parent: &str, prefix: &str, inner: &str) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.strip_prefix(prefix)?.parse();
            Some((number.ok()?, entry.path().join(inner)))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, dir)| dir).collect()
}

fn inspect(dir: &Path) -> Option<Binaries> {
    // A link to the server alone would leave it without the files that lie beside it.
    let server = dir.join("postgres").canonicalize().ok()?;
    let version = Command::new(&server).arg("--version").output().ok()?;
    let major = major(&String::from_utf8(version.stdout).ok()?)?;
    let dir = server.parent()?.to_owned();
    (major >= OLDEST && dir.join("initdb").exists()).then_some(Binaries { dir, major })
}

/// Reads "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
fn major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{Binaries, choose, major, versions};
    use crate::Error;

    #[test]
    fn the_major_version_is_read_from_any_release() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n";
        assert_eq!(major(debian), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major("mariadb 11"), None);
    }

    #[test]
    fn newer_versions_come_first_by_number() {
        let parent = tempfile::tempdir().unwrap();
        for version in ["9", "15", "100", "common"] {
            fs::create_dir(parent.path().join(version)).unwrap();
        }
        let numbers: Vec<_> = versions(parent.path().to_str().unwrap(), "", "bin")
            .iter()
            .map(|dir| dir.parent().unwrap().file_name().unwrap().to_owned())
            .collect();
        assert_eq!(numbers, ["100", "15", "9"]);
    }

    #[test]
    fn existing_data_decides_the_version() {
        let installed = || {
            [17, 15].map(|major| Binaries {
                dir: format!("/pg/{major}").into(),
                major,
            })
        };
        let choose = |wanted| choose(installed().into(), Path::new("/data"), wanted);

        assert_eq!(choose(None).unwrap().major, 17);
        assert_eq!(choose(Some(15)).unwrap().major, 15);
        let refusal = choose(Some(16)).unwrap_err();
        assert!(matches!(
            refusal,
            Error::WrongVersion {
                data: 16,
                found: 17,
                ..
            }
        ));
    }

    #[test]
    fn a_missing_server_is_named_with_the_command_that_installs_it() {
        let nothing = choose(Vec::new(), Path::new("/data"), Some(15)).unwrap_err();
        assert!(nothing.to_string().contains("apt-get install postgresql"));
    }
}
