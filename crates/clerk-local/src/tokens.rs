//! The signing key of the instance and the tokens made with it.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk as ParsedJwk};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};

use crate::clock::{SECOND, UnixMillis};
use crate::ids::{SessionId, UserId};
use crate::random;

/// How long a session token is valid, in seconds.
const SESSION_TOKEN_SECONDS: i64 = 60;
/// How far `nbf` lies before `iat`, in seconds.
const NOT_BEFORE_SECONDS: i64 = 10;

/// What can go wrong with the signing key.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The random generator or the key generation failed.
    #[error("no signing key could be generated")]
    Generate,
    /// The stored key is not a usable RSA key, or a token could not be signed with it.
    #[error("the signing key is unusable: {0}")]
    Key(#[from] jsonwebtoken::errors::Error),
    /// The stored key is of another kind.
    #[error("the signing key is not an RSA key")]
    NotRsa,
}

/// One public key of `/.well-known/jwks.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Jwk {
    #[serde(rename = "use")]
    usage: String,
    kty: String,
    kid: String,
    alg: String,
    n: String,
    e: String,
}

/// The key set, for the Frontend API and the Backend API alike.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JwkSet {
    pub(crate) keys: Vec<Jwk>,
}

/// Signs with the instance's RSA key.
pub(crate) struct Signer {
    key: EncodingKey,
    jwk: Jwk,
}

/// What this instance adds to its session tokens, as one can in Clerk's dashboard under
/// "Customize session token": enough for an application to greet a newcomer by name. Absent where
/// it is not known.
#[derive(Debug, Serialize)]
pub(crate) struct ProfileClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_name: Option<String>,
    pub(crate) image_url: String,
}

/// The claims of a version 2 session token of a person without an organization, as Clerk's docs
/// list them.
#[derive(Debug, Serialize)]
pub(crate) struct SessionClaims {
    azp: String,
    exp: i64,
    fva: [i64; 2],
    iat: i64,
    iss: String,
    jti: String,
    nbf: i64,
    sid: SessionId,
    sts: &'static str,
    sub: UserId,
    v: u8,
    #[serde(flatten)]
    profile: ProfileClaims,
}

/// What a session token says.
pub(crate) struct SessionFacts<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) authorized_party: &'a str,
    pub(crate) session: &'a SessionId,
    pub(crate) user: &'a UserId,
    pub(crate) verified_minutes_ago: i64,
    pub(crate) issued_at: UnixMillis,
    pub(crate) profile: ProfileClaims,
}

#[derive(Serialize)]
struct HandshakeClaims<'a> {
    handshake: &'a [String],
}

impl Signer {
    /// Generates an RSA-2048 key and returns it as PKCS#8 in PEM. Takes tens of milliseconds.
    ///
    /// # Errors
    /// When the key generation fails.
    pub(crate) fn generate_pem() -> Result<String, TokenError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| TokenError::Generate)?;
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| TokenError::Generate)?;
        Ok(pem(der.as_ref()))
    }

    /// Reads the key that [`Self::generate_pem`] wrote.
    ///
    /// # Errors
    /// When the PEM is not a private RSA key.
    pub(crate) fn from_pem(pem: &str) -> Result<Self, TokenError> {
        let key = EncodingKey::from_rsa_pem(pem.as_bytes())?;
        let parsed = ParsedJwk::from_encoding_key(&key, Algorithm::RS256)?;
        let AlgorithmParameters::RSA(public) = parsed.algorithm else {
            return Err(TokenError::NotRsa);
        };
        let jwk = Jwk {
            usage: "sig".to_owned(),
            kty: "RSA".to_owned(),
            kid: key_id(&public.n),
            alg: "RS256".to_owned(),
            n: public.n,
            e: public.e,
        };
        Ok(Self { key, jwk })
    }

    /// The public half.
    pub(crate) fn jwk(&self) -> &Jwk {
        &self.jwk
    }

    /// A session token.
    ///
    /// # Errors
    /// When signing fails.
    pub(crate) fn session_token(&self, facts: SessionFacts<'_>) -> Result<String, TokenError> {
        let iat = facts.issued_at / SECOND;
        self.sign(&SessionClaims {
            azp: facts.authorized_party.to_owned(),
            exp: iat + SESSION_TOKEN_SECONDS,
            fva: [facts.verified_minutes_ago, -1],
            iat,
            iss: facts.issuer.to_owned(),
            jti: random::alphanumeric(20).to_lowercase(),
            nbf: iat - NOT_BEFORE_SECONDS,
            sid: facts.session.clone(),
            sts: "active",
            sub: facts.user.clone(),
            v: 2,
            profile: facts.profile,
        })
    }

    /// A token that carries Set-Cookie directives to the application's server.
    ///
    /// # Errors
    /// When signing fails.
    pub(crate) fn handshake_token(&self, directives: &[String]) -> Result<String, TokenError> {
        self.sign(&HandshakeClaims {
            handshake: directives,
        })
    }

    fn sign<T: Serialize>(&self, claims: &T) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.jwk.kid.clone());
        Ok(jsonwebtoken::encode(&header, claims, &self.key)?)
    }
}

impl JwkSet {
    /// The session of a token that one of these keys signed, however old it is.
    pub(crate) fn session_of(&self, token: &str) -> Option<SessionId> {
        let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
        let key = self.keys.iter().find(|key| key.kid == kid)?;
        let key = DecodingKey::from_rsa_components(&key.n, &key.e).ok()?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.required_spec_claims.clear();
        let token = jsonwebtoken::decode::<SessionOf>(token, &key, &validation).ok()?;
        Some(token.claims.sid)
    }
}

#[derive(Deserialize)]
struct SessionOf {
    sid: SessionId,
}

/// Derived from the key, so that a new key never answers to an old id.
fn key_id(modulus: &str) -> String {
    let digest = Sha1::digest(modulus.as_bytes());
    let hex: String = digest
        .iter()
        .take(14)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("ins_{hex}")
}

fn pem(der: &[u8]) -> String {
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    for (index, character) in STANDARD.encode(der).chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    pem
}
