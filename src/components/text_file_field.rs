use leptos::{
    ev,
    html::Textarea,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{
        HtmlInputElement,
        js_sys::{Function, Promise, Reflect},
    },
};

/// Lets a file be chosen whose text goes into a field. Shows where a script runs only: without one
/// the text is pasted.
#[component]
pub fn TextFileField(
    /// Unique on the page.
    id: &'static str,
    /// What kinds of files to offer, as `accept` names them.
    accept: &'static str,
    /// The field that takes the text.
    field: NodeRef<Textarea>,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move || ready.set(true));
    view! {
        <Show when=move || ready.get()>
            <div class="field">
                <label class="field__label" for=id><span>"File"</span></label>
                <input
                    class="input"
                    id=id
                    type="file"
                    accept=accept
                    on:change=move |event| { read_into(field, &event); }
                />
            </div>
        </Show>
    }
    .into_any()
}

/// Puts the text of the file that was chosen into the field. Only in the browser. By name, because
/// the typed bindings of files are behind features of `web-sys` that nothing else here needs.
fn read_into(field: NodeRef<Textarea>, event: &ev::Event) -> Option<()> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let files = Reflect::get(&input, &"files".into()).ok()?;
    let file = Reflect::get_u32(&files, 0).ok()?;
    let text: Function = Reflect::get(&file, &"text".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = text.call0(&file).ok()?.dyn_into().ok()?;
    let put = Closure::once_into_js(move |text: JsValue| {
        if let (Some(field), Some(text)) = (field.get_untracked(), text.as_string()) {
            field.set_value(&text);
        }
    });
    let put: Function = put.dyn_into().ok()?;
    // By name as well: `then` takes a closure that would have to be kept.
    let then: Function = Reflect::get(&promise, &"then".into())
        .ok()?
        .dyn_into()
        .ok()?;
    then.call1(&promise, &put).ok()?;
    Some(())
}
