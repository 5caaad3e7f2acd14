use leptos::prelude::*;

use super::field_frame::{FieldFrame, described_by, invalid};

/// A number from 0 to 1, by a slider and as a figure: both say the same, and the figure is what the
/// form sends. Without a script there is the figure alone.
#[component]
pub fn SliderField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The form's name for it.
    #[prop(into)]
    name: String,
    /// What is set.
    #[prop(into)]
    label: String,
    /// What its ends mean.
    #[prop(into)]
    hint: String,
    /// The figure; follows what is set.
    value: RwSignal<String>,
    /// What is wrong, as a sentence.
    #[prop(into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let described_by = described_by(&id, error, true);
    let invalid = invalid(error);
    let at_first = value.get_untracked();
    let set = move |event| value.set(event_target_value(&event));
    view! {
        <FieldFrame id=id.clone() label=label.clone() hint=Some(hint) error=error optional=false>
            <div class="slider">
                <input
                    class="slider__range" type="range" min="0" max="1" step="0.05"
                    id=format!("{id}-slider") aria-label=format!("{label}, slider")
                    value=at_first.clone() prop:value=move || value.get() on:input=set
                />
                <input
                    class="input input--num slider__figure" type="text" inputmode="decimal" autocomplete="off"
                    id=id name=name value=at_first prop:value=move || value.get() on:input=set
                    aria-invalid=move || invalid.get() aria-describedby=move || described_by.get()
                />
            </div>
        </FieldFrame>
    }
    .into_any()
}
