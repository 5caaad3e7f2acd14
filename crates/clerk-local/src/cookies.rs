//! The cookies that Clerk's Frontend API sets on a production instance.

use crate::instance::Instance;

/// The name of the cookie that identifies the browser; scripts cannot read it.
pub(crate) const CLIENT: &str = "__client";
const CLIENT_UAT: &str = "__client_uat";
const SESSION: &str = "__session";
const REFRESH: &str = "__refresh";
const HANDSHAKE: &str = "__clerk_handshake";
const HANDSHAKE_NONCE: &str = "__clerk_handshake_nonce";

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;
/// Long enough for one redirect; a nonce that is left over would make the next page load fail.
const HANDSHAKE_SECONDS: u32 = 30;

/// Writes Set-Cookie values for one instance.
pub(crate) struct CookieWriter<'a> {
    pub(crate) instance: &'a Instance,
    /// Whether the page was loaded over https. Plain http gets no `Secure`: browsers would take it
    /// on localhost, command line clients would not.
    pub(crate) secure: bool,
}

impl CookieWriter<'_> {
    /// `__client`.
    pub(crate) fn client(&self, value: &str) -> String {
        self.set(CLIENT, value, YEAR_SECONDS, true)
    }

    /// Forgets the browser.
    pub(crate) fn clear_client(&self) -> String {
        self.clear(CLIENT)
    }

    /// `__client_uat`, plain and suffixed; 0 means signed out.
    pub(crate) fn client_uat(&self, seconds: i64) -> [String; 2] {
        let value = seconds.to_string();
        self.names(CLIENT_UAT)
            .map(|name| self.set(&name, &value, YEAR_SECONDS, false))
    }

    /// `__session`, plain and suffixed. clerk-js rewrites it, so scripts may read it.
    pub(crate) fn session(&self, token: &str) -> [String; 2] {
        self.names(SESSION)
            .map(|name| self.set(&name, token, YEAR_SECONDS, false))
    }

    /// Removes `__session`, plain and suffixed.
    pub(crate) fn clear_session(&self) -> [String; 2] {
        self.names(SESSION).map(|name| self.clear(&name))
    }

    /// `__refresh`, suffixed only: with it the application's server renews the session's token.
    pub(crate) fn refresh(&self, token: &str) -> String {
        let name = format!("{REFRESH}_{}", self.instance.cookie_suffix);
        self.set(&name, token, YEAR_SECONDS, true)
    }

    /// Removes `__refresh`.
    pub(crate) fn clear_refresh(&self) -> String {
        self.clear(&format!("{REFRESH}_{}", self.instance.cookie_suffix))
    }

    /// Carries a handshake token to the application's server.
    pub(crate) fn handshake(&self, token: &str) -> String {
        self.set(HANDSHAKE, token, HANDSHAKE_SECONDS, true)
    }

    /// Carries a handshake nonce to the application's server.
    pub(crate) fn handshake_nonce(&self, nonce: &str) -> String {
        self.set(HANDSHAKE_NONCE, nonce, HANDSHAKE_SECONDS, true)
    }

    /// Removes both handshake cookies.
    pub(crate) fn clear_handshake(&self) -> [String; 2] {
        [HANDSHAKE, HANDSHAKE_NONCE].map(|name| self.clear(name))
    }

    fn names(&self, name: &str) -> [String; 2] {
        [
            name.to_owned(),
            format!("{name}_{}", self.instance.cookie_suffix),
        ]
    }

    fn set(&self, name: &str, value: &str, max_age: u32, http_only: bool) -> String {
        let http_only = if http_only { "; HttpOnly" } else { "" };
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={max_age}; SameSite=Lax{http_only}{secure}")
    }

    fn clear(&self, name: &str) -> String {
        self.set(name, "", 0, false)
    }
}

/// The first value of the cookie `name` in a Cookie header.
pub(crate) fn find<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let header = "__client_uat=17; __client=abc=; other=1; __client=second";
        assert_eq!(find(header, "__client"), Some("abc="));
        assert_eq!(find(header, "__clien"), None);
        assert_eq!(find("__client=", "__client"), None);
    }
}
