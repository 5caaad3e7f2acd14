//! Files: what cargo-leptos has built and what stands in `public/`. No identity is asked for.

use std::{fs, path::Path};

use axum::{
    Router,
    http::{HeaderValue, header},
};
use leptos::config::LeptosOptions;
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// The browser asks again each time, and is answered 304 when nothing has changed.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
/// The name holds a hash of the content.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// One route for each entry of the site's root, so that every other address stays an application's.
pub fn router(options: &LeptosOptions) -> Router {
    let root = Path::new(&*options.site_root);
    let Ok(entries) = fs::read_dir(root) else {
        tracing::warn!(site_root = %root.display(), "no built files: pages will have no style or script");
        return Router::new();
    };
    let caching = if options.hash_files {
        IMMUTABLE
    } else {
        REVALIDATE
    };
    let router = entries.flatten().fold(Router::new(), |router, entry| {
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return router;
        };
        if path.is_dir() {
            let files = ServeDir::new(&path)
                .append_index_html_on_directories(false)
                .precompressed_br()
                .precompressed_gzip();
            router.nest_service(&format!("/{name}"), files)
        } else {
            router.route_service(&format!("/{name}"), ServeFile::new(&path))
        }
    });
    router.layer(
        ServiceBuilder::new().layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            caching,
        )),
    )
}
