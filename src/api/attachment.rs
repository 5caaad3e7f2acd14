//! Answers that a browser keeps as files.

use axum::{
    body::Body,
    http::{HeaderName, header},
};
use futures_util::{StreamExt, stream};

use crate::error::Error;

type Headers = [(HeaderName, String); 2];

/// Of a table for spreadsheets; `name` is without its ending.
pub fn csv(name: &str) -> Headers {
    attachment("text/csv; charset=utf-8", &format!("{name}.csv"))
}

/// Of a JSON document; `name` is without its ending.
pub fn json(name: &str) -> Headers {
    attachment("application/json", &format!("{name}.json"))
}

/// A file that is read a part at a time, from `start` on, each part when the one before has been
/// taken: however long the file, little of it is in memory. `read` answers a part, and where the one
/// after it begins.
///
/// # Errors
/// When the first part cannot be read; where a later one cannot, the answer breaks off.
pub async fn parts<P, R, F>(start: P, mut read: R) -> Result<Body, Error>
where
    P: Send + 'static,
    R: FnMut(P) -> F + Send + 'static,
    F: Future<Output = Result<(String, Option<P>), Error>> + Send + 'static,
{
    let (first, place) = read(start).await?;
    let others = stream::try_unfold(place, move |place| {
        let part = place.map(&mut read);
        async move {
            match part {
                Some(part) => part.await.map(Some),
                None => Ok(None),
            }
        }
    });
    Ok(Body::from_stream(
        stream::once(async { Ok(first) }).chain(others),
    ))
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
