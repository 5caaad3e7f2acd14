//! Holds back who asks too often for what costs much.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{auth::CurrentUser, error::Error, state::AppState};

/// Whose asking is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The person's.
    Person,
    /// The address's, for strangers.
    Place,
}

/// Lets a person through so often in a minute, over all doors that cost much.
pub(super) async fn of_person(
    State(state): State<AppState>,
    user: CurrentUser,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    if !state.rate_limits.admit_person(user.user().id.0) {
        return Err(Error::RateLimited);
    }
    Ok(next.run(request).await)
}

/// Lets an address through so often in a minute, over all doors to what links show.
pub(super) async fn of_place(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    admit_place(&state, &request)?;
    Ok(next.run(request).await)
}

/// Counts a look behind a link, at any door.
///
/// # Errors
/// [`Error::RateLimited`].
pub fn admit_place(state: &AppState, request: &Request) -> Result<(), Error> {
    let place = state.addresses.of(request);
    let place = place.map(|address| state.addresses.hash(address));
    if state.rate_limits.admit_place(place) {
        Ok(())
    } else {
        Err(Error::RateLimited)
    }
}
