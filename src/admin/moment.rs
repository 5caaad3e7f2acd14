use leptos::prelude::*;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::components::{exact_time, relative_time};

/// A time to read at a glance, with the exact one in its title.
#[component]
pub(in crate::admin) fn Moment(at: OffsetDateTime, as_of: OffsetDateTime) -> impl IntoView {
    view! {
        <time datetime=at.format(&Rfc3339).unwrap_or_default() title=exact_time(at)>
            {relative_time(at, as_of)}
        </time>
    }
}
