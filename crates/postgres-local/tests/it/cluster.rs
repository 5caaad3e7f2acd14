//! The life of a cluster.

use std::{fs, os::unix::fs::MetadataExt, process::Command};

use postgres_local::{Cluster, Error};
use rustix::process::{Signal, kill_process};

use crate::support::{PROGRAM, ask, folder, folder_with, kept, options, postmaster, start};

#[test]
fn data_is_kept_between_a_cold_and_a_warm_start() {
    let dir = folder();
    let cluster = start(dir.path());
    ask(&cluster, "create table kept as select 'still here' as word");
    cluster.stop().unwrap();

    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, "select word from kept"), "still here");
}

#[test]
fn nobody_else_can_connect() {
    let dir = folder();
    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, "show listen_addresses"), "");
    let socket_dir = fs::metadata(cluster.socket_dir()).unwrap();
    assert_eq!(socket_dir.mode() & 0o777, 0o700);
}

#[test]
fn durability_decides_about_the_disk() {
    let dir = folder();
    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, "show fsync"), "off");
    cluster.stop().unwrap();

    let cluster = Cluster::start(&kept(dir.path())).unwrap();
    assert_eq!(ask(&cluster, "show fsync"), "on");
    assert_eq!(ask(&cluster, "show synchronous_commit"), "on");
}

#[test]
fn a_second_start_of_the_same_folder_is_refused() {
    let dir = folder();
    let cluster = start(dir.path());
    let refusal = Cluster::start(&options(dir.path())).unwrap_err();
    let Error::InUse { holder, .. } = &refusal else {
        panic!("{refusal}");
    };
    assert_eq!(*holder, std::process::id().to_string());
    assert_eq!(ask(&cluster, "select 1"), "1", "the first goes on");
}

#[test]
fn what_was_committed_survives_a_killed_server() {
    let dir = folder();
    let cluster = Cluster::start(&kept(dir.path())).unwrap();
    ask(&cluster, "create table kept as select 7 as number");
    kill_process(postmaster(dir.path()), Signal::KILL).unwrap();
    cluster.stop().unwrap();
    assert!(dir.path().join("data/postmaster.pid").exists());

    let cluster = start(dir.path());
    assert_eq!(ask(&cluster, "select number from kept"), "7");
}

#[test]
fn an_interrupted_first_start_is_begun_anew() {
    let dir = folder();
    fs::create_dir(dir.path().join("data.new")).unwrap();
    fs::write(dir.path().join("data.new/PG_VERSION"), "15").unwrap();
    assert_eq!(ask(&start(dir.path()), "select 1"), "1");
}

#[test]
fn a_folder_with_a_strange_name_works() {
    let dir = folder();
    let cluster = start(&dir.path().join("50% faster, & 'quoted'"));
    assert_eq!(ask(&cluster, "select 1"), "1");
}

#[test]
fn a_deep_folder_works() {
    let dir = folder();
    let deep = dir.path().join("a-rather-long-name/".repeat(8));
    let cluster = start(&deep);
    let socket_dir = cluster.socket_dir().to_owned();
    assert!(!socket_dir.starts_with(dir.path()));
    assert_eq!(ask(&cluster, "select 1"), "1");
    cluster.stop().unwrap();
    assert!(!socket_dir.exists());
}

#[test]
fn a_folder_that_only_root_can_reach_works_for_root() {
    let closed = folder_with(0o700);
    let dir = closed.path().join("cluster");
    let cluster = start(&dir);
    ask(&cluster, "create table kept as select 7 as number");
    let elsewhere = fs::read_link(dir.join("elsewhere")).ok();
    assert_eq!(
        elsewhere.is_some(),
        rustix::process::geteuid().is_root(),
        "others run the server as themselves"
    );
    cluster.stop().unwrap();

    let cluster = start(&dir);
    assert_eq!(ask(&cluster, "select number from kept"), "7");
    cluster.delete().unwrap();
    assert!(elsewhere.is_none_or(|home| !home.exists()));
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn a_command_gets_the_url_and_its_exit_code_is_passed_on() {
    let run = |script: &str| {
        Command::new(PROGRAM)
            .args(["run", "--disposable", "--", "sh", "-c", script])
            .output()
            .unwrap()
    };
    let output = run("echo $DATABASE_URL; exit 7");
    let url = String::from_utf8(output.stdout).unwrap();
    assert!(url.starts_with("postgres://postgres@localhost/postgres?host=%2F"));
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(run("kill -KILL $$").status.code(), Some(128 + 9));

    let missing = Command::new(PROGRAM)
        .args(["run", "--disposable", "--", "no-such-program"])
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(said.contains("cannot run no-such-program"), "{said}");
}
