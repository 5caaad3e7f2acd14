mod server;

use std::{
    path::{Path, PathBuf},
    process::Child,
    time::Duration,
};

use self::server::{create, is_leftover, launch, stop_server};
use crate::{
    Error,
    binaries::{self, Binaries},
    guardian::Guardian,
    place::{self, Place},
    postmaster, wait,
};

/// The processes of a server that was killed notice within a second or two, and leave.
const LEFTOVER_PATIENCE: Duration = Duration::from_secs(10);

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
    use super::percent_encode;

    #[test]
    fn what_goes_into_a_url_is_encoded() {
        assert_eq!(percent_encode("/tmp/a b"), "%2Ftmp%2Fa%20b");
        assert_eq!(percent_encode("é?&"), "%C3%A9%3F%26");
    }
}
