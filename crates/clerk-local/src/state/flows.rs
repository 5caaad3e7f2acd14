//! What is under way between two requests: consent at a provider, and handshakes.

use serde::{Deserialize, Serialize};

use super::State;
use crate::clock::{MINUTE, UnixMillis};
use crate::ids::{ClientId, ExternalAccountId, SignInId, SignUpId, UserId};
use crate::personas::Provider;
use crate::random;

const FLOW_LIFETIME: UnixMillis = 10 * MINUTE;
const NONCE_LIFETIME: UnixMillis = MINUTE;

/// What a provider says about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ExternalProfile {
    pub(crate) provider: Provider,
    pub(crate) provider_user_id: String,
    /// Verified by the provider, normalised.
    pub(crate) email: String,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
}

/// Why consent is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FlowPurpose {
    SignIn(SignInId),
    SignUp(SignUpId),
    Connect(UserId, ExternalAccountId),
}

/// One trip to a provider's consent page and back, found by its `state`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OauthFlow {
    pub(crate) client: ClientId,
    pub(crate) provider: Provider,
    pub(crate) purpose: FlowPurpose,
    /// Our own callback, as the browser reaches it.
    pub(crate) callback_url: String,
    /// Where the browser goes when more is to be done.
    pub(crate) redirect_url: String,
    /// Where the browser goes when all is done.
    pub(crate) complete_url: Option<String>,
    /// Set when the person has agreed; exchanged by its code.
    pub(crate) grant: Option<Grant>,
    pub(crate) expires_at: UnixMillis,
}

/// A person agreed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) code: String,
    pub(crate) profile: ExternalProfile,
}

/// Set-Cookie directives that wait for the application's server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct HandshakeNonce {
    pub(crate) directives: Vec<String>,
    pub(crate) expires_at: UnixMillis,
}

impl State {
    /// Starts a trip and returns its `state`.
    pub(crate) fn begin_flow(&mut self, mut flow: OauthFlow, now: UnixMillis) -> String {
        self.flows.retain(|_, flow| flow.expires_at > now);
        flow.expires_at = now + FLOW_LIFETIME;
        let state = random::alphanumeric(32);
        self.flows.insert(state.clone(), flow);
        state
    }

    /// The trip that `state` names, unless it has expired.
    pub(crate) fn flow(&self, state: &str, now: UnixMillis) -> Option<&OauthFlow> {
        self.flows.get(state).filter(|flow| flow.expires_at > now)
    }

    /// The person agreed; returns the code for the callback.
    pub(crate) fn grant(
        &mut self,
        state: &str,
        profile: ExternalProfile,
        now: UnixMillis,
    ) -> Option<String> {
        let flow = self
            .flows
            .get_mut(state)
            .filter(|flow| flow.expires_at > now)?;
        let code = random::alphanumeric(32);
        flow.grant = Some(Grant {
            code: code.clone(),
            profile,
        });
        Some(code)
    }

    /// Ends a trip that `client` began. A stranger's trip stays as it is.
    pub(crate) fn finish_flow(
        &mut self,
        state: &str,
        client: &ClientId,
        now: UnixMillis,
    ) -> Option<OauthFlow> {
        self.flow(state, now)
            .filter(|flow| flow.client == *client)?;
        self.flows.remove(state)
    }

    /// Keeps directives until the application's server asks for them.
    pub(crate) fn add_nonce(&mut self, directives: Vec<String>, now: UnixMillis) -> String {
        self.nonces.retain(|_, nonce| nonce.expires_at > now);
        let nonce = random::alphanumeric(32);
        self.nonces.insert(
            nonce.clone(),
            HandshakeNonce {
                directives,
                expires_at: now + NONCE_LIFETIME,
            },
        );
        nonce
    }

    /// The directives behind a nonce, once.
    pub(crate) fn take_nonce(&mut self, nonce: &str, now: UnixMillis) -> Option<Vec<String>> {
        self.nonces
            .remove(nonce)
            .filter(|nonce| nonce.expires_at > now)
            .map(|nonce| nonce.directives)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_once_and_for_a_minute() {
        let mut state = State::default();
        let nonce = state.add_nonce(vec!["a=b".into()], 0);
        assert_eq!(state.take_nonce(&nonce, 1), Some(vec!["a=b".into()]));
        assert_eq!(state.take_nonce(&nonce, 1), None);
        let late = state.add_nonce(Vec::new(), 0);
        assert_eq!(state.take_nonce(&late, MINUTE), None);
    }
}
