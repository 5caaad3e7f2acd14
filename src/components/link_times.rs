use leptos::prelude::*;
use time::OffsetDateTime;

use super::{Moment, exact_time};
use crate::domain::share::Link;

/// How often a link was followed, since when it works, and until when.
#[component]
pub fn LinkTimes(
    /// The link.
    link: Link,
    /// When the page was made.
    as_of: OffsetDateTime,
) -> impl IntoView {
    let looks = match link.view_count {
        0 => "not looked at yet".to_owned(),
        1 => "1 look".to_owned(),
        count => format!("{count} looks"),
    };
    let until = link
        .expires_at
        .filter(|_| link.is_live)
        .map(|at| format!(" · until {}", exact_time(at)));
    view! {
        <span class="small muted">
            {looks} " · made " <Moment at=link.created_at as_of=as_of/> {until}
        </span>
    }
}

/// Says that a list of links goes on.
#[component]
pub fn OlderLinks() -> impl IntoView {
    view! {
        <p class="small muted">
            "Only the newest links are listed here. The interface for programs lists the older ones, too."
        </p>
    }
}
