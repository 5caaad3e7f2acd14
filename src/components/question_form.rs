use std::sync::Arc;

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlFormElement},
};
use leptos_router::{components::Form, hooks::use_location};

/// One on a page.
const ID: &str = "question";
/// What the form was last asked for, on the form itself: it outlives the component, which is drawn
/// anew with each answer.
const ASKED: &str = "data-asked";

/// A form that only asks: its answer is an address that can be kept. Shows what that address asks
/// for, whatever was typed before somebody came there by a link or the Back button.
#[component]
pub fn QuestionForm(
    /// Where the answer is.
    action: &'static str,
    /// The classes of its look.
    #[prop(default = "filters")]
    class: &'static str,
    /// What it searches, where a page has several.
    #[prop(optional, into)]
    label: Option<String>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    Effect::new(move || {
        let form = document()
            .get_element_by_id(ID)
            .and_then(|element| element.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let asked = use_location().search.get_untracked();
        let is_another = form.get_attribute(ASKED).is_some_and(|last| last != asked);
        if is_another {
            form.reset();
        }
        // Fails for no name of an attribute.
        let _ = form.set_attribute(ASKED, &asked);
    });
    view! {
        <AskingForm
            action=action attr:id=ID attr:class=class attr:role="search" attr:aria-label=label
        >
            {children()}
        </AskingForm>
    }
    .into_any()
}

/// A form whose fields become the question of an address.
#[component]
pub fn AskingForm(
    /// Where the answer is.
    action: &'static str,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    // The router asks for the button too, even for one without a name.
    let fields_only: Arc<dyn Fn(&FormData)> = Arc::new(|asked| asked.delete(""));
    view! {
        <Form method="GET" action=action on_form_data=fields_only>{children()}</Form>
    }
}
