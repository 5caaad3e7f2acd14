//! On whose behalf a query runs.
//!
//! The pool is private: the only way to a connection is to open a scope, and a scope sets the
//! database role and the caller's id for its transaction, in the same round trip that begins it.
//! Because the role is set each time, a superuser's connection is bound by row-level security too.
//! What ends the transaction ends the scope, so a pooled connection carries nothing to the next
//! borrower. A scope that only reads is dropped, not committed.

use std::{mem, sync::Arc, time::Duration};

use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction, postgres::PgPoolOptions};

pub use super::login_role::LoginRole;
use super::{DbError, audit_events, pooler};
use crate::domain::{
    audit::AuditEvent,
    user::{Role, UserId},
};

/// The database, through scopes only.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    /// What each scope says first that its connection does not know by itself.
    preamble: Arc<str>,
}

/// A transaction of one person: sees and changes what is theirs.
pub struct UserTx {
    tx: Transaction<'static, Postgres>,
    user: UserId,
    /// Somebody else acts in the person's name.
    is_acted: bool,
}

/// A transaction of the application itself: people and what keeps them in step with Clerk,
/// nothing that people own.
pub struct SystemTx {
    tx: Transaction<'static, Postgres>,
    pool: PgPool,
    /// What the audit log is to keep of this scope.
    noted: Vec<AuditEvent>,
}

/// A transaction of nobody: only functions made for the public.
pub struct AnonTx {
    tx: Transaction<'static, Postgres>,
}

mod sealed {
    use sqlx::PgConnection;

    /// Gives the connection to queries that any scope may make, and to nobody outside this room.
    pub trait Connected {
        fn connected(&mut self) -> &mut PgConnection;
    }
}

pub(super) use sealed::Connected;

/// Any scope that changes things on somebody's behalf: a person's, an administrator's, or the
/// application's own.
pub trait Scope: Connected + Send {}

impl<T: Connected + Send> Scope for T {}

impl Connected for UserTx {
    fn connected(&mut self) -> &mut PgConnection {
        self.conn()
    }
}

impl Connected for SystemTx {
    fn connected(&mut self) -> &mut PgConnection {
        self.conn()
    }
}

