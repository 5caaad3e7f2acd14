//! What does not compile, each next to what does.
//!
//! A person's rows are read in a scope of that person:
//!
//! ```no_run
//! # use deal_brain::{db::{Db, listings}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let mut scope = db.as_user(UserId(1), Role::User).await?;
//! let offers = listings::all(&mut scope, None, 25).await?;
//! # Ok(()) }
//! ```
//!
//! Not without one:
//!
//! ```compile_fail,E0308
//! # use deal_brain::{db::{Db, listings}, domain::user::{Role, UserId}};
//! # async fn request(mut db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let offers = listings::all(&mut db, None, 25).await?;
//! # Ok(()) }
//! ```
//!
//! Not in the application's own scope, which is for people's rows and not for what they own:
//!
//! ```compile_fail,E0308
//! # use deal_brain::{db::{Db, listings}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let mut scope = db.as_system().await?;
//! let offers = listings::all(&mut scope, None, 25).await?;
//! # Ok(()) }
//! ```
//!
//! Not as nobody:
//!
//! ```compile_fail,E0308
//! # use deal_brain::{db::{Db, listings}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let mut scope = db.as_anon().await?;
//! let offers = listings::all(&mut scope, None, 25).await?;
//! # Ok(()) }
//! ```
//!
//! And no SQL of one's own: a scope does not give out its connection,
//!
//! ```compile_fail,E0624
//! # use deal_brain::{db::Db, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let mut scope = db.as_user(UserId(1), Role::User).await?;
//! sqlx::query("select * from listing").fetch_all(scope.conn()).await?;
//! # Ok(()) }
//! ```
//!
//! is none itself,
//!
//! ```compile_fail,E0277
//! # use deal_brain::{db::Db, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let mut scope = db.as_user(UserId(1), Role::User).await?;
//! sqlx::query("select * from listing").fetch_all(&mut scope).await?;
//! # Ok(()) }
//! ```
//!
//! and the pool is private:
//!
//! ```compile_fail,E0616
//! # use deal_brain::{db::Db, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! sqlx::query("select * from listing").fetch_all(&db.pool).await?;
//! # Ok(()) }
//! ```
//!
//! The admin area's scope takes an administrator, whom the database names:
//!
//! ```no_run
//! # use deal_brain::{db::{Administrator, Db}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! if let Some(administrator) = db.administrator(UserId(1)).await? {
//!     let scope = db.as_admin(administrator).await?;
//! }
//! # Ok(()) }
//! ```
//!
//! A person's id is not enough:
//!
//! ```compile_fail,E0308
//! # use deal_brain::{db::{Administrator, Db}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let scope = db.as_admin(UserId(1)).await?;
//! # Ok(()) }
//! ```
//!
//! and nobody else makes one:
//!
//! ```compile_fail,E0423
//! # use deal_brain::{db::{Administrator, Db}, domain::user::{Role, UserId}};
//! # async fn request(db: Db) -> Result<(), Box<dyn std::error::Error>> {
//! let scope = db.as_admin(Administrator(UserId(1))).await?;
//! # Ok(()) }
//! ```
//!
//! In a handler, both come from an extractor, which nobody else can make:
//!
//! ```no_run
//! # use deal_brain::{auth::AdminUser, db::{AdminTx, Db}, error::Error};
//! async fn handler(admin: AdminUser, db: Db) -> Result<AdminTx, Error> {
//!     admin.begin(&db).await
//! }
//! ```
//!
//! ```compile_fail,E0599
//! # use deal_brain::{auth::CurrentUser, db::{AdminTx, Db}, error::Error};
//! async fn handler(user: CurrentUser, db: Db) -> Result<AdminTx, Error> {
//!     db.administrator(user.user().id).await?.begin(&db).await
//! }
//! ```
//!
//! ```compile_fail,E0308
//! # use deal_brain::{auth::CurrentUser, db::{AdminTx, Db}, error::Error};
//! async fn handler(user: CurrentUser, db: Db) -> Result<AdminTx, Error> {
//!     user.begin(&db).await
//! }
//! ```
//!
//! ```compile_fail,E0451
//! # use deal_brain::{auth::{AdminUser, CurrentUser}, db::{AdminTx, Administrator, Db}, error::Error};
//! async fn handler(current: CurrentUser, administrator: Administrator, db: Db) -> Result<AdminTx, Error> {
//!     AdminUser { current, administrator }.begin(&db).await
//! }
//! ```
