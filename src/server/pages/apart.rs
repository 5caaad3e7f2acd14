//! Each page is rendered as if it were the only one.
//!
//! Leptos finds what a page keeps through the owner that is current on the thread. It leaves the
//! owner of a page that waits current there, and reads a page's title, and which modules it needs,
//! from whatever is current by then. Beside other pages that were another person's.

use std::{
    future::poll_fn,
    panic::resume_unwind,
    sync::{Arc, OnceLock},
};

use axum::response::{IntoResponse, Response};
use leptos::{prelude::Owner, reactive::owner::WeakOwner};
use tracing::Instrument;

use crate::error::Error;

/// Owns all that a page keeps; known once its rendering has begun.
#[derive(Clone, Default)]
pub(super) struct PageOwner(Arc<OnceLock<WeakOwner>>);

impl PageOwner {
    /// To be called where the page's context is provided.
    pub(super) fn is_current(&self) {
        if let Some(owner) = Owner::current() {
            self.0.get_or_init(|| owner.downgrade());
        }
    }

    /// Renders the page with its owner current whenever it is awake, and none when it waits. To its
    /// end, also when the client has left: tasks that it has begun still read what is the page's.
    pub(super) async fn render(
        self,
        page: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let mut page = Box::pin(page);
        let nobody = Owner::default();
        let rendering = poll_fn(move |context| {
            let owner = self.0.get().and_then(WeakOwner::upgrade);
            let owner = owner.as_ref().unwrap_or(&nobody);
            owner.with(|| page.as_mut().poll(context))
        });
        match tokio::spawn(rendering.in_current_span()).await {
            Ok(response) => response,
            Err(stopped) => match stopped.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Error::Unavailable.into_response(),
            },
        }
    }
}
