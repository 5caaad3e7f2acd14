//! Which processes there are, and how they end; told by /proc.

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::support::{PROGRAM, ask, folder, postmaster, start};

const PATIENCE: Duration = Duration::from_secs(20);

/// The processes whose command line or working directory is in `dir`.
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

/// A session that the server has accepted, as PostgreSQL's protocol begins it. Its end is seen.
fn session(dir: &Path) -> UnixStream {
    const START: &[u8] = b"\0\0\0\x17\0\x03\0\0user\0postgres\0\0";
    let mut session = UnixStream::connect(dir.join("socket/.s.PGSQL.5432")).unwrap();
    session.set_read_timeout(Some(PATIENCE)).unwrap();
    session.write_all(START).unwrap();
    let mut answer = [0];
    session.read_exact(&mut answer).unwrap();
    assert_eq!(answer, *b"R", "not let in");
    session
}

/// The shell that is told the server's process id.
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
fn a_killed_program_leaves_no_server() {
    let dir = folder();
    let (mut program, command) = run_for_long(dir.path());
    let mut session = session(dir.path());
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
fn a_terminated_program_ends_its_command_and_stops_the_server() {
    let dir = folder();
    let (mut program, command) = run_for_long(dir.path());
    kill_process(Pid::from_child(&program), Signal::TERM).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(128 + 15));
    assert!(test_kill_process(command).is_err());
    assert_eq!(processes_in(dir.path()), Vec::<PathBuf>::new());
}
