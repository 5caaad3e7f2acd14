//! The program itself: what it refuses to start as, how it stops, and the roles that it gives.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process::{Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sqlx::{ConnectOptions as _, PgPool};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

use crate::support::App;

const PROGRAM: &str = env!("CARGO_BIN_EXE_deal-brain");
/// In the URL of each role; nobody asks for it here.
const PASSWORD: &str = "the-word-of-the-database";
const SECRET_KEY: &str = "sk_live_of_the_process";
const PUBLIC_KEY: &str = include_str!("data/instance_key.pub.pem");

/// The program in production, over this database and as this role, serving there.
fn program(pool: &PgPool, role: &str, addr: &str) -> Command {
    let mut command = asked_to("serve", pool, role);
    command.env("LEPTOS_SITE_ADDR", addr);
    command
}

fn asked_to(act: &str, pool: &PgPool, role: &str) -> Command {
    let options = (*pool.connect_options()).clone();
    let url = options.username(role).password(PASSWORD).to_url_lossy();
    let mut command = Command::new(PROGRAM);
    command
        .arg(act)
        .env("APP_ENV", "production")
        .env("APP_ORIGIN", "https://deals.example.com")
        .env("APP_DRAIN_SECONDS", "0")
        .env("CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k")
        .env("CLERK_SECRET_KEY", SECRET_KEY)
        .env("CLERK_JWT_KEY", PUBLIC_KEY)
        .env("DATABASE_URL", url.as_str())
        .env_remove("DATABASE_LISTEN_URL")
        .env("RUST_LOG", "error")
        .kill_on_drop(true);
    command
}

/// What the program says and does when it is started as this role.
async fn started_as(pool: &PgPool, role: &str) -> Output {
    program(pool, role, "127.0.0.1:0").output().await.unwrap()
}

#[track_caller]
fn assert_refused(output: &Output, role: &str, reason: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{role}: {said}");
    for word in [role, reason, "app_request"] {
        assert!(said.contains(word), "{word} in {said}");
    }
    for secret in [PASSWORD, SECRET_KEY] {
        assert!(!said.contains(secret), "{said}");
    }
}

/// Whoever sets up a server learns what it would go without.
#[sqlx::test]
async fn what_is_not_set_is_told_with_what_follows(pool: PgPool) {
    let secrets = "CLERK_WEBHOOK_SIGNING_SECRET";
    let mut check = asked_to("check-config", &pool, "app_request");
    check.env_remove(secrets).env_remove("CLERK_WEBHOOK_SECRET");
    let told = |output: Output| String::from_utf8(output.stdout).unwrap();
    let without = told(check.output().await.unwrap());
    assert!(without.contains("database     as configured"), "{without}");
    assert!(
        without.contains(&format!("not set      {secrets}: ")),
        "{without}"
    );
    let with = told(check.env(secrets, "whsec_b25l").output().await.unwrap());
    assert!(!with.contains(secrets), "{with}");
}

async fn run(pool: &PgPool, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(pool)
        .await
        .unwrap();
}

#[sqlx::test]
async fn in_production_it_does_not_start_as_a_superuser(pool: PgPool) {
    let role = pool.connect_options().get_username().to_owned();
    let output = started_as(&pool, &role).await;
    assert_refused(&output, &role, "it is a superuser");
}

#[sqlx::test]
async fn in_production_it_does_not_start_as_a_role_that_bypasses_row_level_security(pool: PgPool) {
    run(
        &pool,
        "drop role if exists process_bypass; create role process_bypass login noinherit bypassrls",
    )
    .await;
    let output = started_as(&pool, "process_bypass").await;
    run(&pool, "drop role process_bypass").await;
    assert_refused(&output, "process_bypass", "it has BYPASSRLS");
}

#[sqlx::test]
async fn in_production_it_does_not_start_as_an_owner_of_tables(pool: PgPool) {
    run(
        &pool,
        "drop role if exists process_owner; create role process_owner login noinherit; \
         alter table listing owner to process_owner",
    )
    .await;
    let output = started_as(&pool, "process_owner").await;
    run(
        &pool,
        "reassign owned by process_owner to current_user; drop owned by process_owner; \
         drop role process_owner",
    )
    .await;
    assert_refused(&output, "process_owner", "it owns tables");
}

