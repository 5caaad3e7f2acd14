use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::Pid;

use crate::{
    Error,
    binaries::{self, Binaries},
    error::Doing,
    guardian::Guardian,
    place::{self, PORT, Place},
    postmaster::{self, Postmaster},
    wait,
};

/// After a crash the server first replays its log, which can take a while.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// The processes of a server that was killed notice within a second or two, and leave.
const LEFTOVER_PATIENCE: Duration = Duration::from_secs(10);

/// The last part of a log that is worth showing.
const LOG_LINES: usize = 12;

/// What becomes of the data when the machine, not just the program, goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// What has been committed stays.
    Kept,
    /// All may be lost; several times faster. For tests.
    Disposable,
}

/// Which cluster to start, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The cluster's folder, made on first use.
    pub dir: PathBuf,
    /// Whether the data is worth waiting for the disk.
    pub durability: Durability,
}

/// A running PostgreSQL server, stopped by [`Cluster::stop`] or when this value is dropped.
#[derive(Debug)]
pub struct Cluster {
    server: Child,
    guardian: Option<Guardian>,
    place: Place,
    binaries: Binaries,
}

impl Cluster {
    /// Starts the cluster in a folder, after making it on first use. Blocks until the server
    /// takes connections: about two seconds the first time, a tenth of one later.
    ///
    /// The server is in a process group of its own, so that Ctrl-C in a terminal reaches the
    /// program, which then stops the server when it needs it no more. When the program is killed
    /// and cannot, a small process that was started with the server does. A server that is left
    /// running even so is replaced by the next start.
    ///
    /// Run by root, the server runs as a lesser user. Where that user cannot reach the folder
    /// (a checkout under /root), the data lies in a private directory under /var/tmp, and the
    /// folder holds a link to it, `elsewhere`.
    ///
    /// # Errors
    ///
    /// [`Error::NotInstalled`] without PostgreSQL, [`Error::InUse`] while another program runs
    /// the cluster, and whatever else keeps the server from starting, with its own words.
    pub fn start(options: &Options) -> Result<Self, Error> {
        let place = Place::take(&options.dir)?;
        let binaries = binaries::find(&place.data, place.major()?)?;
        if place.major()?.is_none() {
            create(&place, &binaries, options.durability)?;
        }
        place.private(&place.socket)?;

        let mut attempt = || {
            postmaster::stop_leftover(&place.data)?;
            match launch(&place, &binaries, options.durability) {
                Err(Error::NotStarted { output, .. }) if is_leftover(&output) => Ok(None),
                outcome => outcome.map(Some),
            }
        };
        let server = match wait::until(LEFTOVER_PATIENCE, &mut attempt)? {
            Some(server) => server,
            None => launch(&place, &binaries, options.durability)?,
        };
        let mut cluster = Self {
            server,
            guardian: None,
            place,
            binaries,
        };
        cluster.guardian = Some(Guardian::of(&cluster.server)?);
        Ok(cluster)
    }

    /// The URL of a database for a role, as sqlx and libpq read it. The superuser is `postgres`,
    /// and so is the one database of a new cluster.
    #[must_use]
    pub fn url(&self, user: &str, database: &str) -> String {
        let host = self.place.socket.to_string_lossy();
        format!(
            "postgres://{}@localhost/{}?host={}",
            percent_encode(user),
            percent_encode(database),
            percent_encode(&host)
        )
    }

    /// The directory of the server's binaries; often of `psql` and `pg_dump` too, but not every
    /// distribution of PostgreSQL has them.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        &self.binaries.dir
    }

    /// The directory of the server's socket, what `psql -h` takes.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.place.socket
    }

    /// The server's log, begun afresh at each start.
    #[must_use]
    pub fn log(&self) -> &Path {
        &self.place.log
    }

    /// Ends all sessions and stops the server.
    ///
    /// # Errors
    ///
    /// [`Error::NotStopped`] when the server outlives two requests and 40 seconds.
    pub fn stop(mut self) -> Result<(), Error> {
        self.shut_down()
    }

    /// Stops the server and deletes the cluster with all its data.
    ///
    /// # Errors
    ///
    /// As [`Cluster::stop`], or when a file cannot be deleted.
    pub fn delete(mut self) -> Result<(), Error> {
        self.shut_down()?;
        self.place.delete()
    }

    fn shut_down(&mut self) -> Result<(), Error> {
        stop_server(&mut self.server, &self.place)?;
        self.guardian = None;
        place::remove(&self.place.socket)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Nobody is left to tell; the next start stops a server that outlives this.
        let _ = self.shut_down();
    }
}

/// Makes the data under another name first, so that a first start that was interrupted leaves
/// nothing that looks like a cluster.
fn create(place: &Place, binaries: &Binaries, durability: Durability) -> Result<(), Error> {
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
fn launch(place: &Place, binaries: &Binaries, durability: Durability) -> Result<Child, Error> {
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

fn stop_server(server: &mut Child, place: &Place) -> Result<(), Error> {
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
fn is_leftover(log: &str) -> bool {
    log.contains("pre-existing shared memory block")
        || log.contains("lock file \"postmaster.pid\" already exists")
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(LOG_LINES);
    lines.get(from..).unwrap_or_default().join("\n")
}

fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::{percent_encode, tail};

    #[test]
    fn what_goes_into_a_url_is_encoded() {
        assert_eq!(percent_encode("/tmp/a b"), "%2Ftmp%2Fa%20b");
        assert_eq!(percent_encode("é?&"), "%C3%A9%3F%26");
    }

    #[test]
    fn the_end_of_a_log_is_shown() {
        assert_eq!(tail("one\ntwo"), "one\ntwo");
        let long: String = (0..100).map(|line| format!("{line}\n")).collect();
        assert!(tail(&long).starts_with("88\n"));
        assert!(tail(&long).ends_with("\n99"));
    }
}
