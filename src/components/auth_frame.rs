use leptos::prelude::*;

use super::{Example, Logo, MAIN, SkipLink, ThemeToggle, WorkedExample};

/// Around Clerk's card: the mark, the theme, and on wide screens what all this is for.
#[component]
pub fn AuthFrame(
    /// The page's name, for screen readers; the card has its own title.
    #[prop(into)]
    title: String,
    /// Clerk's component.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="auth">
            <header class="site-header auth__header">
                <Logo href="/"/>
                <div class="site-header__actions"><ThemeToggle/></div>
            </header>
            <main class="auth__main" id=MAIN tabindex="-1">
                <h1 class="visually-hidden">{title}</h1>
                <div class="auth__card">
                    {children()}
                    <noscript>
                        <p class="notice">"Signing in needs JavaScript. Please switch it on for this page."</p>
                    </noscript>
                </div>
            </main>
            <aside class="auth__aside" aria-label="What Deal Brain does">
                <p class="auth__claim">"A price is a sum."<br/>"Deal Brain shows the parts."</p>
                <WorkedExample example=Example::refurbished_mini_pc()/>
            </aside>
        </div>
    }
    .into_any()
}

/// Stands where Clerk's card will stand, in its shape.
#[component]
pub fn AuthPlaceholder(
    /// What is loading: "Loading sign-in".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="auth__placeholder" role="status">
            <p class="muted">{label}</p>
            <span class="skeleton__line skeleton__line--button"></span>
            <span class="skeleton__line skeleton__line--button"></span>
            <span class="skeleton__line skeleton__line--short"></span>
            <span class="skeleton__line skeleton__line--button"></span>
            <span class="skeleton__line skeleton__line--button"></span>
        </div>
    }
    .into_any()
}

/// Stands where Clerk's card would stand, when Clerk cannot be reached.
#[component]
pub fn AuthUnreachable(
    /// Where to try again: this page's address.
    #[prop(into)]
    retry_href: String,
) -> impl IntoView {
    view! {
        <div class="auth__placeholder auth__placeholder--failed" role="alert">
            <h2>"Sign-in cannot be reached"</h2>
            <p class="muted">
                "The service that checks who you are does not answer. Your notebook is safe, and nothing was changed."
            </p>
            // `external`: a page load fetches the scripts anew, the router would not.
            <a class="button button--primary" href=retry_href rel="external">"Try again"</a>
        </div>
    }
    .into_any()
}

/// Stands where Clerk's card would stand, for who is signed in at Clerk while the server accepts no
/// proof of it: the card would send them on, and the server back, for ever.
#[component]
pub fn AuthRefused() -> impl IntoView {
    view! {
        <div class="auth__placeholder auth__placeholder--failed" role="alert">
            <h2>"Signed in, but not let in"</h2>
            <p class="muted">
                "You have signed in, and this site does not accept the proof of it. Nothing of yours was changed. \
                 If it happens again, the clock or the address of this site is set wrong: its operator finds the \
                 reason in the log."
            </p>
            <a class="button button--primary" href="/sign-out" rel="external">"Sign out and start over"</a>
        </div>
    }
    .into_any()
}
