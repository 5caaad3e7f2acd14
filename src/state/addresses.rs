//! From where a request comes, without keeping from where: a keyed hash tells whether two requests
//! came from one place, and nothing else to anybody who reads it without the key.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Makes hashes of addresses, with one key for the whole installation. Cheap to clone.
#[derive(Clone)]
pub struct Addresses {
    key: [u8; 32],
    header: Option<HeaderName>,
}

/// How many bytes of a hash are kept: enough that no two places are mixed up.
const KEPT: usize = 16;

impl Addresses {
    /// Hashes with a key made from `secret`. `header` is the one in which a proxy of our own names
    /// the client; without one, the connection does.
    #[must_use]
    pub fn new(secret: &str, header: Option<HeaderName>) -> Self {
        let key = Sha256::new()
            .chain_update("deal-brain: addresses in the audit log\0")
            .chain_update(secret)
            .finalize();
        Self {
            key: key.into(),
            header,
        }
    }

    /// The address of who asks, as far as it is known.
    #[must_use]
    pub fn of(&self, request: &Request) -> Option<IpAddr> {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip());
        self.client(request.headers(), peer)
    }

    /// The client's address, as far as it is known.
    #[must_use]
    pub fn client(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
        match &self.header {
            Some(header) => named_last(headers, header),
            None => peer,
        }
    }

    /// The hash of an address.
    #[must_use]
    pub fn hash(&self, address: IpAddr) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else {
            // HMAC takes keys of any length.
            return String::new();
        };
        match address.to_canonical() {
            IpAddr::V4(address) => mac.update(&address.octets()),
            // A household has a /64, and changes addresses within it all the time.
            IpAddr::V6(address) => {
                let network = address.octets();
                mac.update(network.first_chunk::<8>().map_or(&[], |half| half));
            }
        }
        mac.finalize()
            .into_bytes()
            .iter()
            .take(KEPT)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// The last address in a header like `X-Forwarded-For`: the one that our own proxy has added. What
/// stands before it anybody may have written.
fn named_last(headers: &HeaderMap, header: &HeaderName) -> Option<IpAddr> {
    let last = headers.get_all(header).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| {
        let socket: SocketAddr = last.parse().ok()?;
        Some(socket.ip())
    })
}

/// The key is a secret.
impl fmt::Debug for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Addresses")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(addresses: &Addresses, forwarded: &str, peer: &str) -> Option<String> {
        let headers = [(
            "x-forwarded-for".parse().unwrap(),
            forwarded.parse().unwrap(),
        )]
        .into_iter()
        .collect();
        addresses
            .client(&headers, peer.parse().ok())
            .map(|client| addresses.hash(client))
    }

    #[test]
    fn a_hash_tells_places_apart_and_nothing_else() {
        let addresses = Addresses::new("secret", None);
        let one = hash(&addresses, "", "192.0.2.1").unwrap();
        assert_eq!(Some(one.clone()), hash(&addresses, "", "::ffff:192.0.2.1"));
        assert_ne!(Some(one.clone()), hash(&addresses, "", "192.0.2.2"));
        assert_ne!(
            Some(one.clone()),
            hash(&Addresses::new("other", None), "", "192.0.2.1")
        );
        assert!(one.len() == 32 && !one.contains("192"));
    }

    #[test]
    fn addresses_of_one_household_count_as_one() {
        let addresses = Addresses::new("secret", None);
        let of = |peer| hash(&addresses, "", peer);
        assert_eq!(of("2001:db8::1"), of("2001:db8::2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
    }

    #[test]
    fn only_the_proxy_of_our_own_is_believed() {
        let header = Some(HeaderName::from_static("x-forwarded-for"));
        let behind = Addresses::new("secret", header);
        let direct = Addresses::new("secret", None);
        let proxys_word = hash(&behind, "203.0.113.9, 192.0.2.1", "10.0.0.1");
        assert_eq!(proxys_word, hash(&direct, "", "192.0.2.1"));
        assert_eq!(hash(&behind, "192.0.2.1:4711", "10.0.0.1"), proxys_word);
        assert_eq!(hash(&behind, "unknown", "10.0.0.1"), None);
        assert_eq!(hash(&direct, "203.0.113.9", "192.0.2.1"), proxys_word);
    }
}
