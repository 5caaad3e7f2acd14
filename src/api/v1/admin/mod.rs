//! For administrators, one module a noun.

mod audit;
mod orphans;
mod users;

use crate::api::Route;

pub(in crate::api) fn routes() -> Vec<Route> {
    [users::routes(), audit::routes(), orphans::routes()]
        .into_iter()
        .flatten()
        .collect()
}
