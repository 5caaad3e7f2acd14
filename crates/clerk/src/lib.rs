//! Clerk for Rust servers: who is asking, decided as Clerk's own SDK decides it.
//!
//! # Quick start
//!
//! Take the two keys from the API keys page of Clerk's dashboard. The layer decides about every
//! request; the extractors in a handler's signature say what it needs.
//!
//! ```no_run
#![doc = include_str!("../examples/quick_start/app.rs")]
//! ```
//! A test asks it for each of its pages (`examples/quick_start`).
//!
//! # What is where
//!
//! | you want to | look at |
//! |---|---|
//! | configure an instance | [`Clerk::builder`], [`ClerkBuilder`] |
//! | know who is asking | [`Auth`], [`SignedIn`], `Option<SignedIn>` |
//! | refuse by role, permission, feature, plan or fresh factors | [`Guard`], [`Requirement`], [`Reverification`] |
//! | accept API keys and other tokens of machines | [`AcceptsToken`], [`Protect::token`] |
//! | serve Clerk's Frontend API from your own origin | [`ClerkBuilder::frontend_api_proxy`] |
//! | read webhooks | [`Clerk::webhooks`], [`WebhookEvent`] |
//! | change users from the server | [`Clerk::api`], [`api`] |
//! | use another framework than Axum | [`Clerk::authenticate_request`], [`RequestState`] |
//! | verify a token by itself | [`Clerk::verify_token`] |
//!
//! # How a request is decided
//!
//! A token in the `Authorization` header decides alone. Otherwise cookies do: the session's token, and
//! the time at which the browser's session last changed. Where they do not agree, or the token has
//! expired, a browser that navigates is redirected to Clerk and comes back with fresh cookies (a
//! *handshake*), at most three times in a row; any other request is signed out, with the [`Reason`] in
//! the header `x-clerk-auth-reason`. [`ClerkLayer`] does all of this before the application runs.
//!
//! # Where this crate differs from Clerk's own SDKs
//!
//! * **Signing keys.** One fetch for all requests that wait for it; keys that are due are replaced in
//!   the background; an unknown key id asks again at once, but then only once in
//!   [`JwksPolicy::minimum_interval`]; while the endpoint is down, keys serve up to
//!   [`JwksPolicy::hard_age`], and nobody waits for it. [`KeyOutage::Unavailable`] answers 503 instead
//!   of "signed out".
//! * **A cache of verified tokens**, bounded, keyed by a hash, dropped at expiry, and by
//!   [`Clerk::forget_session`] and [`Clerk::forget_user`].
//! * **Checked configuration.** What cannot work is a [`ConfigError`] at the start, not a 500 of every
//!   request. A clock skew of more than a minute is refused.
//! * **Tokens without `azp`** can be told apart from tokens with a wrong one:
//!   [`MissingAuthorizedParty`].
//! * The loop guard stops at three *or more* handshakes; a path like `//evil.example/x` stays on its
//!   origin, and a forwarded scheme is `http` or `https`; a token whose payload is `null` is malformed,
//!   not a crash; an audience that is no text never matches; the token that has expired is the one that
//!   is refreshed.
//!
//! # Features of Clerk that are not here
//!
//! Signing users in and up is done in the browser by clerk-js, or on Clerk's account portal.

pub mod api;
mod auth;
mod authenticate;
mod builder;
mod cache;
mod claims;
mod clerk;
mod clock;
mod config;
mod cookies;
mod extract;
mod guard;
mod jwks;
mod jwt;
mod keys;
mod layer;
mod proxy;
mod reason;
mod redirect;
mod request;
mod stats;
mod token_type;
mod verifier;
mod webhook;

pub use crate::api::{API_VERSION, ApiError, ApiPolicy, BackendApi};
pub use crate::auth::{
    Auth, MachineAuth, Requirement, Reverification, ReverificationLevel, SignedIn, SignedOut,
    TokenCarrier,
};
pub use crate::authenticate::{AuthStatus, AuthenticateError, RequestState};
pub use crate::builder::ClerkBuilder;
pub use crate::claims::{Actor, Claims, FactorVerificationAge, Organization};
pub use crate::clerk::Clerk;
pub use crate::config::{ConfigError, KeyOutage, MissingAuthorizedParty, OrganizationSync};
pub use crate::extract::Rejection;
pub use crate::guard::{Guard, Passed, Protect, Refusal};
pub use crate::jwks::{JwksPolicy, KeyAge, KeyStatus};
pub use crate::jwt::{TokenError, VerifyError};
pub use crate::keys::{InstanceType, InvalidPublishableKey, PublishableKey, SecretKey};
pub use crate::layer::{ClerkLayer, ClerkService};
pub use crate::proxy::ProxyError;
pub use crate::reason::{Reason, RefreshMarker, TokenReason};
pub use crate::stats::Stats;
pub use crate::token_type::{AcceptsToken, TokenType};
pub use crate::webhook::{
    DeletedObject, EventAttributes, EventType, HttpRequestAttributes, WebhookError, WebhookEvent,
    WebhookVerifier,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
