//! The server's own process, and the one that makes its files.

use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::Pid;

use super::Durability;
use crate::{
    Error,
    binaries::Binaries,
    error::Doing,
    place::{self, PORT, Place},
    postmaster::{self, Postmaster},
    wait,
};

/// After a crash the server first replays its log, which can take a while.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// The last part of a log that is worth showing.
const LOG_LINES: usize = 12;

/// Makes the data under another name first, so that a first start that was interrupted leaves
/// nothing that looks like a cluster.
pub(super) fn create(
    place: &Place,
    binaries: &Binaries,
    durability: Durability,
) -> Result<(), Error> {
    let draft = place.data.with_extension("new");
    place::remove(&draft)?;
    place.private(&draft)?;

    let initdb = binaries.dir.join("initdb");
    let mut command = command(&initdb, place);
    command
        .arg("-D")
        .arg(&draft)
        .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
        .arg(if cfg!(target_os = "linux") {
            "--locale=C.UTF-8"
        } else {
            "--no-locale"
        })
        .arg("--no-instructions");
    if durability == Durability::Disposable {
        command.arg("--no-sync");
    }
    let run = command.output().doing("run", &initdb)?;
    if !run.status.success() {
        let output = [run.stdout, run.stderr].concat();
        return Err(Error::Initdb {
            output: tail(&String::from_utf8_lossy(&output)),
        });
    }
    fs::rename(&draft, &place.data).doing("move into place", &draft)
}

/// Starts the server and waits until it takes connections.
pub(super) fn launch(
    place: &Place,
    binaries: &Binaries,
    durability: Durability,
) -> Result<Child, Error> {
    let log = File::create(&place.log).doing("write", &place.log)?;
    let errors = log.try_clone().doing("write", &place.log)?;
    let postgres = binaries.dir.join("postgres");
    let mut command = command(&postgres, place);
    command.arg("-D").arg(&place.data);
    for setting in settings(place, durability) {
        command.arg("-c").arg(setting);
    }
    let mut server = command
        .process_group(0)
        .stdout(log)
        .stderr(errors)
        .spawn()
        .doing("run", &postgres)?;

    let pid = Pid::from_child(&server);
    let ready = wait::until(START_PATIENCE, || {
        if server.try_wait().doing("run", &postgres)?.is_some() {
            return Ok(Some(false));
        }
        let said = Postmaster::read(&place.data)?;
        Ok(said
            .is_some_and(|said| said.pid == pid && said.ready)
            .then_some(true))
    });
    if let Ok(Some(true)) = ready {
        return Ok(server);
    }
    stop_server(&mut server, place)?;
    ready?;
    let output = fs::read_to_string(&place.log).doing("read", &place.log)?;
    Err(Error::NotStarted {
        log: place.log.clone(),
        output: tail(&output),
    })
}

pub(super) fn stop_server(server: &mut Child, place: &Place) -> Result<(), Error> {
    let pid = Pid::from_child(server);
    let mut has_gone = || {
        let status = server.try_wait().doing("stop", &place.data)?;
        Ok(status.map(drop))
    };
    if has_gone()?.is_some() {
        return Ok(());
    }
    postmaster::stop(pid, has_gone)
}

fn settings(place: &Place, durability: Durability) -> Vec<String> {
    let mut settings = vec![
        format!("port={PORT}"),
        "listen_addresses=".to_owned(),
        format!("unix_socket_directories={}", place.socket.display()),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
        // The log is read by `is_leftover`, too.
        "lc_messages=C".to_owned(),
    ];
    if durability == Durability::Disposable {
        settings.extend(
            ["fsync", "synchronous_commit", "full_page_writes"].map(|name| format!("{name}=off")),
        );
    }
    settings
}

/// A PostgreSQL program as the right user, untouched by what is set for others.
fn command(program: &Path, place: &Place) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir("/")
        .stdin(Stdio::null())
        .env("LC_ALL", "C");
    for name in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGOPTIONS"] {
        command.env_remove(name);
    }
    if let Some(account) = place.account {
        account.run(&mut command);
    }
    command
}

/// Whether the server did not start because processes of the last one have not left yet.
pub(super) fn is_leftover(log: &str) -> bool {
    log.contains("pre-existing shared memory block")
        || log.contains("lock file \"postmaster.pid\" already exists")
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(LOG_LINES);
    lines.get(from..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn the_end_of_a_log_is_shown() {
        assert_eq!(tail("one\ntwo"), "one\ntwo");
        let long: String = (0..100).map(|line| format!("{line}\n")).collect();
        assert!(tail(&long).starts_with("88\n"));
        assert!(tail(&long).ends_with("\n99"));
    }
}
