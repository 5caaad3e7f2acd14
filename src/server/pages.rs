//! Pages: which there are, who may see them, and how one is rendered.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use clerk::Auth;
use leptos::prelude::provide_context;
use leptos_axum::generate_route_list;
use url::form_urlencoded;

use super::{api_docs, public_pages, shell, static_pages};
use crate::{
    app::{App, Snapshot},
    auth::{Access, AdminUser, CurrentUser, Session},
    domain::{notification::Unread, preferences::Theme},
    error::Error,
    pages::settings::GOODBYE,
    serverfn::Viewer,
    service,
    state::AppState,
};

/// Where a person lands after signing in.
const HOME: &str = "/dashboard";
/// The page of the parts, in development only.
const STYLEGUIDE: &str = "/styleguide";

/// What may not be seen, in plain words, for whoever is led there.
const UNAUTHORIZED: &str = "/unauthorized";

/// What the interface is, for anybody to read.
const API_DOCS: &str = "/api/docs";

/// Who may see a page, by its route in Axum's notation. A page that is missing here counts as a
/// person's, and fails the test that walks all of them.
#[must_use]
pub fn access(path: &str) -> Option<Access> {
    match path {
        "/" | "/sign-in" | "/sign-in/{*step}" | "/sign-up" | "/sign-up/{*step}" | "/sign-out" => {
            Some(Access::Public)
        }
        public_pages::DEAL | public_pages::COLLECTION => Some(Access::Public),
        "/dashboard" | "/listings" | "/listings/import" | "/compare" => Some(Access::Person),
        "/listings/new" | "/listings/{id}" | "/listings/{id}/edit" => Some(Access::Person),
        "/collections" | "/collections/add" | "/collections/{id}" => Some(Access::Person),
        "/discover" | "/discover/{id}" | "/discover/{id}/copy" => Some(Access::Person),
        "/inbox" | "/inbox/{id}" => Some(Access::Person),
        "/deals/{id}/{token}/save" | "/c/{token}/copy" => Some(Access::Person),
        "/settings"
        | "/settings/account"
        | "/settings/account/{*step}"
        | "/settings/preferences"
        | "/settings/sessions"
        | "/settings/data" => Some(Access::Person),
        "/profiles" | "/profiles/{id}" => Some(Access::Person),
        "/rules"
        | "/rules/new"
        | "/rules/{ruleset}"
        | "/rules/{ruleset}/edit"
        | "/rules/{ruleset}/rules/new"
        | "/rules/{ruleset}/rules/{rule}" => Some(Access::Person),
        "/cpus" | "/cpus/new" | "/cpus/{id}" => Some(Access::Person),
        "/gpus" | "/gpus/new" | "/gpus/{id}" => Some(Access::Person),
        "/admin/people" | "/admin/people/{id}" => Some(Access::Admin),
        "/admin" | "/admin/system" | "/admin/audit" | "/admin/webhooks" | "/admin/sync"
        | "/admin/ownerless" => Some(Access::Admin),
        _ => None,
    }
}

/// The routes of all pages that the browser's side knows, in Axum's notation.
#[must_use]
pub fn page_paths() -> Vec<String> {
    let links = [public_pages::DEAL, public_pages::COLLECTION];
    app_paths().chain(links.map(str::to_owned)).collect()
}

/// The routes that the application knows in the browser too.
fn app_paths() -> impl Iterator<Item = String> {
    generate_route_list(App)
        .into_iter()
        .map(|page| page.path().to_owned())
}

pub(super) fn router(state: &AppState) -> Router<AppState> {
    let pages = app_paths().fold(Router::new(), |router, path| {
        let handler = match access(&path).unwrap_or(Access::Person) {
            Access::Public => get(public_page),
            Access::Person => get(persons_page),
            Access::Admin | Access::Operator => get(admins_page),
        };
        router.route(&path, handler)
    });
    let pages = pages
        .merge(public_pages::router())
        .route(API_DOCS, get(api_docs))
        .route(GOODBYE, get(goodbye))
        .route(UNAUTHORIZED, get(unauthorized));
    let pages = if state.site.is_development {
        pages.route(STYLEGUIDE, get(styleguide))
    } else {
        pages
    };
    pages.fallback(unknown_page)
}

async fn api_docs(State(state): State<AppState>, request: Request) -> Response {
    api_docs::page(&state, theme(&request))
}

/// Every part in its states, for who works on them. `?theme=dark` shows it in that theme.
async fn styleguide(State(state): State<AppState>, request: Request) -> Response {
    let asked = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "theme")
        .and_then(|(_, theme)| Theme::from_name(&theme));
    static_pages::styleguide(&state, asked.unwrap_or_else(|| theme(&request)))
}

