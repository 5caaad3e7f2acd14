use leptos::prelude::*;

/// One of the pages that [`TabLinks`] leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabLink {
    /// What people read.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Loads the document anew, where the router would not do.
    pub reload: bool,
}

/// Links between the pages of one place, as tabs look. They are links and say so: each is a page
/// with an address of its own.
#[component]
pub fn TabLinks(
    /// What they are pages of: "Settings".
    #[prop(into)]
    label: String,
    /// The pages, in order.
    links: Vec<TabLink>,
    /// The page that shows, by its address.
    current: &'static str,
) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|link| {
            view! {
                <li>
                    <a
                        class="tabs__link"
                        href=link.href
                        rel=link.reload.then_some("external")
                        aria-current=(link.href == current).then_some("page")
                    >
                        {link.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=label>
            <ul class="tabs__list">{links}</ul>
        </nav>
    }
    .into_any()
}
