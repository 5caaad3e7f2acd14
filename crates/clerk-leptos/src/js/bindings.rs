//! The parts of clerk-js's interface that are called, from Clerk's reference of its JavaScript SDK.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// `window.Clerk`, made by the script `clerk.browser.js`.
    #[derive(Clone, Debug)]
    pub(crate) type Clerk;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn load(this: &Clerk, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = addListener)]
    pub(crate) fn add_listener(this: &Clerk, listener: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn session(this: &Clerk) -> Option<Session>;

    #[wasm_bindgen(method, catch, js_name = signOut)]
    pub(crate) fn sign_out(this: &Clerk, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = mountSignIn)]
    pub(crate) fn mount_sign_in(
        this: &Clerk,
        node: &HtmlElement,
        props: &JsValue,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = mountSignUp)]
    pub(crate) fn mount_sign_up(
        this: &Clerk,
        node: &HtmlElement,
        props: &JsValue,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = mountUserProfile)]
    pub(crate) fn mount_user_profile(
        this: &Clerk,
        node: &HtmlElement,
        props: &JsValue,
    ) -> Result<(), JsValue>;

    /// Not in Clerk's reference; what Clerk's SDK for React calls (found out with clerk-js 6).
    #[wasm_bindgen(method, catch, js_name = __internal_openReverification)]
    pub(crate) fn open_reverification(this: &Clerk, props: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = unmountUserProfile)]
    pub(crate) fn unmount_user_profile(this: &Clerk, node: &HtmlElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = unmountSignIn)]
    pub(crate) fn unmount_sign_in(this: &Clerk, node: &HtmlElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = unmountSignUp)]
    pub(crate) fn unmount_sign_up(this: &Clerk, node: &HtmlElement) -> Result<(), JsValue>;

    /// A session of the signed-in person.
    pub(crate) type Session;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn id(this: &Session) -> String;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn user(this: &Session) -> Option<User>;

    #[wasm_bindgen(method, catch, js_name = getToken)]
    pub(crate) fn get_token(this: &Session, options: &JsValue) -> Result<Promise, JsValue>;

    /// The signed-in person.
    pub(crate) type User;

    #[wasm_bindgen(method, getter, js_name = id)]
    pub(crate) fn user_id(this: &User) -> String;
}
