//! Where Clerk serves proxied instances.

const LOCAL: [&str; 4] = [
    ".lcl.dev",
    ".lclstage.dev",
    ".lclclerk.com",
    ".accounts.lclclerk.com",
];

/// Clerk's servers for the instance with this Frontend API host.
pub(super) fn default(frontend_api: &str) -> &'static str {
    if frontend_api.ends_with(".accountsstage.dev") {
        return "https://frontend-api.clerkstage.dev";
    }
    let local = LOCAL.iter().any(|suffix| frontend_api.ends_with(suffix));
    if local && !frontend_api.starts_with("clerk.") {
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
        ] {
            assert_eq!(default(host), upstream);
        }
    }
}
