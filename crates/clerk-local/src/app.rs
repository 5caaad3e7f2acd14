//! What every handler can reach, and the router over all of them.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use url::{Origin, Url};

use crate::bundles::Bundles;
use crate::clock::Clock;
use crate::instance::Instance;
use crate::levers::Levers;
use crate::state::Store;
use crate::webhooks::Courier;
use crate::{bapi, bundles, control, fapi, guard, images, pages};

/// Shared by all requests.
pub(crate) struct App {
    pub(crate) clock: Clock,
    pub(crate) instance: Instance,
    pub(crate) store: Store,
    pub(crate) bundles: Bundles,
    /// Brings webhooks to the application; `None` when it has no endpoint.
    pub(crate) courier: Option<Courier>,
    pub(crate) levers: Levers,
    /// Uploaded pictures.
    pub(crate) images_dir: PathBuf,
    /// Where people reach the stand-in itself, without a trailing slash.
    pub(crate) public_url: String,
    /// The application's origin.
    pub(crate) app_origin: String,
    /// The application's address for the Frontend API; also the issuer of all tokens.
    pub(crate) proxy_url: String,
}

/// The shape in which handlers get the [`App`].
pub(crate) type Shared = Arc<App>;

impl App {
    /// Whether a browser may be sent to `url`: only back to the application.
    pub(crate) fn may_redirect_to(&self, url: &str, page_origin: &str) -> bool {
        let Ok(url) = Url::parse(url) else {
            return false;
        };
        let target = url.origin();
        target.is_tuple()
            && [page_origin, &self.app_origin]
                .into_iter()
                .any(|allowed| is_origin(allowed, &target))
    }
}

fn is_origin(text: &str, origin: &Origin) -> bool {
    Url::parse(text).is_ok_and(|url| url.origin() == *origin)
}

/// All routes. What browsers reach through the application's proxy comes first; the rest answers
/// direct requests only.
pub(crate) fn router(app: &Shared) -> Router {
    let behind_proxy = Router::new()
        .merge(fapi::router(app))
        .merge(bundles::router())
        .merge(images::router());
    let direct = Router::new()
        .merge(bapi::router(app))
        .merge(pages::router())
        .merge(control::router())
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(app),
            guard::refuse_proxied,
        ));
    behind_proxy
        .merge(direct)
        .fallback(async || crate::errors::ApiError::not_found())
        .method_not_allowed_fallback(async || crate::errors::ApiError::method_not_allowed())
        .with_state(Arc::clone(app))
}

/// A header as text.
pub(crate) fn header_text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
