//! Clerk for Leptos.
//!
//! - [`ClerkProvider`] takes the signed-in state from the server, so it stands in the first HTML
//!   and hydrates from the same value: no flash, no layout shift. clerk-js then keeps it live.
//! - [`SignIn`], [`SignUp`] and [`UserProfile`] mount Clerk's own components.
//! - [`ClerkClient`] is a client for server functions that always sends a fresh session token.
//! - [`use_reverification`] lets people prove again who they are, where a server asks for it.
//! - clerk-js is loaded only where it is needed: at once on pages that mount a component of
//!   Clerk's, when the browser is idle on pages of a signed-in person, and nowhere else.
//!
//! Build the browser's side with the feature `hydrate` and the server's with `ssr`.

mod client;
mod components;
#[cfg(feature = "hydrate")]
mod js;
mod options;
mod provider;
mod reverification;

pub use client::ClerkClient;
pub use components::{SignIn, SignOutButton, SignUp, UserProfile};
pub use options::{AuthState, ClerkOptions};
pub use provider::{Auth, ClerkProvider, use_auth};
pub use reverification::{Reverification, use_reverification};
