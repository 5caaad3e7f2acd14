//! Webhooks: what happens here is told to the application as Clerk tells it, signed as Svix signs it.

mod courier;
mod payload;
mod signature;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

pub(crate) use courier::{Courier, CourierError, deliver_forever};
pub use signature::SecretError;

use crate::app::{App, Shared, header_text};
use crate::errors::ApiError;
use crate::state::State;

/// Where webhooks go.
#[derive(Clone, Debug)]
pub struct WebhookEndpoint {
    /// The application's endpoint, e.g. `http://localhost:3000/api/webhooks/clerk`.
    pub url: String,
    /// `whsec_…`; `None` for the instance's own, which is made once and kept in the data directory.
    pub signing_secret: Option<String>,
    /// All delays of Svix's retry schedule (5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h) are divided by
    /// this; 1 keeps them.
    pub retry_speedup: u32,
}

/// The request that made something happen; events carry it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cause {
    pub(crate) client_ip: String,
    pub(crate) user_agent: String,
}

impl FromRequestParts<Shared> for Cause {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let user_agent = header_text(&parts.headers, header::USER_AGENT);
        Ok(Self {
            client_ip: peer
                .map(|ConnectInfo(peer)| peer.ip().to_string())
                .unwrap_or_default(),
            user_agent: user_agent.unwrap_or_default().to_owned(),
        })
    }
}

impl App {
    /// Changes the memory, waits until the change is on disk, and has the application told of it.
    ///
    /// # Errors
    /// The refusal that `change` returned, or a failed write.
    pub(crate) async fn change<R>(
        &self,
        cause: &Cause,
        change: impl FnOnce(&mut State) -> Result<R, ApiError>,
    ) -> Result<R, ApiError> {
        let result = self.store.change(|state| {
            state.begin_telling();
            let result = change(state);
            self.tell_news(state, cause);
            result
        });
        let result = result.await;
        if let Some(courier) = &self.courier {
            courier.wake();
        }
        result
    }

    fn tell_news(&self, state: &mut State, cause: &Cause) {
        let news = state.take_news();
        if self.courier.is_none() {
            return;
        }
        for news in news {
            let (subject, body) = payload::draw(self, &news, cause);
            let wall = self.clock.wall();
            state.outbox.push(news.kind, subject, body, wall);
        }
    }
}
