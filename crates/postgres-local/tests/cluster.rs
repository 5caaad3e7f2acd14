//! The life of a cluster, with the PostgreSQL of this machine.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::{
    fs::{self, Permissions},
    io::{BufRead, BufReader, ErrorKind, Read},
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        net::UnixStream,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use postgres_local::{Cluster, Durability, Error, Options};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_postgres-local");

const PATIENCE: Duration = Duration::from_secs(20);

/// A folder that the user postgres can reach, too.
fn folder() -> TempDir {
    folder_with(0o755)
}

fn folder_with(mode: u32) -> TempDir {
    tempfile::Builder::new()
        .permissions(Permissions::from_mode(mode))
        .tempdir()
        .unwrap()
}

fn start(dir: &Path) -> Cluster {
    Cluster::start(&options(dir)).unwrap()
}

fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_owned(),
        durability: Durability::Disposable,
    }
}

fn kept(dir: &Path) -> Options {
    Options {
        durability: Durability::Kept,
        ..options(dir)
    }
}

fn ask(cluster: &Cluster, sql: &str) -> String {
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

fn postmaster(dir: &Path) -> Pid {
    let home = fs::canonicalize(dir.join("elsewhere")).unwrap_or(dir.to_owned());
    let file = fs::read_to_string(home.join("data/postmaster.pid")).unwrap();
    Pid::from_raw(file.lines().next().unwrap().parse().unwrap()).unwrap()
}

/// The processes whose command line or working directory is in `dir`.
#[cfg(target_os = "linux")]
fn processes_in(dir: &Path) -> Vec<PathBuf> {
    let inside = |process: &Path| {
        let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
        let works_in = fs::read_link(process.join("cwd")).unwrap_or_default();
        String::from_utf8_lossy(&arguments).contains(dir.to_str().unwrap())
            || works_in.starts_with(dir)
    };
    let processes = fs::read_dir("/proc").unwrap();
    let processes = processes.map(|process| process.unwrap().path());
    processes.filter(|process| inside(process)).collect()
}

/// The shell that is told the server's process id.
#[cfg(target_os = "linux")]
fn guardian_of(server: Pid) -> Pid {
    let argument = format!("\0postgres-local\0{}\0", server.as_raw_nonzero());
    let is_it = |process: &Path| {
        let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&arguments).ends_with(&argument)
    };
    let mut processes = fs::read_dir("/proc").unwrap();
    let found = processes.find(|process| is_it(&process.as_ref().unwrap().path()));
    let name = found.unwrap().unwrap().file_name();
    Pid::from_raw(name.to_str().unwrap().parse().unwrap()).unwrap()
}

/// `postgres-local run` with a command that tells that it runs, and stays.
fn run_for_long(dir: &Path) -> (Child, Pid) {
    let mut program = Command::new(PROGRAM)
        .args(["run", "--disposable", "--dir"])
        .arg(dir)
        .args(["--", "sh", "-c", "echo $$; exec sleep 600"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let command = Pid::from_raw(line.trim().parse().unwrap()).unwrap();
    (program, command)
}

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
#[cfg(target_os = "linux")]
fn stopping_and_dropping_leave_no_process() {
    let dir = folder();
    let cluster = start(dir.path());
    let first = postmaster(dir.path());
    assert!(!processes_in(dir.path()).is_empty());
    cluster.stop().unwrap();
    assert!(test_kill_process(first).is_err());
    assert_eq!(processes_in(dir.path()), Vec::<PathBuf>::new());

    drop(start(dir.path()));
    assert_eq!(processes_in(dir.path()), Vec::<PathBuf>::new());
}

#[test]
#[cfg(target_os = "linux")]
fn a_killed_program_leaves_no_server() {
    let dir = folder();
    let (mut program, command) = run_for_long(dir.path());
    let mut session = UnixStream::connect(dir.path().join("socket/.s.PGSQL.5432")).unwrap();
    session.set_read_timeout(Some(PATIENCE)).unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    kill_process(command, Signal::KILL).unwrap();

    let end = session.read_to_end(&mut Vec::new());
    let waited_in_vain = end.is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
    assert!(!waited_in_vain, "the server goes on");
    // It is on its way out; a start waits until it has left.
    start(dir.path()).stop().unwrap();
    assert_eq!(processes_in(dir.path()), Vec::<PathBuf>::new());
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_that_lost_its_guardian_too_is_replaced() {
    let dir = folder();
    let (mut program, command) = run_for_long(dir.path());
    let orphan = postmaster(dir.path());
    kill_process(guardian_of(orphan), Signal::KILL).unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    kill_process(command, Signal::KILL).unwrap();
    test_kill_process(orphan).expect("the server outlives its program");

    let cluster = start(dir.path());
    assert_ne!(postmaster(dir.path()), orphan);
    assert_eq!(ask(&cluster, "select 1"), "1");
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

#[test]
#[cfg(target_os = "linux")]
fn a_terminated_program_ends_its_command_and_stops_the_server() {
    let dir = folder();
    let (mut program, command) = run_for_long(dir.path());
    kill_process(Pid::from_child(&program), Signal::TERM).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(128 + 15));
    assert!(test_kill_process(command).is_err());
    assert_eq!(processes_in(dir.path()), Vec::<PathBuf>::new());
}