/// How `users role` ends, with what it says of what it did and of what it refuses.
async fn give_role(pool: &PgPool, who: &str, role: &str) -> (Option<i32>, String, String) {
    let output = asked_to("users", pool, "app_request")
        .args(["role", who, role])
        .output()
        .await
        .unwrap();
    let text = |said: Vec<u8>| String::from_utf8(said).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// By whom, to whom and how roles were given, as the audit log keeps it.
async fn roles_given(pool: &PgPool) -> Vec<(Option<i64>, Option<i64>, Value)> {
    sqlx::query_as(
        "select actor_id, subject_id, detail from audit_event where kind = 'role_changed' order by id",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

/// The way to an administrator where the settings name none.
#[sqlx::test]
async fn the_command_line_makes_somebody_who_has_been_here_an_administrator(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer().claiming(&json!({"fva": [1, -1]}));
    ada.get("/api/v1/users/me").await.expect(200);
    let id = app.row_of(&ada).await.id.0;
    run(&pool, "update app_user set email = 'ada@example.com'").await;
    ada.get("/api/v1/admin/users").await.expect(403);

    let done = |who: &str, from: &str, to: &str| {
        let said = format!("{who} was {from}, and is {to} now.\n");
        (Some(0), said, String::new())
    };
    let given = give_role(&pool, &ada.clerk_id, "admin").await;
    assert_eq!(given, done(&ada.clerk_id, "user", "admin"));
    ada.get("/api/v1/admin/users").await.expect(200);
    let event = |from: &str, to: &str| json!({ "from": from, "to": to, "source": "command line" });
    let made = (None, Some(id), event("user", "admin"));
    assert_eq!(roles_given(&pool).await, std::slice::from_ref(&made));

    // Who has it keeps it, and nothing has happened; an address is read as people write it.
    let again = give_role(&pool, "ADA@example.com", "admin").await;
    assert_eq!(again, done("ADA@example.com", "admin", "admin"));
    assert_eq!(roles_given(&pool).await, [made]);

    let ben = app.newcomer();
    ben.get("/api/v1/users/me").await.expect(200);
    give_role(&pool, &ben.clerk_id, "admin").await;
    let taken = give_role(&pool, "ada@example.com", "user").await;
    assert_eq!(taken, done("ada@example.com", "admin", "user"));
    ada.get("/api/v1/admin/users").await.expect(403);
    assert_eq!(
        roles_given(&pool).await.last(),
        Some(&(None, Some(id), event("admin", "user")))
    );
}

#[sqlx::test]
async fn the_command_line_gives_no_role_to_who_may_not_have_it(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    run(&pool, "update app_user set email = 'ada@example.com'").await;
    for stranger in ["user_nobody", "nobody@example.com", "ada"] {
        let said =
            format!("deal-brain: nobody here is {stranger}: they must have signed in once\n");
        assert_eq!(
            give_role(&pool, stranger, "admin").await,
            (Some(1), String::new(), said)
        );
    }
    let (code, _, said) = give_role(&pool, "ada@example.com", "root").await;
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("invalid value 'root'") && said.contains("user, admin"),
        "{said}"
    );

    let refused = (
        Some(1),
        String::new(),
        "deal-brain: refused: they are the last administrator, or may not come in\n".to_owned(),
    );
    run(&pool, "update app_user set is_active = false").await;
    assert_eq!(give_role(&pool, &ada.clerk_id, "admin").await, refused);
    run(
        &pool,
        "update app_user set is_active = true, role = 'admin'",
    )
    .await;
    assert_eq!(give_role(&pool, &ada.clerk_id, "user").await, refused);
    assert!(roles_given(&pool).await.is_empty());
    let role: String = sqlx::query_scalar("select role from app_user")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(role, "admin");
}

/// A server that answers, as the role that is fit to serve.
struct Server {
    process: Child,
    addr: SocketAddr,
    http: reqwest::Client,
}

impl Server {
    async fn start(pool: &PgPool, configure: impl FnOnce(&mut Command) -> &mut Command) -> Self {
        let addr = free_address();
        let mut command = program(pool, "app_request", &addr.to_string());
        configure(&mut command);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        // It greets once it listens.
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        while let Some(line) = said.next_line().await.unwrap() {
            if line.contains("https://deals.example.com") {
                let http = reqwest::Client::builder()
                    .no_proxy()
                    .timeout(std::time::Duration::from_secs(20))
                    .build()
                    .unwrap();
                return Self {
                    process,
                    addr,
                    http,
                };
            }
        }
        panic!("it ended with {:?}", process.wait().await);
    }

    async fn get(&self, path: &str) -> (u16, String) {
        answer(self.request(path)).await
    }

    fn request(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("http://{}{path}", self.addr))
    }

    fn ask_to_stop(&self) {
        let id = i32::try_from(self.process.id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), Signal::TERM).unwrap();
    }

    /// Comes back when it takes no more connections.
    async fn takes_no_more(&self) {
        while TcpStream::connect(self.addr).await.is_ok() {}
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Free a moment ago.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

/// Comes back when queries on both tables wait for their locks.
async fn both_are_waited_for(pool: &PgPool) {
    const WAITED_FOR: &str = "select count(distinct relation) from pg_locks \
        where not granted and relation in ('listing_share'::regclass, 'audit_event'::regclass) \
          and database = (select oid from pg_database where datname = current_database())";
    while sqlx::query_scalar::<_, i64>(WAITED_FOR)
        .fetch_one(pool)
        .await
        .unwrap()
        < 2
    {}
}

#[sqlx::test]
async fn the_log_says_whose_request_it_was(pool: PgPool) {
    let app = App::new(pool.clone());
    let ada = app.newcomer();
    ada.get("/api/v1/users/me").await.expect(200);
    let id = app.row_of(&ada).await.id.0;

    let mut server = Server::start(&pool, |command| {
        command
            .env("RUST_LOG", "info,tower_http=debug")
            .stderr(Stdio::piped())
    })
    .await;
    let mut log = BufReader::new(server.process.stderr.take().unwrap()).lines();
    let request = server.request("/api/v1/users/me").bearer_auth(ada.token());
    assert_eq!(answer(request).await.0, 200);
    let line = loop {
        let line = log.next_line().await.unwrap().unwrap();
        if line.contains("finished processing request") {
            break line;
        }
    };
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["span"]["user.id"], id, "{line}");
    assert!(line["span"]["id"].is_string(), "{line}");
}

/// A request and an audit event cannot get on until after the server was asked to stop.
#[sqlx::test]
async fn asked_to_stop_it_finishes_what_it_has_begun(pool: PgPool) {
    let mut server = Server::start(&pool, |command| command).await;
    let mut held = pool.begin().await.unwrap();
    sqlx::raw_sql("lock table listing_share, audit_event in access exclusive mode")
        .execute(&mut *held)
        .await
        .unwrap();
    let (refused, _) = server.get("/api/v1/users/me").await;
    assert_eq!(refused, 401);
    let path = format!("/api/v1/deals/1/{}", "x".repeat(43));
    let begun = tokio::spawn(answer(server.request(&path)));
    both_are_waited_for(&pool).await;

    server.ask_to_stop();
    server.takes_no_more().await;
    assert!(server.process.try_wait().unwrap().is_none());
    held.commit().await.unwrap();

    let (status, text) = begun.await.unwrap();
    assert_eq!(status, 404, "{text}");
    let exit = server.process.wait().await.unwrap();
    assert_eq!(exit.code(), Some(0));
    let kept: i64 =
        sqlx::query_scalar("select count(*) from audit_event where kind = 'auth_failed'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(kept, 1);
}

/// The pause never ends in this test.
#[sqlx::test]
async fn it_says_that_it_is_about_to_stop_while_it_still_serves(pool: PgPool) {
    let server = Server::start(&pool, |command| command.env("APP_DRAIN_SECONDS", "600")).await;
    let ready = server.get("/health/ready").await;
    assert_eq!(ready, (200, r#"{"status":"ready"}"#.to_owned()));
    server.ask_to_stop();
    let draining = loop {
        let ready = server.get("/health/ready").await;
        if ready.0 != 200 {
            break ready;
        }
    };
    assert_eq!(draining, (503, r#"{"status":"draining"}"#.to_owned()));
    assert_eq!(server.get("/health/live").await.0, 200);
    assert_eq!(server.get("/health").await.0, 200);
}
