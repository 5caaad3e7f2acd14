//! The running server, as its `postmaster.pid` describes it.

use std::{
    fs, io,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::{
    Error,
    error::Doing,
    place::{PORT, file_in},
    wait,
};

/// For a "fast shutdown": sessions are cut off, a checkpoint is written.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The parts of `postmaster.pid` that matter here; a line each, in the order PostgreSQL
/// documents in `src/include/utils/pidfile.h`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pub(crate) pid: Pid,
    pub(crate) ready: bool,
    socket_dir: PathBuf,
}

impl Postmaster {
    pub(crate) fn read(data: &Path) -> Result<Option<Self>, Error> {
        let file = data.join("postmaster.pid");
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).doing("read", &file),
        }
    }

    /// None as well while the file is being written.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        Some(Self {
            pid: Pid::from_raw(lines.next()?.parse().ok()?)?,
            socket_dir: lines.nth(3)?.into(),
            ready: lines.nth(2).is_some_and(|status| status.trim() == "ready"),
        })
    }

    /// The socket lies in a private directory: who answers there is this cluster's server, while
    /// the process id alone may belong to another program by now.
    fn answers(&self) -> bool {
        UnixStream::connect(file_in(&self.socket_dir, PORT)).is_ok()
    }

    /// An orphan may stay behind as a zombie; the file, which it deletes last, tells.
    fn has_gone(&self, data: &Path) -> Result<Option<()>, Error> {
        let other = Self::read(data)?.is_none_or(|now| now.pid != self.pid);
        Ok((other || test_kill_process(self.pid).is_err()).then_some(()))
    }
}

/// Stops the server that an earlier program left behind when it was killed.
///
/// A file without a server is left for PostgreSQL to judge, which also knows whether one of the
/// dead server's own processes is still at work.
pub(crate) fn stop_leftover(data: &Path) -> Result<(), Error> {
    let Some(leftover) = Postmaster::read(data)?.filter(Postmaster::answers) else {
        return Ok(());
    };
    stop(leftover.pid, || leftover.has_gone(data))
}

/// Asks for a fast shutdown and, when that takes too long, for an immediate one.
pub(crate) fn stop(
    pid: Pid,
    mut has_gone: impl FnMut() -> Result<Option<()>, Error>,
) -> Result<(), Error> {
    for signal in [Signal::INT, Signal::QUIT] {
        // A server that has ended on its own cannot be signalled, and `has_gone` will say so.
        let _ = kill_process(pid, signal);
        if wait::until(PATIENCE, &mut has_gone)?.is_some() {
            return Ok(());
        }
    }
    Err(Error::NotStopped(pid.as_raw_nonzero().get()))
}

#[cfg(test)]
mod tests {
    use super::Postmaster;

    const STARTED: &str = "4242\n/data\n1764000000\n5432\n/run/pg\n\n  1234 5\n";

    #[test]
    fn a_server_is_ready_when_its_file_says_so() {
        let parse = |text: &str| Postmaster::parse(text).unwrap();
        assert!(parse(&format!("{STARTED}ready   \n")).ready);
        assert!(!parse(&format!("{STARTED}starting\n")).ready);
        assert!(!parse(STARTED).ready);
        assert_eq!(parse(STARTED).pid.as_raw_nonzero().get(), 4242);
        assert_eq!(parse(STARTED).socket_dir.to_str(), Some("/run/pg"));
    }

    #[test]
    fn half_a_file_is_no_server() {
        assert_eq!(Postmaster::parse(""), None);
        assert_eq!(Postmaster::parse("4242\n/data\n"), None);
        assert_eq!(Postmaster::parse("0\na\nb\nc\nd\n"), None);
    }
}
