use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
};

use postgres_local::{Cluster, Durability, Options};
use rustix::process::Pid;
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_postgres-local");

/// A folder that the user postgres can reach, too.
pub(crate) fn folder() -> TempDir {
    folder_with(0o755)
}

pub(crate) fn folder_with(mode: u32) -> TempDir {
    tempfile::Builder::new()
        .permissions(Permissions::from_mode(mode))
        .tempdir()
        .unwrap()
}

pub(crate) fn start(dir: &Path) -> Cluster {
    Cluster::start(&options(dir)).unwrap()
}

pub(crate) fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_owned(),
        durability: Durability::Disposable,
    }
}

pub(crate) fn kept(dir: &Path) -> Options {
    Options {
        durability: Durability::Kept,
        ..options(dir)
    }
}

pub(crate) fn ask(cluster: &Cluster, sql: &str) -> String {
    let output = Command::new(cluster.bin_dir().join("psql"))
        .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command"])
        .arg(sql)
        .arg(cluster.url("postgres", "postgres"))
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{sql}: {error}");
    let said = String::from_utf8(output.stdout).unwrap();
    said.trim().to_owned()
}

pub(crate) fn postmaster(dir: &Path) -> Pid {
    let home = fs::canonicalize(dir.join("elsewhere")).unwrap_or(dir.to_owned());
    let file = fs::read_to_string(home.join("data/postmaster.pid")).unwrap();
    Pid::from_raw(file.lines().next().unwrap().parse().unwrap()).unwrap()
}
