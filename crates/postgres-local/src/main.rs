//! Runs a command with a PostgreSQL cluster of its own.

use std::{
    error::Error,
    fs::Permissions,
    os::unix::{fs::PermissionsExt, process::ExitStatusExt},
    path::PathBuf,
    process::{Command, ExitCode, ExitStatus},
    thread,
};

use clap::Parser;
use postgres_local::{Cluster, Durability, Options};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

/// A real PostgreSQL cluster in a folder.
#[derive(Parser)]
enum Arguments {
    /// Start a cluster, run a command with DATABASE_URL set to it (as its superuser), stop it,
    /// and exit as the command did.
    Run {
        /// The cluster's folder. Without it, a temporary one is used and deleted afterwards.
        #[arg(long)]
        dir: Option<PathBuf>,
        /// Do not wait for the disk: faster, for data that may be lost.
        #[arg(long)]
        disposable: bool,
        /// The command and its arguments.
        #[arg(last = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let Arguments::Run {
        dir,
        disposable,
        command,
    } = Arguments::parse();
    let durability = if disposable {
        Durability::Disposable
    } else {
        Durability::Kept
    };
    run(dir, durability, &command).unwrap_or_else(|error| {
        eprintln!("postgres-local: {error}");
        ExitCode::FAILURE
    })
}

fn run(
    dir: Option<PathBuf>,
    durability: Durability,
    command: &[String],
) -> Result<ExitCode, Box<dyn Error>> {
    // From here on a signal ends the command, and with it, in good order, the cluster.
    let signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let Some(dir) = dir else {
        let temporary = tempfile::Builder::new()
            .prefix("postgres-local-")
            .permissions(Permissions::from_mode(0o755))
            .tempdir()?;
        let dir = temporary.path().to_owned();
        let cluster = Cluster::start(&Options { dir, durability })?;
        let status = attend(&cluster, command, signals)?;
        cluster.delete()?;
        return Ok(exit_code(status));
    };
    let cluster = Cluster::start(&Options { dir, durability })?;
    let status = attend(&cluster, command, signals)?;
    cluster.stop()?;
    Ok(exit_code(status))
}

fn attend(
    cluster: &Cluster,
    command: &[String],
    mut signals: Signals,
) -> Result<ExitStatus, Box<dyn Error>> {
    let (program, arguments) = command.split_first().ok_or("no command given")?;
    let mut child = Command::new(program)
        .args(arguments)
        .env("DATABASE_URL", cluster.url("postgres", "postgres"))
        .spawn()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    let pid = Pid::from_child(&child);
    let handle = signals.handle();
    let forwarder = thread::spawn(move || {
        for signal in &mut signals {
            // Ctrl-C reaches the whole foreground group: the command has had it already.
            let forward = match signal {
                SIGTERM => Signal::TERM,
                SIGHUP => Signal::HUP,
                _ => continue,
            };
            // It may have ended in this moment, which is what the signal asks for.
            let _ = kill_process(pid, forward);
        }
    });
    let status = child.wait();
    handle.close();
    let _ = forwarder.join();
    Ok(status?)
}

/// As a shell reports it: 128 and the signal's number when a signal ended the command.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from)
}
