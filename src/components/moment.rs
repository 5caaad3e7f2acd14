use leptos::prelude::*;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{exact_time, relative_time};

/// A time to read at a glance, with the exact one in its title.
#[component]
pub fn Moment(
    /// The time.
    at: OffsetDateTime,
    /// When the page was made.
    as_of: OffsetDateTime,
) -> impl IntoView {
    view! {
        <time datetime=at.format(&Rfc3339).unwrap_or_default() title=exact_time(at)>
            {relative_time(at, as_of)}
        </time>
    }
}
