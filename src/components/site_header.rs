use leptos::prelude::*;

use super::Logo;

/// The line above public pages.
#[component]
pub fn SiteHeader(
    /// What stands at its end: links, or the theme toggle on pages that load our script.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="site-header">
            <Logo href="/"/>
            <div class="site-header__actions">{children.map(|children| children())}</div>
        </header>
    }
    .into_any()
}

/// The line below public pages.
#[component]
pub fn SiteFooter() -> impl IntoView {
    view! {
        <footer class="site-footer">
            "Deal Brain is a private notebook. It sells nothing and follows nobody. "
            <a href="/api/docs">"For programs"</a>
        </footer>
    }
    .into_any()
}