/// How many connections the pool may hold at once.
const MAX_CONNECTIONS: u32 = 10;
/// How long a request waits for a connection before it answers 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a statement runs, waits for a lock, and how long a scope may rest between two. A
/// connection of ours is opened with it, which costs a scope nothing; where the connection is
/// another's, each scope sets it in the round trip that begins it. Migrations, which need no scope,
/// take the time that they take.
const PATIENCE: [(&str, &str); 3] = [
    ("statement_timeout", "30s"),
    ("lock_timeout", "10s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

fn patience_of_a_scope() -> String {
    PATIENCE
        .map(|(setting, limit)| format!("SET LOCAL {setting} = '{limit}'; "))
        .concat()
}

impl Db {
    /// Opens a pool on the login role's URL and checks that the database answers. With
    /// `pgbouncer=true` among the URL's parameters, as [`behind_pooler`](Self::behind_pooler).
    ///
    /// # Errors
    /// When the URL cannot be read or the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, DbError> {
        let (options, behind_pooler) = pooler::options(url)?;
        let options = options.application_name("deal-brain");
        let pool = PgPoolOptions::new()
            .max_connections(MAX_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            // A ping before each use would double the cost of a short query.
            .test_before_acquire(false);
        if behind_pooler {
            // Poolers refuse settings that come with the connection.
            return Ok(Self::from_pool(pool.connect_with(options).await?).behind_pooler());
        }
        Ok(Self {
            pool: pool.connect_with(options.options(PATIENCE)).await?,
            preamble: Arc::default(),
        })
    }

    /// Scopes over a pool that somebody else has opened.
    #[must_use]
    pub fn from_pool(pool: PgPool) -> Self {
        Self {
            pool,
            preamble: patience_of_a_scope().into(),
        }
    }

    /// The same behind a pooler that gives each transaction another server connection, such as
    /// PgBouncer in transaction mode. The pool must keep no prepared statements.
    #[must_use]
    pub fn behind_pooler(self) -> Self {
        Self {
            preamble: (pooler::FORGET_STATEMENTS.to_owned() + &patience_of_a_scope()).into(),
            ..self
        }
    }

    /// Begins a transaction that has taken a role and settings, in one round trip.
    pub(super) async fn begin(
        &self,
        context: &str,
    ) -> Result<Transaction<'static, Postgres>, DbError> {
        let begin = format!("BEGIN; {}{context}", self.preamble);
        Ok(self.pool.begin_with(AssertSqlSafe(begin)).await?)
    }

    /// Opens a scope of one person.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_user(&self, user: UserId, role: Role) -> Result<UserTx, DbError> {
        // Only a number and one of our own words are interpolated: nothing to inject.
        let context = format!(
            "SET LOCAL ROLE app_request; \
             SET LOCAL app.current_user_id = '{}'; SET LOCAL app.current_user_role = '{}'",
            user.0,
            role.name()
        );
        let tx = self.begin(&context).await?;
        Ok(UserTx {
            tx,
            user,
            is_acted: false,
        })
    }

    /// Opens a scope of one person in whose name another acts, by that one's Clerk id: what it keeps
    /// in the audit log names both.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_user_acted_by(
        &self,
        user: UserId,
        role: Role,
        impersonator: &str,
    ) -> Result<UserTx, DbError> {
        let mut scope = self.as_user(user, role).await?;
        scope.is_acted = true;
        sqlx::query!(
            r#"select set_config('app.impersonator', $1, true) as "impersonator""#,
            impersonator
        )
        .fetch_one(scope.conn())
        .await?;
        Ok(scope)
    }

    /// Opens a scope of the application itself that sees everything as it was when it began, however
    /// long it looks.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_system_at_one_moment(&self) -> Result<SystemTx, DbError> {
        let context =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL ROLE app_sync";
        self.system_tx(context).await
    }

    /// Opens a scope of the application itself.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_system(&self) -> Result<SystemTx, DbError> {
        let context = "SET LOCAL ROLE app_sync; SET LOCAL synchronous_commit = off";
        self.system_tx(context).await
    }

    async fn system_tx(&self, context: &str) -> Result<SystemTx, DbError> {
        Ok(SystemTx {
            tx: self.begin(context).await?,
            pool: self.pool.clone(),
            noted: Vec::new(),
        })
    }

    /// Opens a scope of nobody.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn as_anon(&self) -> Result<AnonTx, DbError> {
        let tx = self.begin("SET LOCAL ROLE app_anon").await?;
        Ok(AnonTx { tx })
    }

    /// Closes every connection, waiting for those in use.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl UserTx {
    /// Whose scope this is.
    #[must_use]
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Whether somebody else acts in that person's name.
    #[must_use]
    pub fn is_acted(&self) -> bool {
        self.is_acted
    }

    /// Makes the scope's changes last.
    ///
    /// # Errors
    /// When the database refuses or is gone; then nothing has changed.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.tx.commit().await?)
    }

    pub(super) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

/// Writes a word into PostgreSQL's log and waits until the disk has it, and everything before it.
const UNTIL_THE_DISK_HAS_IT: &str = "select pg_logical_emit_message(true, 'deal-brain', '')";

impl SystemTx {
    /// Makes the scope's changes last. Others see them first, then the disk has them, and then this
    /// returns: whoever keeps an event stands in line for its place in the audit log's chain until
    /// the commit before theirs is done, and in that line nobody must wait for the disk. Here they
    /// wait for it together.
    ///
    /// # Errors
    /// When the database refuses or is gone; then nothing has changed, or it is not certain that it
    /// has: do it again.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let noted = mem::take(&mut self.noted);
        audit_events::keep(&mut self, &noted).await?;
        self.tx.commit().await?;
        sqlx::raw_sql(UNTIL_THE_DISK_HAS_IT)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Has the audit log keep an event of what this scope has done: all of them at once, when it is
    /// committed.
    pub fn note(&mut self, event: AuditEvent) {
        self.noted.push(event);
    }

    pub(super) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}

impl AnonTx {
    /// Makes the scope's changes last: a look at a link is counted.
    ///
    /// # Errors
    /// When the database refuses or is gone; then nothing has changed.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.tx.commit().await?)
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn ping(&mut self) -> Result<(), DbError> {
        sqlx::query!("select 1 as one")
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(())
    }

    pub(super) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
