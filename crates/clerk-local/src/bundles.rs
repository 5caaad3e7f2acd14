//! The vendor's browser bundles, served where Clerk's Frontend API serves them.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::{Shared, header_text};
use crate::errors::ApiError;

/// Names, versions and integrities of the npm packages; the set-up reads the same file.
const LOCK: &str = include_str!("../bundles.lock");

/// Why the bundles cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A file is not there.
    #[error(
        "{} is missing: unpack `package/dist` of {package} {version} from npm there (the project's set-up does it)",
        path.display()
    )]
    Missing {
        /// The npm package.
        package: String,
        /// The version in `bundles.lock`.
        version: String,
        /// What was looked for.
        path: PathBuf,
    },
    /// The files are of another version than `bundles.lock` says.
    #[error(
        "{} is not {package} {version}: remove it and run the project's set-up again",
        directory.display()
    )]
    OtherVersion {
        /// The npm package.
        package: String,
        /// The version in `bundles.lock`.
        version: String,
        /// The directory that was looked into.
        directory: PathBuf,
    },
    /// The directory cannot be read.
    #[error("{}: {source}", directory.display())]
    Unreadable {
        /// The directory.
        directory: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `bundles.lock` itself is wrong.
    #[error("bundles.lock has no line for {package}")]
    NotLocked {
        /// The npm package.
        package: &'static str,
    },
}

/// One of the two packages.
struct Bundle {
    /// Below `@clerk/`.
    name: &'static str,
    /// The script that the page names.
    entry: &'static str,
    version: &'static str,
    directory: PathBuf,
}

/// Both packages.
pub(crate) struct Bundles([Bundle; 2]);

impl Bundles {
    /// Finds both packages in `bundles_dir` and checks that they are whole. Blocks.
    ///
    /// # Errors
    /// What is missing or of another version.
    pub(crate) fn find(bundles_dir: &Path) -> Result<Self, BundleError> {
        let clerk_js = Bundle::find(bundles_dir, "clerk-js", "clerk.browser.js")?;
        let ui = Bundle::find(bundles_dir, "ui", "ui.browser.js")?;
        Ok(Self([clerk_js, ui]))
    }

    fn get(&self, name: &str) -> Option<&Bundle> {
        self.0.iter().find(|bundle| bundle.name == name)
    }
}

impl Bundle {
    fn find(
        bundles_dir: &Path,
        name: &'static str,
        entry: &'static str,
    ) -> Result<Self, BundleError> {
        let version = locked_version(name).ok_or(BundleError::NotLocked { package: name })?;
        let bundle = Self {
            name,
            entry,
            version,
            directory: bundles_dir.join(name).join("dist"),
        };
        bundle.check()?;
        Ok(bundle)
    }

    fn check(&self) -> Result<(), BundleError> {
        let entry = self.directory.join(self.entry);
        if !entry.is_file() {
            return Err(BundleError::Missing {
                package: format!("@clerk/{}", self.name),
                version: self.version.to_owned(),
                path: entry,
            });
        }
        // The chunks beside the entry carry the version in their names.
        let ending = format!("_{}.js", self.version);
        let unreadable = |source| BundleError::Unreadable {
            directory: self.directory.clone(),
            source,
        };
        for file in std::fs::read_dir(&self.directory).map_err(unreadable)? {
            let name = file.map_err(unreadable)?.file_name();
            if name.to_string_lossy().ends_with(&ending) {
                return Ok(());
            }
        }
        Err(BundleError::OtherVersion {
            package: format!("@clerk/{}", self.name),
            version: self.version.to_owned(),
            directory: self.directory.clone(),
        })
    }
}

fn locked_version(name: &str) -> Option<&'static str> {
    LOCK.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let package = words.next()?.strip_prefix("@clerk/")?;
        (package == name).then(|| words.next()).flatten()
    })
}

pub(crate) fn router() -> Router<Shared> {
    Router::new().route("/npm/@clerk/{package}/dist/{file}", get(serve))
}

/// A page names an alias such as `clerk-js@6`; the bundle then asks for its chunks by its exact
/// version. Both mean the one copy that is here.
async fn serve(
    State(app): State<Shared>,
    UrlPath((package, file)): UrlPath<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (name, version) = package.split_once('@').ok_or_else(ApiError::not_found)?;
    let bundle = app.bundles.get(name).ok_or_else(ApiError::not_found)?;
    if !is_plain_file_name(&file) {
        return Err(ApiError::not_found());
    }
    let caching = if version == bundle.version {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    };
    let tag = format!("\"{}-{file}\"", bundle.version);
    let caching = [(CACHE_CONTROL, caching.to_owned()), (ETAG, tag.clone())];
    if header_text(&headers, IF_NONE_MATCH) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let content = tokio::fs::read(bundle.directory.join(&file))
        .await
        .map_err(|_| ApiError::not_found())?;
    let content_type = [(CONTENT_TYPE, "text/javascript; charset=utf-8")];
    Ok((caching, content_type, content).into_response())
}

/// Scripts only; nothing that could leave the directory.
fn is_plain_file_name(name: &str) -> bool {
    name.ends_with(".js")
        && !name.starts_with('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpack(dir: &Path, name: &str, files: &[&str]) {
        let dist = dir.join(name).join("dist");
        std::fs::create_dir_all(&dist).unwrap();
        for file in files {
            std::fs::write(dist.join(file), "").unwrap();
        }
    }

    #[test]
    fn each_line_of_the_lock_has_a_name_a_version_and_an_integrity() {
        assert_eq!(LOCK.lines().count(), 2);
        for line in LOCK.lines() {
            let words: Vec<_> = line.split(' ').collect();
            assert_eq!(words.len(), 3, "{line}");
            assert!(words.last().unwrap().starts_with("sha512-"));
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let message = |dir: &Path| Bundles::find(dir).err().unwrap().to_string();
        assert!(message(dir.path()).contains("clerk.browser.js"));
        let version = locked_version("clerk-js").unwrap();
        unpack(dir.path(), "clerk-js", &["clerk.browser.js"]);
        assert!(message(dir.path()).contains(&format!("is not @clerk/clerk-js {version}")));
        let chunk = format!("vendors_clerk.browser_abc_{version}.js");
        unpack(dir.path(), "clerk-js", &[&chunk]);
        assert!(message(dir.path()).contains("ui.browser.js"));
    }

    #[test]
    fn only_plain_script_names_are_served() {
        assert!(is_plain_file_name("vendors_ui_58d0c7_1.36.0.js"));
        for name in [
            "../x.js", "..js", ".js", "a/b.js", "a\\b.js", "a.css", "a%2f.js",
        ] {
            assert!(!is_plain_file_name(name), "{name}");
        }
    }
}
