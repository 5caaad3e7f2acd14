use clap::{Subcommand, ValueEnum};
use deal_brain::{config::Config, db::Db, domain::user::Role, error::Error, service};

use super::{Failure, database::Database};

#[derive(Clone, Debug, Subcommand)]
pub enum Users {
    /// Lists everybody.
    List,
    /// Gives somebody a role, from their next request on.
    Role {
        /// Their Clerk id (user_…) or e-mail address.
        who: String,
        /// The role.
        role: RoleName,
    },
    /// Forgets what has been kept for long enough, people who were deleted included.
    Purge,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoleName {
    User,
    Admin,
}

pub async fn run(config: Config, command: Users) -> Result<(), Failure> {
    let local = Database::open(config.clone())?;
    let db = Db::connect(&local.config.url).await?;
    match command {
        Users::List => list(&db).await?,
        Users::Role { who, role } => give(&db, &who, role).await?,
        Users::Purge => {
            let operations = &config.operations;
            let gone =
                service::retention::purge(&db, operations.audit_days, operations.deleted_days)
                    .await?;
            println!("Forgot {gone:?}");
        }
    }
    db.close().await;
    Ok(())
}

async fn list(db: &Db) -> Result<(), Failure> {
    let mut people = service::roles::page(db, None).await?;
    while let Some(last) = people.last() {
        for person in &people {
            println!(
                "{:>6}  {:<5}  {:<8}  {:<32}  {}",
                person.id.0,
                person.role.name(),
                if person.is_active {
                    "active"
                } else {
                    "inactive"
                },
                person.clerk_id.as_deref().unwrap_or("-"),
                person.email.as_deref().unwrap_or(&person.username),
            );
        }
        people = service::roles::page(db, Some(last)).await?;
    }
    Ok(())
}

async fn give(db: &Db, who: &str, role: RoleName) -> Result<(), Failure> {
    let role = match role {
        RoleName::User => Role::User,
        RoleName::Admin => Role::Admin,
    };
    match service::roles::give(db, who, role).await {
        Ok(before) => println!(
            "{who} was {}, and is {} now.",
            before.role.name(),
            role.name()
        ),
        Err(Error::NotFound) => {
            return Err(format!("nobody here is {who}: they must have signed in once").into());
        }
        Err(Error::Conflict(_)) => {
            return Err("refused: they are the last administrator, or may not come in".into());
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}
