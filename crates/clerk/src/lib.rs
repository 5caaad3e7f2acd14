//! Clerk for Rust servers.

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
pub use crate::jwks::JwksPolicy;
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
