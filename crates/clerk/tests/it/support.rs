//! Keys and tokens for tests and benches. The two RSA keys were made for this purpose and are used
//! nowhere else.

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// The id of the instance's key.
pub const KID: &str = "ins_test_1";

/// A key that signs tokens.
pub struct SigningKey(RsaKeyPair);

impl SigningKey {
    /// The key of the instance under test.
    pub fn instance() -> Self {
        Self::from_pem(include_str!("../data/instance.pem"))
    }

    /// The key of some other instance.
    pub fn other() -> Self {
        Self::from_pem(include_str!("../data/other.pem"))
    }

    fn from_pem(pem: &str) -> Self {
        let body: String = pem
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .collect();
        let der = STANDARD.decode(body).unwrap();
        Self(RsaKeyPair::from_pkcs8(&der).unwrap())
    }

    /// A token with this header and these claims, signed whatever the header's algorithm says.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let input = format!("{}.{}", part(header), part(claims));
        let algorithm = if header.get("alg") == Some(&json!("RS512")) {
            &RSA_PKCS1_SHA512
        } else {
            &RSA_PKCS1_SHA256
        };
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                algorithm,
                &SystemRandom::new(),
                input.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A token with the usual header.
    pub fn token(&self, claims: &Value) -> String {
        self.sign(&json!({"alg": "RS256", "typ": "JWT", "kid": KID}), claims)
    }

    /// The key set that the Backend API serves.
    pub fn jwks(&self) -> Value {
        json!({"keys": [{
            "use": "sig", "kty": "RSA", "kid": KID, "alg": "RS256", "e": "AQAB",
            "n": URL_SAFE_NO_PAD.encode(self.modulus()),
        }]})
    }

    /// The public key as PEM.
    pub fn public_pem(&self) -> String {
        let der: PublicKeyX509Der<'_> = self.0.public_key().as_der().unwrap();
        let body = STANDARD.encode(der.as_ref());
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
    }

    /// In the DER of a 2048-bit key with exponent 65537 the modulus stands at a fixed place.
    fn modulus(&self) -> &[u8] {
        self.0.public_key().as_ref().get(9..265).unwrap()
    }
}

/// Claims of an active session.
pub fn session_claims(now: i64) -> Value {
    json!({
        "iss": "https://clerk.example.com", "sub": "user_12345", "sid": "sess_12345",
        "azp": "http://localhost:3000", "iat": now, "nbf": now - 10, "exp": now + 60,
    })
}
