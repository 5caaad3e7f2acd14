use serde::{Deserialize, Serialize};

/// Who the server has found to be asking, as far as Clerk knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum AuthState {
    /// Nobody.
    #[default]
    SignedOut,
    /// A person with a session.
    SignedIn {
        /// Clerk's id, `user_…`.
        user_id: String,
        /// Clerk's id, `sess_…`; absent only in tokens that no session made.
        session_id: Option<String>,
    },
}

impl AuthState {
    /// Whether somebody is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        matches!(self, Self::SignedIn { .. })
    }
}

/// How clerk-js is loaded and told about the application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClerkOptions {
    /// `pk_…`, as configured.
    pub publishable_key: String,
    /// The Frontend API's host, from the publishable key.
    pub frontend_api: String,
    /// Path or URL of the Frontend API proxy, if there is one. Prefer a path: Clerk's own loaders
    /// turn an absolute URL into an https one.
    pub proxy_url: Option<String>,
    /// Path of the page that mounts [`SignIn`](crate::SignIn).
    pub sign_in_url: String,
    /// Path of the page that mounts [`SignUp`](crate::SignUp).
    pub sign_up_url: String,
    /// Path of the page that mounts [`UserProfile`](crate::UserProfile).
    pub user_profile_url: String,
    /// Where to go after signing in, unless the address says `redirect_url`.
    pub after_sign_in_url: String,
    /// Where to go after signing up, unless the address says `redirect_url`.
    pub after_sign_up_url: String,
    /// Where to go after signing out.
    pub after_sign_out_url: String,
    /// Whether this page shows components of Clerk's, or may have to open its dialogue: clerk-js is
    /// then loaded with them from the start, which cannot be made up for without loading the page anew.
    pub has_components: bool,
    /// Clerk's `appearance` option.
    pub appearance: serde_json::Value,
}

impl ClerkOptions {
    /// The release of clerk-js that this crate is written for. The alias lets the Frontend API
    /// choose the patch level, as Clerk's own SDKs do.
    pub const CLERK_JS_VERSION: &str = "6";
    /// The release of Clerk's components that goes with it.
    pub const CLERK_UI_VERSION: &str = "1";

    /// Where a script of Clerk's is served: by the Frontend API, through the proxy if there is one.
    #[must_use]
    pub fn script_url(&self, package: &str, version: &str, file: &str) -> String {
        let base = self.proxy_url.as_deref().map_or_else(
            || format!("https://{}", self.frontend_api),
            |proxy| proxy.trim_end_matches('/').to_owned(),
        );
        format!("{base}/npm/@clerk/{package}@{version}/dist/{file}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_come_through_the_proxy_when_there_is_one() {
        let direct = ClerkOptions {
            frontend_api: "clerk.example.com".into(),
            ..Default::default()
        };
        let proxied = ClerkOptions {
            proxy_url: Some("/__clerk/".into()),
            ..direct.clone()
        };
        assert_eq!(
            direct.script_url("clerk-js", "6", "clerk.browser.js"),
            "https://clerk.example.com/npm/@clerk/clerk-js@6/dist/clerk.browser.js"
        );
        assert_eq!(
            proxied.script_url("ui", "1", "ui.browser.js"),
            "/__clerk/npm/@clerk/ui@1/dist/ui.browser.js"
        );
    }
}
