//! A browser's name out of its `User-Agent`, well enough for a list of one's own devices.

/// What a list of devices shows.
#[derive(Debug, PartialEq)]
pub(crate) struct Device {
    pub(crate) system: &'static str,
    pub(crate) is_mobile: bool,
    pub(crate) browser: &'static str,
    pub(crate) version: String,
}

/// In this order: most browsers also name those they descend from.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Macintosh", "Macintosh"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
];

/// Describes a `User-Agent`.
pub(crate) fn describe(user_agent: &str) -> Device {
    let (browser, version) = BROWSERS
        .iter()
        .find_map(|(mark, name)| Some((*name, version_after(user_agent, mark)?)))
        .unwrap_or(("Unknown browser", String::new()));
    let system = SYSTEMS
        .iter()
        .find_map(|(mark, name)| user_agent.contains(mark).then_some(*name))
        .unwrap_or("Unknown device");
    Device {
        system,
        is_mobile: matches!(system, "iPhone" | "Android"),
        browser,
        version,
    }
}

fn version_after(user_agent: &str, mark: &str) -> Option<String> {
    let (_, rest) = user_agent.split_once(mark)?;
    Some(
        rest.chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_browsers_are_named() {
        let edge = describe(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.0",
        );
        assert_eq!(
            (edge.browser, edge.version.as_str(), edge.system),
            ("Edge", "140.0.1.0", "Windows")
        );
        let phone = describe(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        );
        assert_eq!((phone.browser, phone.is_mobile), ("Safari", true));
        assert_eq!(describe("curl/8").browser, "Unknown browser");
    }
}
