//! Files: what cargo-leptos has built and what stands in `public/`. No identity is asked for.

use std::{fs, path::Path};

use axum::{
    Router,
    http::{HeaderValue, header},
};
use leptos::config::LeptosOptions;
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
    entries.flatten().fold(Router::new(), |router, entry| {
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return router;
        };
        let files = if path.is_dir() {
            let files = ServeDir::new(&path)
                .append_index_html_on_directories(false)
                .precompressed_br()
                .precompressed_gzip();
            Router::new().nest_service(&format!("/{name}"), files)
        } else {
            Router::new().route_service(&format!("/{name}"), ServeFile::new(&path))
        };
        // Only what cargo-leptos has built is given such names.
        let is_hashed = options.hash_files && name == &*options.site_pkg_dir;
        let caching = if is_hashed { IMMUTABLE } else { REVALIDATE };
        router.merge(files.layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            caching,
        )))
    })
}
