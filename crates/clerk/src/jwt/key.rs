//! RSA public keys, prepared once and used for many tokens.

use std::fmt;

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{
    ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RsaParameters,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;

/// The signature algorithms that Clerk's SDKs accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
}

impl Algorithm {
    const ALL: [Self; 3] = [Self::Rs256, Self::Rs384, Self::Rs512];

    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "RS256" => Some(Self::Rs256),
            "RS384" => Some(Self::Rs384),
            "RS512" => Some(Self::Rs512),
            _ => None,
        }
    }

    fn parameters(self) -> &'static RsaParameters {
        match self {
            Self::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Self::Rs384 => &RSA_PKCS1_2048_8192_SHA384,
            Self::Rs512 => &RSA_PKCS1_2048_8192_SHA512,
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

/// A public key with one prepared verifier for each algorithm that it may be used with.
pub(crate) struct VerifyingKey {
    verifiers: Vec<(Algorithm, ParsedPublicKey)>,
}

impl VerifyingKey {
    /// A key that names its algorithm verifies that one only, as WebCrypto has it.
    pub(crate) fn from_jwk(jwk: &Jwk) -> Self {
        let verifiers = Algorithm::ALL
            .into_iter()
            .filter(|algorithm| match &jwk.alg {
                Some(name) => Algorithm::parse(name) == Some(*algorithm),
                None => true,
            })
            .filter_map(|algorithm| Some((algorithm, jwk.prepare(algorithm)?)))
            .collect();
        Self { verifiers }
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
        let key = ParsedPublicKey::new(Algorithm::Rs256.parameters(), der).ok()?;
        Some(Self {
            verifiers: vec![(Algorithm::Rs256, key)],
        })
    }

    /// `None` when this key cannot be used with the algorithm, otherwise whether the signature is
    /// the key's.
    pub(crate) fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Option<bool> {
        let (_, key) = self.verifiers.iter().find(|(own, _)| *own == algorithm)?;
        Some(key.verify_sig(message, signature).is_ok())
    }
}

impl Jwk {
    fn prepare(&self, algorithm: Algorithm) -> Option<ParsedPublicKey> {
        if self.kty.as_deref().is_some_and(|kty| kty != "RSA") {
            return None;
        }
        PublicKeyComponents {
            n: component(self.n.as_deref()?)?,
            e: component(self.e.as_deref()?)?,
        }
        .to_parsed_public_key(algorithm.parameters())
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
        let algorithms: Vec<_> = self.verifiers.iter().map(|(own, _)| own).collect();
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

    proptest! {
        #[test]
        fn no_text_makes_key_parsing_panic(n in ".*", e in ".*", pem in ".*") {
            let jwk = Jwk { kid: String::new(), kty: None, alg: None, n: Some(n), e: Some(e) };
            let _ = VerifyingKey::from_jwk(&jwk);
            let _ = VerifyingKey::from_pem(&pem);
        }
    }
}
