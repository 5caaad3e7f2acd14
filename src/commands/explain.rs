use clap::Args;
use deal_brain::{
    config::Config,
    db::Db,
    domain::{explained::Explained, listing::ListingId},
    error::Error,
    service,
};

use super::Failure;

#[derive(Clone, Copy, Debug, Args)]
pub struct Explain {
    /// The offer's number, as in its page's address.
    listing: i64,
}

pub async fn run(config: Config, asked: Explain) -> Result<(), Failure> {
    let database = config.database.as_ref().ok_or(
        "DATABASE_URL must be set: it names the database of the server that runs (see .env.example)",
    )?;
    let db = Db::connect(&database.url).await?;
    let explained = service::valuation::explain_to_operator(&db, ListingId(asked.listing)).await;
    db.close().await;
    match explained {
        Ok(Some(explained)) => tell(&explained),
        Ok(None) => println!("Not valued: the offer has no price."),
        Err(Error::NotFound) => {
            return Err("nobody keeps an offer of this number".into());
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

/// One line a rule, amounts below each other.
fn tell(explained: &Explained) {
    let amount = |amount: String, what: &str| println!("{amount:>12}  {what}");
    amount(explained.price_usd.to_string(), "asking price");
    for line in &explained.lines {
        let what = format!("{} ({}): {}", line.rule, line.ruleset, line.in_words());
        amount(line.delta_usd.to_string(), &what);
        for warning in &line.warnings {
            amount(String::new(), &format!("warning: {warning}"));
        }
    }
    amount(explained.adjusted_price_usd.to_string(), "adjusted price");
    for rule in &explained.unmatched {
        println!(
            "did not hold: {} ({}), which asks for: {}",
            rule.rule, rule.ruleset, rule.conditions
        );
    }
    for set in &explained.skipped {
        println!("not asked: {}, because {}", set.ruleset, set.reason.words());
    }
}
