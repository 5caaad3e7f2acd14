//! Stops the server of a program that was killed and could not do it itself.

use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::{Error, error::Doing};

/// Waits for the end of its input, which comes when the program ends, however that happens.
const SCRIPT: &str = r#"read -r _; kill -INT "$1""#;

/// A small process beside the server.
#[derive(Debug)]
pub(crate) struct Guardian(Child);

impl Guardian {
    pub(crate) fn of(server: &Child) -> Result<Self, Error> {
        let shell = Path::new("/bin/sh");
        Command::new(shell)
            .args(["-c", SCRIPT, "postgres-local", &server.id().to_string()])
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(Self)
            .doing("run", shell)
    }
}

impl Drop for Guardian {
    /// Before its input ends: the server's process id may be another's by then.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
