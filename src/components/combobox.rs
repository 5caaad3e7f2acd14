use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::field_frame::{FieldFrame, described_by, invalid};

/// Most suggestions that show at once: more would have to be scrolled.
const SHOWN_MAX: usize = 8;

/// One of the values that a [`Combobox`] suggests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What goes into the field.
    pub value: String,
    /// What tells it from others, beside it.
    pub detail: String,
}

/// A field of one line that suggests values as one types. Before the script has arrived it is a
/// plain field with the browser's own list.
#[component]
pub fn Combobox(
    /// Unique on the page; the label, hint, list and error hang on it.
    #[prop(into)]
    id: String,
    /// The form's name for it.
    #[prop(into)]
    name: String,
    /// What goes into it.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// What it suggests, in order.
    #[prop(into)]
    suggestions: Signal<Vec<Suggestion>>,
    /// What is wrong, as a sentence.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Most characters that it takes.
    #[prop(optional)]
    max_length: Option<usize>,
    /// Hears what is typed.
    #[prop(into)]
    on_type: Callback<String>,
    /// Hears that a suggestion was taken, once it stands in the field.
    #[prop(into)]
    on_pick: Callback<()>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let state = State::new(value.clone(), suggestions, input, on_pick);
    // In an effect: the browser's list must be there until this one works.
    Effect::new(move || state.is_ready.set(true));
    let described_by = described_by(&id, error, hint.is_some());
    let invalid = invalid(error);
    let (native_id, list_id) = (format!("{id}-native"), format!("{id}-list"));
    let (list_of_input, list_of_native) = (native_id.clone(), native_id);
    let (controlled, option_id) = (list_id.clone(), format!("{id}-option"));
    let active_id = option_id.clone();
    let label_of_list = label.clone();
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error optional=true>
            <div class="combobox">
                <input
                    class="input"
                    id=id
                    name=name
                    type="text"
                    value=value
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=max_length.map(|max| max.to_string())
                    aria-invalid=move || invalid.get()
                    aria-describedby=move || described_by.get()
                    list=move || (!state.is_ready.get()).then(|| list_of_input.clone())
                    role=move || state.is_ready.get().then_some("combobox")
                    aria-autocomplete=move || state.is_ready.get().then_some("list")
                    aria-expanded=move || state.is_ready.get().then(|| state.is_open().to_string())
                    aria-controls=move || state.is_open().then(|| controlled.clone())
                    aria-activedescendant=move || {
                        state.active.get().filter(|_| state.is_open()).map(|at| format!("{active_id}-{at}"))
                    }
                    node_ref=input
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        state.typed(text.clone());
                        on_type.run(text);
                    }
                    on:keydown=move |event| state.key(&event)
                    on:blur=move |_| state.close()
                />
                <datalist id=list_of_native>
                    {move || (!state.is_ready.get()).then(|| {
                        suggestions
                            .get()
                            .into_iter()
                            .map(|it| view! { <option value=it.value></option> })
                            .collect_view()
                    })}
                </datalist>
                {move || state.is_open().then(|| {
                    view! { <List state=state id=list_id.clone() option_id=option_id.clone() label=label_of_list.clone()/> }
                })}
                <p class="visually-hidden" role="status">{move || state.told()}</p>
            </div>
        </FieldFrame>
    }
    .into_any()
}

