use leptos::prelude::*;

use super::{Icon, IconName};

/// The offer's own page, by the name of its host.
#[component]
pub fn SourceLink(
    /// Where it is offered.
    #[prop(into)]
    url: String,
) -> impl IntoView {
    let host = host(&url).to_owned();
    view! {
        <a class="offer__link" href=url target="_blank" rel="noopener noreferrer nofollow">
            {host}
            <Icon name=IconName::External/>
            <span class="visually-hidden">" (opens in a new tab)"</span>
        </a>
    }
    .into_any()
}

/// The host of a web address, without `www.`, user, port and path.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') {
        host
    } else {
        host.split(':').next().unwrap_or_default()
    };
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_link_is_named_by_the_host_it_really_leads_to() {
        for (url, expected) in [
            ("https://www.example.com/o/1?x#y", "example.com"),
            ("http://shop.example.org:8080", "shop.example.org"),
            ("https://example.com@evil.example/", "evil.example"),
            ("https://evil.example\\@example.com/", "evil.example"),
            ("https://[::1]:3000/", "[::1]:3000"),
            ("https://bücher.example?q", "bücher.example"),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
