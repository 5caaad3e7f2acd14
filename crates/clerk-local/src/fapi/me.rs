//! The signed-in person, about themselves.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::Answer;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::resources::{Artist, UserResource};
use crate::visitor::Visitor;

pub(crate) fn router() -> Router<Shared> {
    Router::new().route("/v1/me", get(read))
}

async fn read(
    State(app): State<Shared>,
    visitor: Visitor,
) -> Result<Answer<UserResource>, ApiError> {
    let now = app.clock.now();
    let user = app.store.read(|state| {
        let caller = visitor.session(state, None, now)?;
        state.user(&caller.user).cloned()
    })?;
    Ok(Answer::read(
        Artist::for_visitor(&app, &visitor, now).user(&user),
    ))
}
