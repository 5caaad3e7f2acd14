//! The document around a page.

use axum::http::{HeaderValue, header};
use clerk_leptos::ClerkOptions;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::{assets::code_root, headers::content_security_policy};
use crate::{
    app::App, components::clerk_appearance, domain::preferences::Theme, pages, state::AppState,
};

/// How the browser's side reaches Clerk, on the page with this path.
pub fn clerk_options(state: &AppState, path: &str) -> ClerkOptions {
    ClerkOptions {
        publishable_key: state.site.publishable_key.clone(),
        frontend_api: state.clerk.publishable_key().frontend_api().to_owned(),
        proxy_url: state.site.clerk_proxy_url.clone(),
        sign_in_url: state.site.sign_in_url.clone(),
        sign_up_url: state.site.sign_up_url.clone(),
        user_profile_url: pages::settings::ACCOUNT.into(),
        after_sign_in_url: state.site.after_sign_in_url.clone(),
        after_sign_up_url: state.site.after_sign_up_url.clone(),
        after_sign_out_url: state.site.sign_in_url.clone(),
        has_components: has_clerks_components(path),
        appearance: clerk_appearance(),
    }
}

/// Pages that show Clerk's components, or on which somebody may have to prove again who they are.
fn has_clerks_components(path: &str) -> bool {
    path.starts_with(pages::settings::ACCOUNT)
        || path == pages::settings::DATA
        || path.starts_with("/admin/people/")
}

/// The origin of Clerk's Frontend API, when the browser calls it directly.
pub fn clerk_origin(state: &AppState) -> Option<String> {
    match &state.site.clerk_proxy_url {
        Some(path) if path.starts_with('/') => None,
        Some(url) => url::Url::parse(url)
            .ok()
            .map(|url| url.origin().ascii_serialization()),
        None => Some(format!(
            "https://{}",
            state.clerk.publishable_key().frontend_api()
        )),
    }
}

/// Browsers may keep a page in memory to show it again on Back, `no-store` or not. A private one is
/// kept blank and asks the server anew, which knows whether the person is still signed in.
const LEAVE_NOTHING: &str = r#"addEventListener("pagehide",e=>{if(e.persisted)document.documentElement.style.visibility="hidden"});addEventListener("pageshow",e=>{if(e.persisted)location.reload()})"#;

/// A page of the application, with the script that takes it over.
pub fn page(
    options: &LeptosOptions,
    theme: Theme,
    clerk_origin: Option<&str>,
    is_private: bool,
) -> impl IntoView + use<> {
    let nonce = use_nonce().map(|nonce| nonce.to_string());
    let policy = content_security_policy(nonce.as_deref(), clerk_origin);
    if let (Some(response), Ok(policy)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&policy),
    ) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.attribute()>
            <head>
                {head()}
                {is_private.then(|| view! { <script nonce=nonce inner_html=LEAVE_NOTHING></script> })}
                <HashedStylesheet options=options.clone() id="style"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options=options.clone() root=code_root(options)/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What the head of every document begins with.
pub fn head() -> impl IntoView + use<> {
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
        <link rel="icon" href="/favicon.ico" sizes="32x32"/>
        <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
    }
}
