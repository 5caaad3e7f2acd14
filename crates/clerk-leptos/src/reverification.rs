use leptos::prelude::*;

use crate::use_auth;

/// Lets a signed-in person prove again who they are, in Clerk's own dialogue, because a server asked
/// for it. See [`use_reverification`].
#[derive(Clone, Copy, Debug)]
pub struct Reverification {
    busy: RwSignal<bool>,
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only the browser opens the dialogue")
    )]
    options: StoredValue<crate::ClerkOptions>,
}

/// A reverification for the component that calls this. Has clerk-js loaded with its components, so
/// that the dialogue opens at once. Where a page has loaded it without, because the router came here
/// from another page, starting loads the document anew; a link with `rel="external"` spares people
/// that.
#[must_use]
pub fn use_reverification() -> Reverification {
    let options = StoredValue::new(use_auth().options());
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        let options = options.get_value();
        leptos::task::spawn_local(
            async move { crate::js::reverification::prepare(&options).await },
        );
    });
    Reverification {
        busy: RwSignal::new(false),
        options,
    }
}

impl Reverification {
    /// Whether the dialogue is open, or on its way.
    #[must_use]
    pub fn is_busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Opens the dialogue, and does `then` once the person has proved who they are and the session's
    /// token says so. Does nothing more when they close it.
    pub fn start(self, then: impl Fn() + 'static) {
        self.busy.set(true);
        #[cfg(feature = "hydrate")]
        {
            let options = self.options.get_value();
            leptos::task::spawn_local(async move {
                let proved = crate::js::reverification::prove(&options).await;
                self.busy.set(false);
                if proved.unwrap_or(false) {
                    then();
                }
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = then;
    }
}
