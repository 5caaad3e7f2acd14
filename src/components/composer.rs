use leptos::prelude::*;

use super::{Icon, IconName};

/// A form that is folded away above the list it adds to. Opens without JavaScript.
#[component]
pub fn Composer(
    /// The id that links to it name.
    #[prop(into)]
    id: String,
    /// What it adds.
    #[prop(into)]
    title: String,
    /// Whether it is open: because there is nothing else to do, something was wrong with what was
    /// sent, or somebody asked for it.
    #[prop(into)]
    open: Signal<bool>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="composer" id=id open=move || open.get()>
            <summary class="composer__summary">
                <Icon name=IconName::Plus/>
                {title}
                <Icon name=IconName::Chevron/>
            </summary>
            <div class="composer__body">{children()}</div>
        </details>
    }
}
