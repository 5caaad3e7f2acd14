use leptos::prelude::*;

/// A list that is on its way, in its final layout. Shows itself after 150 ms.
#[component]
pub fn ListSkeleton(
    /// What is loading, for screen readers: "Loading offers".
    #[prop(into)]
    label: String,
    /// Rows to draw.
    #[prop(default = 5)]
    rows: u8,
) -> impl IntoView {
    let rows = (0..rows)
        .map(|row| {
            let length = if row % 2 == 0 { "long" } else { "short" };
            view! {
                <div class="skeleton__row">
                    <span class=format!("skeleton__line skeleton__line--{length}")></span>
                    <span class="skeleton__line"></span>
                    <span class="skeleton__line"></span>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {rows}
        </div>
    }
}
