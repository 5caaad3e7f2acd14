//! What changes behind a pooler that gives each transaction another server connection.
//!
//! A prepared statement belongs to a server connection, so neither does the client's memory of one
//! mean anything in the next transaction, nor are the names free that it gives out. Therefore: keep
//! none, and begin each transaction by forgetting what others have left.

use sqlx::postgres::PgConnectOptions;
use url::Url;

use super::DbError;

/// The URL's parameter that tells of such a pooler. Others use the same name for it.
const PARAMETER: &str = "pgbouncer";

pub(super) const FORGET_STATEMENTS: &str = "DEALLOCATE ALL; ";

/// The options of a URL, and whether it leads to a pooler.
pub(super) fn options(url: &str) -> Result<(PgConnectOptions, bool), DbError> {
    let mut url: Url = url
        .parse()
        .map_err(|error| sqlx::Error::Configuration(Box::new(error)))?;
    let (own, rest): (Vec<_>, Vec<_>) = url
        .query_pairs()
        .into_owned()
        .partition(|(name, _)| name == PARAMETER);
    if own.is_empty() {
        return Ok((url.as_str().parse()?, false));
    }
    url.query_pairs_mut().clear().extend_pairs(rest);
    let behind_pooler = own.iter().any(|(_, value)| value == "true");
    let options: PgConnectOptions = url.as_str().parse()?;
    Ok(if behind_pooler {
        (options.statement_cache_capacity(0), true)
    } else {
        (options, false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_tells_of_a_pooler() {
        let pooled = |url: &str| options(url).unwrap().1;
        assert!(!pooled("postgres://app_request@localhost/deals"));
        assert!(!pooled(
            "postgres://app_request@localhost/deals?pgbouncer=false"
        ));
        assert!(pooled(
            "postgres://app_request@localhost/deals?pgbouncer=true"
        ));
    }

    #[test]
    fn what_else_the_url_says_stays() {
        let url = "postgres://app_request@localhost/deals?host=%2Ftmp%2Fa%20b&pgbouncer=true";
        let (options, _) = options(url).unwrap();
        assert_eq!(options.get_username(), "app_request");
        assert_eq!(options.get_database(), Some("deals"));
        assert_eq!(options.get_socket().unwrap().to_str(), Some("/tmp/a b"));
    }

    #[test]
    fn a_url_that_is_none_is_an_error() {
        assert!(options("not a url").is_err());
    }
}
