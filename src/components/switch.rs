use leptos::prelude::*;

/// A switch that sends its form. The form says what it switches, and to what.
#[component]
pub fn Switch(
    /// What is on or off: "The rule RAM counts".
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// At work.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="switch"
            role="switch"
            aria-checked=move || if on.get() { "true" } else { "false" }
            aria-label=label
            aria-busy=move || busy.get().then_some("true")
        >
            <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
            <span class="switch__word" aria-hidden="true">{move || if on.get() { "On" } else { "Off" }}</span>
        </button>
    }
    .into_any()
}
