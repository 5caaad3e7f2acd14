use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a cluster could not be started or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No usable server binaries anywhere.
    #[error(
        "PostgreSQL {oldest} or newer was not found. Install it with `apt-get install postgresql` \
         (Debian, Ubuntu) or `brew install postgresql` (macOS), or set PG_BIN to the directory \
         that holds `postgres` and `initdb`"
    )]
    NotInstalled {
        /// The oldest major version that will do.
        oldest: u32,
    },

    /// `PG_BIN` is set, but not to a directory of server binaries.
    #[error("PG_BIN is {}, where no PostgreSQL {oldest} or newer runs", dir.display())]
    BadPgBin {
        /// What `PG_BIN` says.
        dir: PathBuf,
        /// The oldest major version that will do.
        oldest: u32,
    },

    /// The data was written by a major version that is not installed any more.
    #[error(
        "the data in {} belongs to PostgreSQL {data}, but only PostgreSQL {found} was found. \
         Install version {data}, set PG_BIN to its directory, or delete the data", dir.display()
    )]
    WrongVersion {
        /// The data directory.
        dir: PathBuf,
        /// Major version of the data.
        data: u32,
        /// Major version of the binaries.
        found: u32,
    },

    /// Another program has started this cluster and is still running.
    #[error("the PostgreSQL cluster in {} is in use by process {holder}; stop that first", dir.display())]
    InUse {
        /// The cluster's folder.
        dir: PathBuf,
        /// Process id of the program that holds it, as that program wrote it down.
        holder: String,
    },

    /// Run by root on a system with no lesser user to run PostgreSQL as.
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as"
    )]
    NoAccount,

    /// A directory in a place that anybody can write to belongs to somebody else.
    #[error("{} exists and belongs to another user", .0.display())]
    NotOurs(PathBuf),

    /// `initdb` failed.
    #[error("initdb could not create the cluster:\n{output}")]
    Initdb {
        /// What it printed.
        output: String,
    },

    /// The server ended before it was ready.
    #[error("PostgreSQL did not start ({}):\n{output}", log.display())]
    NotStarted {
        /// The server's log.
        log: PathBuf,
        /// The last lines of it.
        output: String,
    },

    /// The server was given its time and a stronger signal, and still runs.
    #[error("PostgreSQL (process {0}) does not stop")]
    NotStopped(i32),

    /// A file or process could not be handled.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Says what an [`io::Error`] was about.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::Io {
            doing,
            path: path.to_owned(),
            source,
        })
    }
}
