use clap::Subcommand;
use deal_brain::{
    config::Config,
    db::Db,
    service::admin::audit::{self, Noted},
};

use super::{Failure, database::Database};

#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Walks the chain of hashes over the audit log and names the first break, if there is one.
    Verify {
        /// A head that an earlier run has printed, such as 4711:9f2c…: it must be in the chain still.
        #[arg(long, value_parser = noted)]
        noted: Option<Noted>,
    },
}

pub async fn run(config: Config, action: Action) -> Result<(), Failure> {
    let local = Database::open(config)?;
    let db = Db::connect(&local.config.url).await?;
    let Action::Verify { noted } = action;
    let outcome = audit::verify(&db, noted.as_ref()).await?;
    db.close().await;
    match outcome {
        Ok(intact) => {
            println!(
                "The audit log is intact: {} events. Its head, to be noted elsewhere: {}:{}",
                intact.events, intact.head.no, intact.head.hash
            );
            Ok(())
        }
        Err(found) => Err(format!("the audit log was tampered with: {found}").into()),
    }
}

fn noted(text: &str) -> Result<Noted, String> {
    let wrong = || "must be a number, a colon and a hash of 64 hex digits".to_owned();
    let (no, hash) = text.split_once(':').ok_or_else(wrong)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    match no.parse() {
        Ok(no) if is_hash => Ok(Noted {
            no,
            hash: hash.to_ascii_lowercase(),
        }),
        _ => Err(wrong()),
    }
}
