//! Clerk's own components, mounted into ours.

use js_sys::{Date, Object, Promise, Reflect};
use leptos::{
    html::Div,
    prelude::{GetUntracked, NodeRef, window},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Storage};

use super::{
    bindings::Clerk,
    loader::{self, Bundle, Unreachable},
};
use crate::{ClerkOptions, components::Widget};

/// How often a browser that is signed in at Clerk may be sent here before it is told instead.
const TURNS: u32 = 3;
/// For how long a turn counts, in milliseconds.
const TURN_COUNTS_FOR: f64 = 30_000.0;
const TURNS_KEY: &str = "clerk-leptos.turns";

/// How mounting has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mounted {
    /// The component is to be seen.
    Drawn,
    /// It is not mounted: signed in at Clerk, the browser would be sent on, and sent back by the
    /// server, for ever.
    Refused,
}

/// Mounts the component into `node`, routing by path below the page that it stands on. Ends when it is
/// to be seen: it is mounted at once, and drawn when its own code has come.
pub(crate) async fn mount(
    widget: Widget,
    node: &HtmlElement,
    options: &ClerkOptions,
) -> Result<Mounted, Unreachable> {
    let clerk = loader::clerk(options, Bundle::WithComponents).await?;
    if !loader::has_components() {
        load_anew().await?;
    }
    if widget != Widget::UserProfile && goes_in_circles(&clerk) {
        return Ok(Mounted::Refused);
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
    Ok(Mounted::Drawn)
}

/// Whether this browser was here again and again just now, though it is signed in at Clerk: Clerk's
/// form sends it on, and the server sends it back because it accepts no token of that session. A
/// clock or an origin that is set wrong does that.
fn goes_in_circles(clerk: &Clerk) -> bool {
    let Ok(Some(storage)) = window().session_storage() else {
        return false;
    };
    let now = Date::now();
    let turns = match clerk.session() {
        Some(_) => lately(&storage, now) + 1,
        None => 0,
    };
    // Fails only where nothing may be kept, and then nothing is counted.
    let _ = storage.set_item(TURNS_KEY, &format!("{turns} {now}"));
    turns > TURNS
}

fn lately(storage: &Storage, now: f64) -> u32 {
    let kept = storage.get_item(TURNS_KEY).ok().flatten();
    kept.as_deref()
        .and_then(|kept| kept.split_once(' '))
        .filter(|(_, at)| at.parse::<f64>().is_ok_and(|at| now - at < TURN_COUNTS_FOR))
        .and_then(|(turns, _)| turns.parse().ok())
        .unwrap_or(0)
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
