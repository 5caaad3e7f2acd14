//! Files: what cargo-leptos has built and what stands in `public/`. No identity is asked for.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

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
/// The address holds a hash of the content.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// One route for each entry of the site's root, so that every other address stays an application's;
/// and one more for the browser's code.
pub fn router(options: &LeptosOptions) -> Router {
    let root = Path::new(&*options.site_root);
    let Ok(entries) = fs::read_dir(root) else {
        tracing::warn!(site_root = %root.display(), "no built files: pages will have no style or script");
        return Router::new();
    };
    let router = entries.flatten().fold(Router::new(), |router, entry| {
        let path = entry.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return router;
        };
        router.merge(served(&format!("/{name}"), &path, REVALIDATE))
    });
    match code_root(options) {
        "" => router,
        code => {
            let address = format!("{code}/{}", options.site_pkg_dir);
            router.merge(served(&address, &package(options), IMMUTABLE))
        }
    }
}

fn served(address: &str, path: &Path, caching: HeaderValue) -> Router {
    let files = if path.is_dir() {
        let files = ServeDir::new(path)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        Router::new().nest_service(address, files)
    } else {
        Router::new().route_service(address, ServeFile::new(path))
    };
    files.layer(SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        caching,
    ))
}

/// Where the package of the browser's code is, for pages to name: an address that another build does
/// not have. A page that is still open after a deployment must not be given a module of the new
/// build, which would write over the memory of the old one. Empty where nothing was built.
pub fn code_root(options: &LeptosOptions) -> &'static str {
    static ROOT: OnceLock<String> = OnceLock::new();
    ROOT.get_or_init(|| match fingerprint(&package(options)) {
        Ok(fingerprint) => format!("/code/{fingerprint:016x}"),
        Err(_) => String::new(),
    })
}

/// The folder that cargo-leptos builds into.
fn package(options: &LeptosOptions) -> PathBuf {
    Path::new(&*options.site_root).join(&*options.site_pkg_dir)
}

/// The same for the same code, on every machine that runs this program.
fn fingerprint(folder: &Path) -> io::Result<u64> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| is_code(path))
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn is_code(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "js" || extension == "wasm")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::fingerprint;

    #[test]
    fn other_code_has_another_address_and_another_style_has_not() {
        let folder = tempfile::tempdir().unwrap();
        let print = |name: &str, content: &str| {
            fs::write(folder.path().join(name), content).unwrap();
            fingerprint(folder.path()).unwrap()
        };
        let first = print("split_rules.wasm", "a");
        assert_eq!(print("deal-brain.css", "p {}"), first);
        let second = print("split_rules.wasm", "b");
        assert_ne!(second, first);
        assert_ne!(print("chunk_1.wasm", ""), second);
    }

    #[test]
    fn where_nothing_was_built_there_is_no_address() {
        let folder = tempfile::tempdir().unwrap();
        assert!(fingerprint(&folder.path().join("pkg")).is_err());
    }
}
