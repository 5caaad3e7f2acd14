//! Pages: which there are, and who may see them.

mod apart;
mod entrance;
mod rendering;
mod theme;

use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use clerk::Auth;
use leptos_axum::generate_route_list;
use url::form_urlencoded;

use self::{entrance::return_path, rendering::render, theme::theme};
pub(super) use self::{
    entrance::sign_in_url,
    theme::{chosen_here, preferred},
};
use super::{api_docs, public_pages, static_pages};
use crate::{
    app::App,
    auth::{Access, AdminUser, CurrentUser},
    domain::preferences::Theme,
    error::Error,
    pages::settings::GOODBYE,
    state::AppState,
};

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
        let home = &state.site.after_sign_in_url;
        return Redirect::to(&return_path(request.uri(), home)).into_response();
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
