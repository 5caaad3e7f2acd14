//! For administrators, one module a noun.

mod users;

use crate::api::Route;

pub(in crate::api) fn routes() -> Vec<Route> {
    users::routes()
}
