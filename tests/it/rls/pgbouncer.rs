//! The same through PgBouncer in transaction mode: two server connections for eight of ours.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use deal_brain::db::Db;
use sqlx::{PgPool, postgres::PgConnectOptions};

use super::pool::nothing_leaks;

/// A running PgBouncer, which ends with this value.
struct PgBouncer {
    process: Child,
    folder: PathBuf,
}

impl PgBouncer {
    /// Starts one in front of the server that the options lead to.
    fn start(server: &PgConnectOptions) -> Self {
        let program = [
            "/usr/sbin/pgbouncer",
            "/usr/bin/pgbouncer",
            "/usr/local/bin/pgbouncer",
            "/opt/homebrew/bin/pgbouncer",
        ]
        .into_iter()
        .find(|path| Path::new(path).exists());
        assert!(
            program.is_some(),
            "PgBouncer is not installed; `scripts/setup.sh test` does that"
        );
        let program = program.unwrap();
        // Not the build's folder: the name of a socket may be no longer than a hundred characters.
        let folder =
            std::env::temp_dir().join(format!("deal-brain-pgbouncer-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let configuration = folder.join("pgbouncer.ini");
        fs::write(folder.join("users.txt"), "\"app_request\" \"\"\n").unwrap();
        fs::write(&configuration, settings(server, &folder)).unwrap();

        let mut command = Command::new(program);
        if let Some(account) = unprivileged_account() {
            // Root must not run it: it becomes somebody else, who must be able to make its socket.
            std::os::unix::fs::chown(&folder, Some(account.1), None).unwrap();
            command.arg("--user").arg(account.0);
        }
        let mut process = command
            .arg(&configuration)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let mut lines = log.lines().map(Result::unwrap);
        assert!(
            lines.any(|line| line.contains("process up")),
            "PgBouncer did not start"
        );
        // It goes on logging; a closed pipe would end it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, folder }
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn settings(server: &PgConnectOptions, folder: &Path) -> String {
    let host = server
        .get_socket()
        .map_or(server.get_host(), |socket| socket.to_str().unwrap());
    format!(
        "[databases]
         * = host={host} port={}
         [pgbouncer]
         listen_port = {PORT}
         unix_socket_dir = {folder}
         auth_type = trust
         auth_file = {folder}/users.txt
         pool_mode = transaction
         default_pool_size = 2
         ignore_startup_parameters = extra_float_digits
        ",
        server.get_port(),
        folder = folder.display(),
    )
    .lines()
    .map(|line| format!("{}\n", line.trim_start()))
    .collect()
}

/// Part of the socket's name only: nothing listens on the network.
const PORT: u16 = 6432;

/// Name and number of an account to run as, when this is root.
fn unprivileged_account() -> Option<(&'static str, u32)> {
    let number = |name: &str| {
        let output = Command::new("id").args(["-u", name]).output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse()
            .ok()
    };
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    root.then(|| {
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Some((name, number(name)?)))
            .unwrap()
    })
}

#[sqlx::test]
async fn nothing_leaks_through_pgbouncer(pool: PgPool) {
    let server = (*pool.connect_options()).clone();
    let pgbouncer = PgBouncer::start(&server);
    let options = server
        .socket(&pgbouncer.folder)
        .port(PORT)
        .username("app_request")
        .statement_cache_capacity(0);
    nothing_leaks(options, 8, |pool| Db::from_pool(pool).behind_pooler()).await;
}
