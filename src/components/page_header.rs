use leptos::prelude::*;

/// A page's one `<h1>`, a sentence about it, and what can be done on it.
#[component]
pub fn PageHeader(
    /// The page's name.
    #[prop(into)]
    title: String,
    /// A sentence below it.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            <div>
                <h1>{title}</h1>
                {move || lead.get().map(|lead| view! { <p class="page-header__lead">{lead}</p> })}
            </div>
            {children.map(|children| view! {
                <div class="page-header__actions">{children()}</div>
            })}
        </header>
    }
    .into_any()
}
