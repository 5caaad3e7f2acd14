use clap::Subcommand;
use deal_brain::{
    config::{AppEnv, Config},
    db::Db,
    domain::person::Profile,
    error::{Conflict, Error},
    serverfn::{now, unguessable},
    service::{
        demo::{self, Cast, Someone},
        links::Secret,
    },
};

use super::{Failure, database::Database};

/// Nobody whom the stand-in lets in.
const BANNED: &str = "user_2DemoDora000000000000000000";

#[derive(Clone, Copy, Debug, Subcommand)]
pub enum World {
    /// Ana with the sample offers and what becomes of them, Ben with whom she shares some, an
    /// administrator, somebody who was banned, and an offer of nobody's. A second time changes
    /// nothing. In development only.
    Demo,
}

pub async fn run(config: Config, World::Demo: World) -> Result<(), Failure> {
    if config.app.env == AppEnv::Production {
        return Err("refused: the demonstration is not for APP_ENV=production".into());
    }
    let origin = config.app.origin.clone();
    let link = Secret::new(unguessable()?);
    let local = Database::open(config)?;
    local.prepare().await?;
    let db = Db::connect(&local.config.url).await?;
    let made = demo::make(&db, &cast()?, &link, now()).await;
    db.close().await;
    match made {
        Ok(true) => {
            println!("Made. Sign in as Ana, Ben or the administrator, once the server runs.");
            let secret = link.as_str();
            println!("The link to Ana's unlisted collection, told this once: {origin}/c/{secret}");
        }
        Ok(false) => println!("It is there already; nothing was changed."),
        Err(Error::Gone | Error::Conflict(Conflict::UserDeactivated)) => {
            return Err("refused: Ana or Ben was deleted or deactivated in this database".into());
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

/// The personas of the stand-in, by the ids that they sign in with.
fn cast() -> Result<Cast, Failure> {
    Ok(Cast {
        ana: persona("ana")?,
        ben: persona("ben")?,
        admin: persona("admin")?,
        banned: Someone {
            clerk_id: BANNED.to_owned(),
            profile: Profile {
                email: Some("dora@example.com".to_owned()),
                first_name: Some("Dora".to_owned()),
                last_name: Some("Dawnay".to_owned()),
                banned: true,
                ..Profile::default()
            },
        },
    })
}

fn persona(key: &str) -> Result<Someone, Failure> {
    let persona = clerk_local::personas()
        .iter()
        .find(|persona| persona.key == key)
        .ok_or_else(|| format!("the stand-in knows no persona {key}"))?;
    Ok(Someone {
        clerk_id: persona.id.to_owned(),
        profile: Profile {
            email: Some(persona.email.to_owned()),
            first_name: Some(persona.first_name.to_owned()),
            last_name: Some(persona.last_name.to_owned()),
            ..Profile::default()
        },
    })
}
