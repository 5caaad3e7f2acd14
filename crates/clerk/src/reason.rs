//! Why a request is not signed in, in Clerk's own words.

use std::fmt;

/// Why a session token was refused (`TokenVerificationErrorReason` of @clerk/backend 3.25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// `exp` lies in the past.
    Expired,
    /// Not a JWT, or a JWT of another type.
    Invalid,
    /// Signed with an algorithm other than RS256, RS384 or RS512.
    InvalidAlgorithm,
    /// `azp` is not one of the authorized parties.
    InvalidAuthorizedParties,
    /// `iss` is not one of the configured issuers.
    InvalidIssuer,
    /// The signature is not the key's.
    InvalidSignature,
    /// `nbf` lies in the future.
    NotActiveYet,
    /// `iat` lies in the future.
    IatInTheFuture,
    /// A claim is of the wrong type or does not match, or the key cannot verify the algorithm.
    VerificationFailed,
    /// The Backend API refused the secret key.
    SecretKeyInvalid,
    /// The PEM of a networkless configuration is not a usable key.
    JwkLocalMissing,
    /// The Backend API answered without keys.
    JwkRemoteFailedToLoad,
    /// There is nothing to take a key from.
    JwkFailedToResolve,
    /// The instance has no key with the token's `kid`.
    JwkKidMismatch,
}

impl TokenReason {
    /// The text that goes on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "token-expired",
            Self::Invalid => "token-invalid",
            Self::InvalidAlgorithm => "token-invalid-algorithm",
            Self::InvalidAuthorizedParties => "token-invalid-authorized-parties",
            Self::InvalidIssuer => "token-invalid-issuer",
            Self::InvalidSignature => "token-invalid-signature",
            Self::NotActiveYet => "token-not-active-yet",
            Self::IatInTheFuture => "token-iat-in-the-future",
            Self::VerificationFailed => "token-verification-failed",
            Self::SecretKeyInvalid => "secret-key-invalid",
            Self::JwkLocalMissing => "jwk-local-missing",
            Self::JwkRemoteFailedToLoad => "jwk-remote-failed-to-load",
            Self::JwkFailedToResolve => "jwk-failed-to-resolve",
            Self::JwkKidMismatch => "jwk-kid-mismatch",
        }
    }
}

impl fmt::Display for TokenReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What became of the attempt to refresh an expired session token on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefreshMarker {
    /// Not tried: only GET requests are refreshed.
    NonEligibleNonGet,
    /// Not tried: the browser sent no refresh cookie.
    NonEligibleNoRefreshCookie,
    /// The expired token could not be decoded.
    ExpiredTokenDecodeFailed,
    /// The expired token names no session.
    ExpiredTokenMissingSid,
    /// The Backend API could not be reached.
    FetchError,
    /// The Backend API answered with an error, and named none.
    UnexpectedBapiError,
    /// The Backend API answered without cookies, or named an error without its code.
    UnexpectedSdkError,
    /// The refreshed token does not verify.
    InvalidSessionToken,
    /// The code of the Backend API's first error.
    Api(String),
}

impl fmt::Display for RefreshMarker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NonEligibleNonGet => "non-eligible-non-get",
            Self::NonEligibleNoRefreshCookie => "non-eligible-no-refresh-cookie",
            Self::ExpiredTokenDecodeFailed => "expired-session-token-decode-failed",
            Self::ExpiredTokenMissingSid => "expired-session-token-missing-sid-claim",
            Self::FetchError => "fetch-error",
            Self::UnexpectedBapiError => "unexpected-bapi-error",
            Self::UnexpectedSdkError => "unexpected-sdk-error",
            Self::InvalidSessionToken => "invalid-session-token",
            Self::Api(code) => code,
        })
    }
}

/// Why a request is signed out, or has to go through a handshake (`AuthErrorReason` of
/// @clerk/backend 3.25). [`Display`](fmt::Display) gives the text of the `x-clerk-auth-reason` header.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The browser says that somebody is signed in, but sent no session token.
    ClientUatButNoSessionToken,
    /// A development instance, and no dev browser.
    DevBrowserMissing,
    /// A development instance, and the dev browser came in the URL.
    DevBrowserSync,
    /// The primary domain answers a satellite in development.
    PrimaryRespondsToSyncing,
    /// A page of the primary domain was reached from another origin.
    PrimaryDomainCrossOriginSync,
    /// A satellite does not know yet whether somebody is signed in.
    SatelliteNeedsSyncing,
    /// Nobody is signed in.
    SessionTokenAndUatMissing,
    /// A handshake ended without a session.
    SessionTokenMissing,
    /// The session token has expired.
    SessionTokenExpired(RefreshMarker),
    /// The session token is older than the last change of the client.
    SessionTokenIatBeforeClientUat,
    /// The session token is not valid yet.
    SessionTokenNbf,
    /// The session token was issued in the future.
    SessionTokenIatInTheFuture,
    /// There is a session token, but the browser says that nobody is signed in.
    SessionTokenButNoClientUat,
    /// The URL belongs to another organization than the active one.
    ActiveOrganizationMismatch,
    /// A token of a kind that is not accepted here.
    TokenTypeMismatch,
    /// A machine token is required, and the request has no `Authorization` header.
    NoTokenInHeader,
    /// The keys could not be had.
    UnexpectedError,
    /// The session token was refused.
    Token(TokenReason),
    /// The token is good, but the application knows that its session has ended. Never sent.
    SessionEnded,
    /// The session is verified but has open tasks (`sts: pending`). Never sent: for the wire the
    /// request is signed in, as with @clerk/backend.
    SessionPending,
}

impl From<TokenReason> for Reason {
    fn from(reason: TokenReason) -> Self {
        Self::Token(reason)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ClientUatButNoSessionToken => "client-uat-but-no-session-token",
            Self::DevBrowserMissing => "dev-browser-missing",
            Self::DevBrowserSync => "dev-browser-sync",
            Self::PrimaryRespondsToSyncing => "primary-responds-to-syncing",
            Self::PrimaryDomainCrossOriginSync => "primary-domain-cross-origin-sync",
            Self::SatelliteNeedsSyncing => "satellite-needs-syncing",
            Self::SessionTokenAndUatMissing => "session-token-and-uat-missing",
            Self::SessionTokenMissing => "session-token-missing",
            Self::SessionTokenExpired(marker) => {
                return write!(f, "session-token-expired-refresh-{marker}");
            }
            Self::SessionTokenIatBeforeClientUat => "session-token-iat-before-client-uat",
            Self::SessionTokenNbf => "session-token-nbf",
            Self::SessionTokenIatInTheFuture => "session-token-iat-in-the-future",
            Self::SessionTokenButNoClientUat => "session-token-but-no-client-uat",
            Self::ActiveOrganizationMismatch => "active-organization-mismatch",
            Self::TokenTypeMismatch => "token-type-mismatch",
            Self::NoTokenInHeader => "No token in header",
            Self::UnexpectedError => "unexpected-error",
            Self::Token(reason) => reason.as_str(),
            Self::SessionEnded => "session-ended",
            Self::SessionPending => "session-pending",
        })
    }
}
