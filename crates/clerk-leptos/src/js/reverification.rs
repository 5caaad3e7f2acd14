//! Proving again who one is, in Clerk's own dialogue.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{
    loader::{self, Bundle, Unreachable},
    session, widgets,
};
use crate::ClerkOptions;

/// Loads what the dialogue needs.
pub(crate) async fn prepare(options: &ClerkOptions) {
    // Starting tries again, and tells.
    let _ = loader::clerk(options, Bundle::WithComponents).await;
}

/// Opens the dialogue, and waits for its end: whether the person has proved who they are. Then the
/// session's token is renewed, so that the next call says it.
pub(crate) async fn prove(options: &ClerkOptions) -> Result<bool, Unreachable> {
    let clerk = loader::clerk(options, Bundle::WithComponents).await?;
    if !loader::has_components() {
        widgets::load_anew().await?;
    }
    let props = Object::new();
    // The second factor where there is one, else the first: Clerk's `strict`.
    Reflect::set(&props, &"level".into(), &"second_factor".into())?;
    let end = Promise::new(&mut |resolve: Function, _: Function| {
        for (name, proved) in [
            ("afterVerification", true),
            ("afterVerificationCancelled", false),
        ] {
            let resolve = resolve.clone();
            let callback = Closure::once_into_js(move || {
                // A promise's own function does not fail.
                let _ = resolve.call1(&JsValue::UNDEFINED, &proved.into());
            });
            // Neither does setting a property of a plain object.
            let _ = Reflect::set(&props, &name.into(), &callback);
        }
    });
    clerk.open_reverification(&props)?;
    let proved = JsFuture::from(end).await?.is_truthy();
    if proved {
        session::refresh_token(true).await;
    }
    Ok(proved)
}
