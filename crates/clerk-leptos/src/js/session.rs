//! The session in the browser: kept fresh, followed, and ended.

use js_sys::{Object, Reflect};
use leptos::prelude::{GetUntracked, RwSignal, Set, request_idle_callback, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{
    bindings::Clerk,
    loader::{self, Bundle, Unreachable},
};
use crate::{AuthState, ClerkOptions};

/// Loads clerk-js for a signed-in person once the browser is idle, and follows what it tells.
pub(crate) fn follow(state: RwSignal<AuthState>, options: ClerkOptions) {
    if !state.get_untracked().is_signed_in() {
        return;
    }
    request_idle_callback(move || {
        let options = options.clone();
        leptos::task::spawn_local(async move {
            let bundle = if options.has_components {
                Bundle::WithComponents
            } else {
                Bundle::Headless
            };
            if let Ok(clerk) = loader::clerk(&options, bundle).await {
                listen(&clerk, state, options);
            }
        });
    });
}

/// When the session ends elsewhere, in another tab or on the server, this page leaves too.
fn listen(clerk: &Clerk, state: RwSignal<AuthState>, options: ClerkOptions) {
    let source = clerk.clone();
    let listener = Closure::<dyn Fn(JsValue)>::new(move |resources: JsValue| {
        // While signing out clerk-js says `undefined` first: not yet decided.
        if Reflect::get(&resources, &"session".into()).is_ok_and(|session| session.is_undefined()) {
            return;
        }
        let now = state_of(&source);
        if !now.is_signed_in() && state.get_untracked().is_signed_in() {
            state.set(now);
            if let Err(cause) = window().location().replace(&options.after_sign_out_url) {
                leptos::logging::warn!("could not leave the page: {cause:?}");
            }
        } else if now != state.get_untracked() {
            state.set(now);
        }
    })
    .into_js_value();
    if let Err(cause) = clerk.add_listener(listener.unchecked_ref()) {
        leptos::logging::warn!("clerk-js takes no listener: {cause:?}");
    }
}

fn state_of(clerk: &Clerk) -> AuthState {
    clerk
        .session()
        .and_then(|session| session.user().map(|user| (user, session)))
        .map_or(AuthState::SignedOut, |(user, session)| {
            AuthState::SignedIn {
                user_id: user.user_id(),
                session_id: Some(session.id()),
            }
        })
}

/// Makes sure that the session's cookie is fresh; `anew` asks the server even if it seems to be.
/// Failing is no error here: the call that follows will be answered 401.
pub(crate) async fn refresh_token(anew: bool) {
    let Some(session) = loader::clerk_if_loading()
        .await
        .and_then(|clerk| clerk.session())
    else {
        return;
    };
    let options = Object::new();
    let outcome = Reflect::set(&options, &"skipCache".into(), &anew.into())
        .and_then(|_| session.get_token(&options));
    if let Ok(token) = outcome
        && let Err(cause) = JsFuture::from(token).await
    {
        leptos::logging::debug_log!("the session token was not renewed: {cause:?}");
    }
}

/// Ends the session and leaves for the page that follows signing out.
pub(crate) async fn sign_out(options: &ClerkOptions) -> Result<(), Unreachable> {
    let clerk = loader::clerk(options, Bundle::Headless).await?;
    let parameters = Object::new();
    Reflect::set(
        &parameters,
        &"redirectUrl".into(),
        &options.after_sign_out_url.as_str().into(),
    )?;
    JsFuture::from(clerk.sign_out(&parameters)?).await?;
    Ok(())
}
