use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::field_frame::{FieldFrame, described_by, invalid};
use crate::domain::{listing::FieldError, rule_form::RowEdit};

/// What a control says of itself, once something is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Described {
    /// `aria-invalid`.
    pub(super) invalid: Signal<Option<&'static str>>,
    /// `aria-describedby`.
    pub(super) by: Signal<Option<String>>,
}

/// One field of a row: its label, its control, and what is wrong with it.
#[component]
pub(super) fn Cell<C, V>(
    id: String,
    label: &'static str,
    /// What is wrong, by field.
    errors: Signal<Vec<FieldError>>,
    /// The field's name in these.
    path: Signal<String>,
    /// The control.
    children: C,
) -> impl IntoView
where
    C: FnOnce(Described) -> V + 'static,
    V: IntoView + 'static,
{
    let error = MaybeProp::derive(move || {
        errors.with(|errors| {
            let error =
                path.with(|path| errors.iter().find(|error| error.field == *path).cloned())?;
            Some(format!("{label} {}.", error.reason))
        })
    });
    let described = Described {
        invalid: invalid(error),
        by: described_by(&id, error, false),
    };
    let control = children(described).into_any();
    view! {
        <FieldFrame id=id label=label.to_owned() hint=None error=error optional=false>
            {control}
        </FieldFrame>
    }
    .into_any()
}

/// A button for a row more or less: without a script it sends the form to its page, which comes
/// back so.
#[component]
pub(super) fn RowButton(
    #[prop(optional, into)] id: Option<String>,
    /// The page's path.
    here: String,
    /// What it asks for.
    edit: Signal<RowEdit>,
    /// What it does where there is a script.
    on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        on_press.run(());
    };
    view! {
        <button
            type="submit" class="button button--quiet rule-row__button" id=id
            formmethod="get" formaction=here name="edit" value=move || edit.get().name()
            on:click=press
        >
            <span class="button__label">{children()}</span>
        </button>
    }
    .into_any()
}

/// Whether the script has arrived: false in what the server renders.
pub(super) fn scripted() -> ReadSignal<bool> {
    let (is_there, set) = signal(false);
    Effect::new(move || set.set(true));
    is_there
}

/// Gives the focus to what is there after the next frame.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Fails only on an element that is gone.
            let _ = element.focus();
        }
    });
}
