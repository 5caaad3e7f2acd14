//! Headers of answers that a browser keeps as files.

use axum::http::{HeaderName, header};

type Headers = [(HeaderName, String); 2];

/// Of a table for spreadsheets; `name` is without its ending.
pub fn csv(name: &str) -> Headers {
    attachment("text/csv; charset=utf-8", &format!("{name}.csv"))
}

/// Of a JSON document; `name` is without its ending.
pub fn json(name: &str) -> Headers {
    attachment("application/json", &format!("{name}.json"))
}

fn attachment(content_type: &str, file: &str) -> Headers {
    [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
    ]
}
