//! How a page is rendered, with all that it is told beforehand.

use std::sync::Arc;

use axum::{extract::Request, response::Response};
use clerk::Auth;
use leptos::prelude::provide_context;

use super::{
    apart::PageOwner,
    theme::{chosen_here, preferred},
};
use crate::{
    app::Snapshot,
    auth::{AdminUser, CurrentUser, Session},
    domain::notification::Unread,
    error::Error,
    server::shell,
    serverfn::Viewer,
    service,
    state::AppState,
};

pub(super) async fn render(
    state: &AppState,
    user: Option<CurrentUser>,
    admin: Option<AdminUser>,
    request: Request,
) -> Response {
    let viewer = match &user {
        Some(user) => {
            let (unread, has_discover) = told_everywhere(state, user).await;
            Some(Viewer::new(user, unread, has_discover))
        }
        None => None,
    };
    let snapshot = Snapshot {
        auth: auth_state(&request),
        viewer,
        clerk: shell::clerk_options(state, request.uri().path()),
    };
    let theme = chosen_here(&request).unwrap_or_else(|| preferred(user.as_ref()));
    let is_private = user.is_some();
    let session = session(&request);
    let options = state.leptos.clone();
    let owner = PageOwner::default();
    let context = {
        let (state, owner) = (state.clone(), owner.clone());
        move || {
            owner.is_current();
            provide_context(state.clone());
            provide_context(snapshot.clone());
            if let Some(user) = user.clone() {
                provide_context(user);
            }
            if let Some(session) = session.clone() {
                provide_context(session);
            }
            if let Some(admin) = admin.clone() {
                provide_context(admin);
            }
        }
    };
    let clerk_origin = shell::clerk_origin(state);
    let handler = leptos_axum::render_app_async_with_context(context, move || {
        shell::page(&options, theme, clerk_origin.as_deref(), is_private)
    });
    owner.render(handler(request)).await
}

/// How much there is to read, and whether there is a discover page. A page is worth showing without
/// either.
async fn told_everywhere(state: &AppState, user: &CurrentUser) -> (Unread, bool) {
    let asked = async {
        let mut tx = user.begin(&state.db).await?;
        let unread = service::notifications::unread(&mut tx).await?;
        Ok::<_, Error>((unread, service::discover::is_open(&mut tx).await?))
    };
    asked.await.unwrap_or_else(|error| {
        tracing::warn!(%error, "what every page tells could not be found out");
        (Unread::default(), false)
    })
}

fn auth_state(request: &Request) -> clerk_leptos::AuthState {
    request
        .extensions()
        .get::<Arc<Auth>>()
        .and_then(|auth| auth.signed_in())
        .map_or(clerk_leptos::AuthState::SignedOut, |session| {
            clerk_leptos::AuthState::SignedIn {
                user_id: session.user_id.clone(),
                session_id: session.session_id.clone(),
            }
        })
}

/// What the token of the visitor's session says.
fn session(request: &Request) -> Option<Session> {
    let auth = request.extensions().get::<Arc<Auth>>()?;
    auth.signed_in().map(Session::from)
}
