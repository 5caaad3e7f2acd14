use leptos::prelude::*;

/// Something that cannot be taken back: a first press shows what will happen, a second one does
/// it. A `<details>`, so that it needs no script.
#[component]
pub fn Confirm(
    /// What the first press asks for: "Delete ruleset".
    #[prop(into)]
    label: String,
    /// What will happen.
    #[prop(into)]
    text: String,
    /// Whether it is unfolded by itself: because something was wrong with what was sent.
    #[prop(optional, into)]
    open: Signal<bool>,
    /// The form with the second press.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="unfold" open=move || open.get()>
            <summary class="button button--quiet unfold__summary">{label}</summary>
            <div class="unfold__body">
                <p>{text}</p>
                {children()}
            </div>
        </details>
    }
    .into_any()
}