async fn persons_page(
    State(state): State<AppState>,
    user: Result<CurrentUser, Error>,
    request: Request,
) -> Response {
    match user {
        Ok(user) => render(&state, Some(user), None, request).await,
        Err(error) => refuse(&state, &error, &request),
    }
}

async fn admins_page(
    State(state): State<AppState>,
    admin: Result<AdminUser, Error>,
    request: Request,
) -> Response {
    match admin {
        Ok(admin) => {
            let user = admin.clone().into_current();
            render(&state, Some(user), Some(admin), request).await
        }
        Err(error) => refuse(&state, &error, &request),
    }
}

async fn public_page(State(state): State<AppState>, auth: Auth, request: Request) -> Response {
    let is_entrance = matches!(request.uri().path(), "/" | "/sign-in" | "/sign-up");
    if is_entrance && auth.signed_in().is_some() {
        return Redirect::to(&return_path(request.uri())).into_response();
    }
    if request.uri().path() == "/" {
        return static_pages::landing(&state, theme(&request));
    }
    render(&state, None, None, request).await
}

/// Where somebody arrives who has deleted their account, and is nobody now.
async fn goodbye(State(state): State<AppState>, request: Request) -> Response {
    static_pages::goodbye(&state, theme(&request))
}

/// Tells anybody that this is not for them, and where to go on.
async fn unauthorized(State(state): State<AppState>, request: Request) -> Response {
    static_pages::unauthorized(&state, theme(&request))
}

/// An address that is no page is nobody's business either: a stranger is asked to sign in first.
async fn unknown_page(
    State(state): State<AppState>,
    user: Result<CurrentUser, Error>,
    request: Request,
) -> Response {
    match user {
        Ok(user) => {
            let mut response = render(&state, Some(user), None, request).await;
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
        Err(error) => refuse(&state, &error, &request),
    }
}

fn refuse(state: &AppState, error: &Error, request: &Request) -> Response {
    match error {
        Error::Unauthenticated => Redirect::to(&sign_in_url(state, request.uri())).into_response(),
        other => static_pages::error(state, theme(request), other),
    }
}

/// The sign-in page, which comes back to `uri`.
pub(super) fn sign_in_url(state: &AppState, uri: &Uri) -> String {
    let back = uri.path_and_query().map_or("/", |path| path.as_str());
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("redirect_url", back)
        .finish();
    format!("{}?{query}", state.site.sign_in_url)
}

/// Where a signed-in visitor of an entrance belongs: where `redirect_url` says if that is one of
/// our own paths, else home.
fn return_path(uri: &Uri) -> String {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "redirect_url")
        .map(|(_, path)| path.into_owned())
        .filter(|path| is_own_path(path))
        .unwrap_or_else(|| HOME.to_owned())
}

/// `//evil.example` and `/\evil.example` are addresses of another host to a browser.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(char::is_control)
}

async fn render(
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
        clerk: shell::clerk_options(state),
    };
    let theme = chosen_here(&request).unwrap_or_else(|| preferred(user.as_ref()));
    let is_private = user.is_some();
    let session = session(&request);
    let options = state.leptos.clone();
    let context = {
        let state = state.clone();
        move || {
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
    handler(request).await.into_response()
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

/// The theme of a page for nobody in particular.
fn theme(request: &Request) -> Theme {
    chosen_here(request).unwrap_or_default()
}

/// What was chosen in this browser, by the switch in the header.
pub(super) fn chosen_here(request: &Request) -> Option<Theme> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix("theme="))
        .and_then(Theme::from_name)
}

/// What the person prefers, in every browser.
pub(super) fn preferred(user: Option<&CurrentUser>) -> Theme {
    user.map_or_else(Theme::default, |user| user.user().preferences.theme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_returned_to() {
        for (query, path) in [
            (
                "redirect_url=%2Flistings%3Fsort%3Dprice",
                "/listings?sort=price",
            ),
            ("redirect_url=https%3A%2F%2Fevil.example", HOME),
            ("redirect_url=%2F%2Fevil.example", HOME),
            ("redirect_url=%2F%5Cevil.example", HOME),
            ("redirect_url=%2F%0d%0aevil", HOME),
            ("", HOME),
        ] {
            let uri: Uri = format!("/sign-in?{query}").parse().unwrap();
            assert_eq!(return_path(&uri), path, "{query}");
        }
    }
}
