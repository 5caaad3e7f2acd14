//! What verifies signatures, prepared once and used for many tokens: RSA public keys, and in tests a
//! shared secret.

use std::fmt;

use aws_lc_rs::hmac;
use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RsaParameters,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;

/// The signature algorithms that Clerk's SDKs accept, and the one of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    /// Verified by a shared secret, and by nothing else.
    Hs256,
}

/// The algorithms of public keys.
const RSA: [(Algorithm, &RsaParameters); 3] = [
    (Algorithm::Rs256, &RSA_PKCS1_2048_8192_SHA256),
    (Algorithm::Rs384, &RSA_PKCS1_2048_8192_SHA384),
    (Algorithm::Rs512, &RSA_PKCS1_2048_8192_SHA512),
];

impl Algorithm {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "RS256" => Some(Self::Rs256),
            "RS384" => Some(Self::Rs384),
            "RS512" => Some(Self::Rs512),
            "HS256" => Some(Self::Hs256),
            _ => None,
        }
    }
}

/// One entry of the Backend API's key set. Members that do not fit make a key that verifies nothing.
#[derive(Debug, Deserialize)]
pub(crate) struct Jwk {
    pub(crate) kid: String,
    #[serde(default)]
    kty: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
}

/// What a signature is verified with. The kind of key decides which algorithms there are, never the
/// token: a public key is no secret to be signed with.
pub(crate) enum VerifyingKey {
    /// A public key with one prepared verifier for each algorithm that it may be used with.
    Public(Vec<(Algorithm, ParsedPublicKey)>),
    /// A secret that tests sign with.
    Secret(Box<hmac::Key>),
}

impl VerifyingKey {
    /// A key that names its algorithm verifies that one only, as WebCrypto has it.
    pub(crate) fn from_jwk(jwk: &Jwk) -> Self {
        let verifiers = RSA
            .into_iter()
            .filter(|(algorithm, _)| match &jwk.alg {
                Some(name) => Algorithm::parse(name) == Some(*algorithm),
                None => true,
            })
            .filter_map(|(algorithm, parameters)| Some((algorithm, jwk.prepare(parameters)?)))
            .collect();
        Self::Public(verifiers)
    }

    /// A shared secret for HS256.
    pub(crate) fn from_secret(secret: &str) -> Self {
        Self::Secret(Box::new(hmac::Key::new(
            hmac::HMAC_SHA256,
            secret.as_bytes(),
        )))
    }

    /// A key from PEM, with or without its header, footer and line breaks. `None` when it is not an
    /// RSA public key. Clerk's SDKs use such a key with RS256 only.
    pub(crate) fn from_pem(pem: &str) -> Option<Self> {
        let body: String = pem
            .split("-----")
            .filter(|piece| !piece.starts_with("BEGIN ") && !piece.starts_with("END "))
            .flat_map(|piece| piece.split_whitespace())
            .collect::<String>()
            .replace("\\n", "");
        let der = STANDARD.decode(body).ok()?;
        let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der).ok()?;
        Some(Self::Public(vec![(Algorithm::Rs256, key)]))
    }

    /// Whether tokens of this algorithm are looked at at all.
    pub(crate) fn admits(&self, algorithm: Algorithm) -> bool {
        match self {
            Self::Public(_) => algorithm != Algorithm::Hs256,
            Self::Secret(_) => algorithm == Algorithm::Hs256,
        }
    }

    /// `None` when this key cannot be used with the algorithm, otherwise whether the signature is
    /// the key's.
    pub(crate) fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Option<bool> {
        match self {
            Self::Public(verifiers) => {
                let (_, key) = verifiers.iter().find(|(own, _)| *own == algorithm)?;
                Some(key.verify_sig(message, signature).is_ok())
            }
            Self::Secret(key) => self
                .admits(algorithm)
                .then(|| hmac::verify(key, message, signature).is_ok()),
        }
    }
}

impl Jwk {
    fn prepare(&self, parameters: &'static RsaParameters) -> Option<ParsedPublicKey> {
        if self.kty.as_deref() != Some("RSA") {
            return None;
        }
        PublicKeyComponents {
            n: component(self.n.as_deref()?)?,
            e: component(self.e.as_deref()?)?,
        }
        .to_parsed_public_key(parameters)
        .ok()
    }
}

fn component(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let first = bytes.iter().position(|byte| *byte != 0)?;
    bytes.get(first..).map(<[u8]>::to_vec)
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let algorithms: Vec<_> = match self {
            Self::Public(verifiers) => verifiers.iter().map(|(own, _)| *own).collect(),
            Self::Secret(_) => vec![Algorithm::Hs256],
        };
        f.debug_tuple("VerifyingKey").field(&algorithms).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_with_missing_members_verifies_nothing() {
        let jwk = Jwk {
            kid: "k".into(),
            kty: Some("RSA".into()),
            alg: None,
            n: None,
            e: None,
        };
        let key = VerifyingKey::from_jwk(&jwk);
        assert_eq!(key.verify(Algorithm::Rs256, b"m", b"s"), None);
    }

    #[test]
    fn a_key_that_does_not_say_that_it_is_for_rsa_verifies_nothing() {
        let verify = |kty: Option<&str>| {
            let jwk = Jwk {
                kid: "k".into(),
                kty: kty.map(str::to_owned),
                alg: None,
                n: Some(format!("{}w", "_".repeat(341))),
                e: Some("AQAB".into()),
            };
            VerifyingKey::from_jwk(&jwk).verify(Algorithm::Rs256, b"m", b"s")
        };
        assert_eq!(verify(Some("RSA")), Some(false));
        assert_eq!(verify(Some("EC")), None);
        assert_eq!(verify(None), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_key_parsing_panic(n in ".*", e in ".*", pem in ".*") {
            let jwk = Jwk { kid: String::new(), kty: None, alg: None, n: Some(n), e: Some(e) };
            let _ = VerifyingKey::from_jwk(&jwk);
            let _ = VerifyingKey::from_pem(&pem);
        }
    }
}