#[component]
fn List(state: State, id: String, option_id: String, label: String) -> impl IntoView {
    let options = move || {
        state
            .shown
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, it)| {
                let value = it.value.clone();
                view! {
                    <li
                        class="combobox__option"
                        id=format!("{option_id}-{at}")
                        role="option"
                        aria-selected=move || (state.active.get() == Some(at)).to_string()
                        // Not on click: the field would have lost the focus and closed the list.
                        on:mousedown=move |event| {
                            event.prevent_default();
                            state.pick(&value);
                        }
                    >
                        <span>{it.value}</span>
                        <span class="combobox__detail">{it.detail}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="combobox__list" id=id role="listbox" aria-label=label>{options}</ul> }
        .into_any()
}

#[derive(Clone, Copy)]
struct State {
    text: RwSignal<String>,
    shown: Memo<Vec<Suggestion>>,
    active: RwSignal<Option<usize>>,
    is_ready: RwSignal<bool>,
    wants_open: RwSignal<bool>,
    input: NodeRef<html::Input>,
    on_pick: Callback<()>,
}

impl State {
    fn new(
        value: String,
        suggestions: Signal<Vec<Suggestion>>,
        input: NodeRef<html::Input>,
        on_pick: Callback<()>,
    ) -> Self {
        let text = RwSignal::new(value);
        let shown =
            Memo::new(move |_| suggestions.with(|all| text.with(|text| matching(all, text))));
        Self {
            text,
            shown,
            active: RwSignal::new(None),
            is_ready: RwSignal::new(false),
            wants_open: RwSignal::new(false),
            input,
            on_pick,
        }
    }

    fn is_open(self) -> bool {
        self.wants_open.get() && self.shown.with(|shown| !shown.is_empty())
    }

    fn typed(self, text: String) {
        self.active.set(None);
        self.wants_open.set(!text.trim().is_empty());
        self.text.set(text);
    }

    fn close(self) {
        self.wants_open.set(false);
        self.active.set(None);
    }

    fn pick(self, value: &str) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(value);
        }
        self.text.set(value.to_owned());
        self.close();
        self.on_pick.run(());
    }

    /// The keys of ARIA's pattern for a combobox with a list.
    fn key(self, event: &KeyboardEvent) {
        let count = self.shown.with_untracked(Vec::len);
        let is_open = self.wants_open.get_untracked() && count > 0;
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open && count > 0 => self.wants_open.set(true),
            "ArrowDown" if is_open => {
                let next = active.map_or(0, |at| if at + 1 < count { at + 1 } else { 0 });
                self.active.set(Some(next));
            }
            "ArrowUp" if is_open => {
                let last = count.saturating_sub(1);
                let next = active.map_or(last, |at| at.checked_sub(1).unwrap_or(last));
                self.active.set(Some(next));
            }
            "Enter" if is_open && active.is_some() => {
                let chosen = self
                    .shown
                    .with_untracked(|shown| shown.get(active?).map(|it| it.value.clone()));
                if let Some(value) = chosen {
                    self.pick(&value);
                }
            }
            "Escape" if is_open => self.close(),
            _ => return,
        }
        event.prevent_default();
    }

    /// How many suggestions there are, for screen readers.
    fn told(self) -> String {
        if !self.is_ready.get() || !self.wants_open.get() {
            return String::new();
        }
        match self.shown.with(Vec::len) {
            0 => "No suggestion".to_owned(),
            1 => "1 suggestion".to_owned(),
            count => format!("{count} suggestions"),
        }
    }
}

/// Suggestions with all the words of a text, those that begin with it first.
fn matching(all: &[Suggestion], text: &str) -> Vec<Suggestion> {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found: Vec<&Suggestion> = all
        .iter()
        .filter(|it| {
            let value = it.value.to_lowercase();
            words.iter().all(|word| value.contains(word))
        })
        .collect();
    found.sort_by_key(|it| !it.value.to_lowercase().starts_with(&text));
    found.into_iter().take(SHOWN_MAX).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_hold_all_words_in_any_order() {
        let all =
            ["Intel Core i5-8500T", "AMD Ryzen 5 5560U", "Intel N100"].map(|value| Suggestion {
                value: value.into(),
                detail: String::new(),
            });
        let found = |text: &str| -> Vec<String> {
            matching(&all, text)
                .into_iter()
                .map(|it| it.value)
                .collect()
        };
        assert_eq!(found("8500t INTEL"), ["Intel Core i5-8500T"]);
        assert_eq!(found("5 "), ["Intel Core i5-8500T", "AMD Ryzen 5 5560U"]);
        assert_eq!(found("n100"), ["Intel N100"]);
        assert_eq!(found("Xeon"), Vec::<String>::new());
        assert_eq!(found("").len(), 3);
    }
}
