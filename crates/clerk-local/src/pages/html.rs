//! A very small way to write HTML: text is escaped where it enters.

use std::fmt::{self, Display, Write};

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};

/// Text that may hold anything; displayed with the characters of markup escaped.
pub(super) struct Text<T>(pub(super) T);

impl<T: Display> Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

struct Escaping<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.write_str("&amp;")?,
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '"' => self.0.write_str("&quot;")?,
                '\'' => self.0.write_str("&#39;")?,
                other => self.0.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// The sections of the console.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Overview,
    Mail,
    People,
    Sessions,
    Webhooks,
}

impl Place {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Overview, "/", "Overview"),
        (Self::Mail, "/mail", "Mailbox"),
        (Self::People, "/people", "People"),
        (Self::Sessions, "/sessions", "Sessions"),
        (Self::Webhooks, "/webhooks", "Webhooks"),
    ];

    fn navigation(self) -> String {
        let links: String = Self::ALL
            .iter()
            .map(|(place, href, name)| {
                let here = if *place == self {
                    r#" aria-current="page""#
                } else {
                    ""
                };
                format!(r#"<li><a href="{href}"{here}>{name}</a></li>"#)
            })
            .collect();
        format!(
            r##"<a class="skip" href="#main">To the content</a><header class="bar"><p>Stand-in for Clerk</p><nav aria-label="Console"><ul>{links}</ul></nav></header>"##
        )
    }
}

/// One whole page.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) title: String,
    /// Markup.
    pub(super) body: String,
    /// Where in the console it is; consent pages are not part of it.
    pub(super) place: Option<Place>,
    /// Where forms may lead besides the stand-in itself; browsers also check redirects.
    pub(super) form_origin: Option<String>,
}

impl Page {
    pub(super) fn new(title: impl Into<String>, body: String) -> Self {
        Self {
            status: StatusCode::OK,
            title: title.into(),
            body,
            place: None,
            form_origin: None,
        }
    }

    /// A page of the console.
    pub(super) fn console(place: Place, title: impl Into<String>, body: String) -> Self {
        Self {
            place: Some(place),
            ..Self::new(title, body)
        }
    }

    fn markup(&self) -> String {
        let navigation = self.place.map(Place::navigation).unwrap_or_default();
        let class = if self.place.is_some() {
            r#" class="wide""#
        } else {
            ""
        };
        format!(
            r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head><body>{navigation}<main id="main"{class}>{}</main></body></html>"#,
            Text(&self.title),
            self.body
        )
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let form_origin = self.form_origin.as_deref().unwrap_or_default();
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' {form_origin}; base-uri 'none'; frame-ancestors 'none'"
        );
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (CACHE_CONTROL, "no-store".to_owned()),
            // With none at all, browsers would not say either where a form was sent from.
            (REFERRER_POLICY, "same-origin".to_owned()),
            (CONTENT_SECURITY_POLICY, policy),
        ];
        (self.status, headers, self.markup()).into_response()
    }
}

/// How long ago something was, in words.
pub(super) fn ago(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    match seconds {
        0..=9 => "just now".to_owned(),
        10..=59 => format!("{seconds} s ago"),
        60..=3599 => format!("{} min ago", seconds / 60),
        3600..=86_399 => format!("{} h ago", seconds / 3600),
        _ => format!("{} d ago", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_is_escaped() {
        let text = Text("<b a='1'>\"&").to_string();
        assert_eq!(text, "&lt;b a=&#39;1&#39;&gt;&quot;&amp;");
    }

    #[test]
    fn times_are_in_words() {
        assert_eq!(ago(-5), "just now");
        assert_eq!(ago(59_999), "59 s ago");
        assert_eq!(ago(3_600_000), "1 h ago");
    }
}
