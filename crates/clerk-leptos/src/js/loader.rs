//! Loads clerk-js once a page.

use std::cell::RefCell;

use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use js_sys::{JSON, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlScriptElement;

use super::bindings::Clerk;
use crate::ClerkOptions;

/// clerk-js did not load; the browser's console has the cause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unreachable;

impl From<JsValue> for Unreachable {
    fn from(cause: JsValue) -> Self {
        leptos::logging::warn!("clerk-js did not load: {cause:?}");
        Self
    }
}

/// What to load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bundle {
    /// Sessions and tokens only.
    Headless,
    /// Clerk's components too.
    WithComponents,
}

impl Bundle {
    fn has_components(self) -> bool {
        self == Self::WithComponents
    }
}

type Loading = Shared<LocalBoxFuture<'static, Result<Clerk, Unreachable>>>;

thread_local! {
    static LOADING: RefCell<Option<(Bundle, Loading)>> = const { RefCell::new(None) };
}

/// clerk-js, loaded and ready. The first call decides which bundle: a page either mounts
/// components of Clerk's or does not.
pub(crate) async fn clerk(options: &ClerkOptions, bundle: Bundle) -> Result<Clerk, Unreachable> {
    let loading = LOADING.with_borrow_mut(|slot| {
        let begin = || (bundle, load(options.clone(), bundle).boxed_local().shared());
        slot.get_or_insert_with(begin).1.clone()
    });
    let outcome = loading.await;
    if outcome.is_err() {
        // A later call may find the network back.
        LOADING.with_borrow_mut(|slot| *slot = None);
    }
    outcome
}

/// clerk-js, if somebody has asked for it already.
pub(crate) async fn clerk_if_loading() -> Option<Clerk> {
    let (_, loading) = LOADING.with_borrow(Clone::clone)?;
    loading.await.ok()
}

/// Whether what is loaded, or being loaded, has Clerk's components.
pub(crate) fn has_components() -> bool {
    LOADING.with_borrow(|slot| {
        slot.as_ref()
            .is_some_and(|(bundle, _)| bundle.has_components())
    })
}

async fn load(options: ClerkOptions, bundle: Bundle) -> Result<Clerk, Unreachable> {
    let core = options.script_url(
        "clerk-js",
        ClerkOptions::CLERK_JS_VERSION,
        "clerk.browser.js",
    );
    let core = script(&core, &options)?;
    if bundle.has_components() {
        let ui = options.script_url("ui", ClerkOptions::CLERK_UI_VERSION, "ui.browser.js");
        JsFuture::from(script(&ui, &options)?).await?;
    }
    JsFuture::from(core).await?;

    let clerk = Reflect::get(&window(), &"Clerk".into())?;
    if clerk.is_undefined() {
        return Err(Unreachable);
    }
    let clerk: Clerk = clerk.unchecked_into();
    JsFuture::from(clerk.load(&load_options(&options, bundle)?)?).await?;
    if Reflect::get(&clerk, &"loaded".into())?.is_truthy() {
        Ok(clerk)
    } else {
        Err(Unreachable)
    }
}

/// Puts the script into the page; the promise settles when it has run or failed.
fn script(url: &str, options: &ClerkOptions) -> Result<Promise, Unreachable> {
    let element: HtmlScriptElement = document().create_element("script")?.unchecked_into();
    element.set_async(true);
    element.set_attribute("data-clerk-publishable-key", &options.publishable_key)?;
    if let Some(proxy) = &options.proxy_url {
        element.set_attribute("data-clerk-proxy-url", proxy)?;
    }
    let settled = Promise::new(&mut |resolve, reject| {
        element.set_onload(Some(&resolve));
        element.set_onerror(Some(&reject));
    });
    element.set_src(url);
    document()
        .head()
        .ok_or(Unreachable)?
        .append_child(&element)?;
    Ok(settled)
}

fn load_options(options: &ClerkOptions, bundle: Bundle) -> Result<JsValue, Unreachable> {
    let object = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&object, &name.into(), value);
    set("telemetry", &JsValue::FALSE)?;
    set("signInUrl", &options.sign_in_url.as_str().into())?;
    set("signUpUrl", &options.sign_up_url.as_str().into())?;
    set(
        "signInFallbackRedirectUrl",
        &options.after_sign_in_url.as_str().into(),
    )?;
    set(
        "signUpFallbackRedirectUrl",
        &options.after_sign_up_url.as_str().into(),
    )?;
    set(
        "afterSignOutUrl",
        &options.after_sign_out_url.as_str().into(),
    )?;
    set("appearance", &JSON::parse(&options.appearance.to_string())?)?;
    set("routerPush", &navigator(options, History::Push))?;
    set("routerReplace", &navigator(options, History::Replace))?;
    if bundle.has_components() {
        let constructor = Reflect::get(&window(), &"__internal_ClerkUICtor".into())?;
        let ui = Object::new();
        Reflect::set(&ui, &"ClerkUI".into(), &constructor)?;
        set("ui", &ui)?;
    }
    Ok(object.into())
}

#[derive(Clone, Copy)]
enum History {
    Push,
    Replace,
}

/// How Clerk's components move: by the history between their own steps, which keeps them mounted,
/// and by loading the page anew anywhere else, which lets the server render it for the person who
/// has just signed in.
fn navigator(options: &ClerkOptions, how: History) -> JsValue {
    let steps = [
        options.sign_in_url.clone(),
        options.sign_up_url.clone(),
        options.user_profile_url.clone(),
    ];
    Closure::<dyn Fn(String)>::new(move |to: String| {
        let here = window().location().pathname().unwrap_or_default();
        let within = |path: &str| steps.iter().find(|step| path_is_below(path, step)).cloned();
        let outcome = if within(&to).is_some() && within(&to) == within(&here) {
            window().history().and_then(|history| match how {
                History::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&to)),
                History::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&to)),
            })
        } else {
            match how {
                History::Push => window().location().assign(&to),
                History::Replace => window().location().replace(&to),
            }
        };
        if let Err(cause) = outcome {
            leptos::logging::warn!("could not go to {to}: {cause:?}");
        }
    })
    .into_js_value()
}

fn path_is_below(path: &str, parent: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.strip_prefix(parent)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
