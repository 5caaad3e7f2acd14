use leptos::prelude::*;

/// The mark: a price, what is taken out of it, and what is left.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! {
        <svg class="logo__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect class="logo__tile" width="32" height="32" rx="7"></rect>
            <rect class="logo__bar" x="6" y="7" width="5" height="18" rx="1.25"></rect>
            <rect class="logo__bar logo__bar--taken" x="13.5" y="7" width="5" height="10" rx="1.25"></rect>
            <rect class="logo__bar" x="21" y="17" width="5" height="8" rx="1.25"></rect>
        </svg>
    }
}

/// Mark and name, as a link home.
#[component]
pub fn Logo(
    /// Where home is.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! {
        <a class="logo" href=href>
            <LogoMark/>
            <span>"Deal Brain"</span>
        </a>
    }
}
