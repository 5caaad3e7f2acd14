//! Clerk's own components, mounted into ours.

use js_sys::{Object, Promise, Reflect};
use leptos::{
    html::Div,
    prelude::{GetUntracked, NodeRef, window},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use super::loader::{self, Bundle, Unreachable};
use crate::{ClerkOptions, components::Widget};

/// Mounts the component into `node`, routing by path below the page that it stands on. Ends when it is
/// to be seen: it is mounted at once, and drawn when its own code has come.
pub(crate) async fn mount(
    widget: Widget,
    node: &HtmlElement,
    options: &ClerkOptions,
) -> Result<(), Unreachable> {
    let clerk = loader::clerk(options, Bundle::WithComponents).await?;
    if !loader::has_components() {
        return load_anew().await;
    }
    match widget {
        Widget::UserProfile => {
            clerk.mount_user_profile(node, &routing(&options.user_profile_url)?)?;
        }
        Widget::SignIn => clerk.mount_sign_in(node, &routing(&options.sign_in_url)?)?,
        Widget::SignUp => clerk.mount_sign_up(node, &routing(&options.sign_up_url)?)?,
    }
    while node.is_connected() && node.offset_height() == 0 {
        next_frame().await?;
    }
    Ok(())
}

async fn next_frame() -> Result<(), Unreachable> {
    let frame = Promise::new(&mut |resolve, _| {
        // Fails only where there is nothing to draw on.
        let _ = window().request_animation_frame(&resolve);
    });
    JsFuture::from(frame).await?;
    Ok(())
}

/// Loads the document again, and never returns: what follows would be seen for a moment.
pub(super) async fn load_anew() -> Result<(), Unreachable> {
    window().location().reload()?;
    std::future::pending().await
}

/// Takes the component out again, when the page is left without being unloaded.
pub(crate) fn unmount(widget: Widget, node: NodeRef<Div>) {
    let Some(node) = node.get_untracked() else {
        return;
    };
    leptos::task::spawn_local(async move {
        if let Some(clerk) = loader::clerk_if_loading().await {
            let outcome = match widget {
                Widget::SignIn => clerk.unmount_sign_in(&node),
                Widget::SignUp => clerk.unmount_sign_up(&node),
                Widget::UserProfile => clerk.unmount_user_profile(&node),
            };
            if let Err(cause) = outcome {
                leptos::logging::warn!("Clerk's component was not unmounted: {cause:?}");
            }
        }
    });
}

/// Path routing needs its path: without it clerk-js takes down every component on the page.
fn routing(path: &str) -> Result<JsValue, Unreachable> {
    let props = Object::new();
    Reflect::set(&props, &"routing".into(), &"path".into())?;
    Reflect::set(&props, &"path".into(), &path.into())?;
    Ok(props.into())
}
