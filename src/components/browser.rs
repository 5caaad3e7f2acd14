//! What browsers can do that the bindings at hand do not name. Nothing happens where they cannot.

use leptos::{
    ev::DragEvent,
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::js_sys::{Array, Function, Promise, Reflect},
};

/// Lets a drag begin: Firefox begins none without data.
pub fn start_drag(event: &DragEvent) {
    if let Ok(transfer) = Reflect::get(event, &"dataTransfer".into()) {
        call(&transfer, "setData", &["text/plain", ""]);
    }
}

/// Copies a text to the clipboard, then tells whether it is there.
pub(super) fn copy(text: &str, then: impl FnOnce(bool) + Clone + 'static) {
    let copied = Reflect::get(&window(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"clipboard".into()))
        .ok()
        .filter(|clipboard| !clipboard.is_undefined())
        .and_then(|clipboard| call(&clipboard, "writeText", &[text]))
        .and_then(|promise| promise.dyn_into::<Promise>().ok());
    let Some(copied) = copied else {
        then(false);
        return;
    };
    let refused = then.clone();
    let yes = Closure::once(move |_: JsValue| then(true));
    let no = Closure::once(move |_: JsValue| refused(false));
    let _ = copied.then2(&yes, &no);
    yes.forget();
    no.forget();
}

fn call(object: &JsValue, method: &str, arguments: &[&str]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let arguments: Array = arguments
        .iter()
        .map(|text| JsValue::from_str(text))
        .collect();
    method.apply(object, &arguments).ok()
}
