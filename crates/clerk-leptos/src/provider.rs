use leptos::prelude::*;

use crate::{AuthState, ClerkOptions};

/// What components know about the session.
#[derive(Clone, Copy, Debug)]
pub struct Auth {
    state: RwSignal<AuthState>,
    options: StoredValue<ClerkOptions>,
}

impl Auth {
    /// The session, first as the server found it, then as clerk-js tells.
    #[must_use]
    pub fn state(&self) -> AuthState {
        self.state.get()
    }

    /// Whether somebody is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.state.with(AuthState::is_signed_in)
    }

    /// The options that the provider was given.
    #[must_use]
    pub fn options(&self) -> ClerkOptions {
        self.options.get_value()
    }
}

/// The session, in any component below [`ClerkProvider`].
///
/// # Panics
/// Outside of a [`ClerkProvider`]: a mistake in the code, found by the first render.
#[must_use]
pub fn use_auth() -> Auth {
    expect_context::<Auth>()
}

/// Gives everything below it the session that the server has found.
///
/// `state` and `options` must be the same on the server and while hydrating: pass what a
/// [`SharedValue`] holds. For a signed-in person clerk-js is loaded once the browser is idle, and
/// keeps the session's cookie fresh from then on.
#[component]
pub fn ClerkProvider(
    /// The session, as the server found it.
    state: AuthState,
    /// How to load clerk-js.
    options: ClerkOptions,
    /// The application.
    children: Children,
) -> impl IntoView {
    let auth = Auth {
        state: RwSignal::new(state),
        options: StoredValue::new(options),
    };
    provide_context(auth);
    #[cfg(feature = "hydrate")]
    Effect::new(move || crate::js::session::follow(auth.state, auth.options()));
    children()
}
