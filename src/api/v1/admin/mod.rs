//! For administrators, one module a noun.

mod audit;
mod collections;
mod orphans;
mod sessions;
mod standing;
mod switches;
mod users;

use crate::api::Route;

pub(in crate::api) fn routes() -> Vec<Route> {
    [
        users::routes(),
        standing::routes(),
        sessions::routes(),
        audit::routes(),
        orphans::routes(),
        collections::routes(),
        switches::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
