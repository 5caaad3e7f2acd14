//! Where Clerk serves proxied instances.

/// Clerk writes the second without a dot.
const LOCAL: [&str; 3] = [".lcl.dev", "lclstage.dev", ".lclclerk.com"];
/// Under these lie development instances of old, whose hosts begin with `clerk.`.
const LEGACY: [&str; 3] = [".lcl.dev", ".lclstage.dev", ".lclclerk.com"];

/// Clerk's servers for the instance with this Frontend API host.
pub(super) fn default(frontend_api: &str) -> &'static str {
    if frontend_api.ends_with(".accountsstage.dev") {
        return "https://frontend-api.clerkstage.dev";
    }
    let ends_with = |suffixes: [&str; 3]| suffixes.iter().any(|end| frontend_api.ends_with(end));
    let is_legacy = frontend_api.starts_with("clerk.") && ends_with(LEGACY);
    if ends_with(LOCAL) && !is_legacy {
        return "https://frontend-api.lclclerk.com";
    }
    "https://frontend-api.clerk.dev"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_tells_where_the_instance_is_served() {
        for (host, upstream) in [
            ("clerk.example.com", "https://frontend-api.clerk.dev"),
            (
                "happy-1.clerk.accounts.dev",
                "https://frontend-api.clerk.dev",
            ),
            (
                "happy-1.clerk.accountsstage.dev",
                "https://frontend-api.clerkstage.dev",
            ),
            (
                "happy-1.clerk.accounts.lclclerk.com",
                "https://frontend-api.lclclerk.com",
            ),
            (
                "clerk.inspired.puma-74.lcl.dev",
                "https://frontend-api.clerk.dev",
            ),
            ("lclstage.dev", "https://frontend-api.lclclerk.com"),
        ] {
            assert_eq!(default(host), upstream);
        }
    }
}
