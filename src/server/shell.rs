//! The document around a page.

use axum::http::{HeaderValue, header};
use clerk_leptos::ClerkOptions;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{HashedStylesheet, MetaTags};

use super::headers::content_security_policy;
use crate::{
    app::{App, Theme},
    components::clerk_appearance,
    state::AppState,
};

/// How the browser's side reaches Clerk.
pub fn clerk_options(state: &AppState) -> ClerkOptions {
    ClerkOptions {
        publishable_key: state.site.publishable_key.clone(),
        frontend_api: state.clerk.publishable_key().frontend_api().to_owned(),
        proxy_url: state.site.clerk_proxy_url.clone(),
        sign_in_url: state.site.sign_in_url.clone(),
        sign_up_url: state.site.sign_up_url.clone(),
        after_sign_in_url: "/dashboard".into(),
        after_sign_out_url: state.site.sign_in_url.clone(),
        appearance: clerk_appearance(),
    }
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

/// A page of the application. `hydrate` loads our own script; the landing page does without.
pub fn page(
    options: LeptosOptions,
    theme: Theme,
    clerk_origin: Option<&str>,
    hydrate: bool,
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
        <html lang="en" data-theme=theme.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HashedStylesheet options=options.clone() id="style"/>
                {hydrate.then(|| view! {
                    <AutoReload options=options.clone()/>
                    <HydrationScripts options=options.clone()/>
                })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// A document without scripts.
pub fn document<V: IntoView + 'static>(
    options: &LeptosOptions,
    theme: Theme,
    title: &'static str,
    body: V,
) -> impl IntoView + use<V> {
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}" · Deal Brain"</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=style/>
            </head>
            <body>{body.into_any()}</body>
        </html>
    }
}
