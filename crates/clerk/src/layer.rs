//! The tower layer: what stands between the network and the application.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::IntoResponse as _;
use http::{HeaderMap, Request, Response, StatusCode};
use tower::{Layer, Service};

use crate::authenticate::AuthStatus;
use crate::clerk::Clerk;
use crate::guard::Seen;

/// Decides about every request before the application runs:
///
/// 1. requests under the Frontend API proxy's path are passed on;
/// 2. the request is authenticated;
/// 3. if the browser has to go to Clerk first, it is redirected (307) and the application does not run;
/// 4. otherwise the application runs, with [`Auth`](crate::Auth) in the request's extensions;
/// 5. the headers of the decision are appended to its response, whatever that is.
///
/// Being signed out is no refusal: handlers refuse, by their extractors.
#[derive(Debug, Clone)]
pub struct ClerkLayer {
    clerk: Clerk,
}

impl ClerkLayer {
    /// A layer for one instance.
    pub fn new(clerk: Clerk) -> Self {
        Self { clerk }
    }
}

impl<S> Layer<S> for ClerkLayer {
    type Service = ClerkService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        ClerkService {
            clerk: self.clerk.clone(),
            inner,
        }
    }
}

/// What [`ClerkLayer`] makes of a service.
#[derive(Debug, Clone)]
pub struct ClerkService<S> {
    clerk: Clerk,
    inner: S,
}

type ResponseFuture =
    std::pin::Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send + 'static>>;

impl<S> Service<Request<Body>> for ClerkService<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let clerk = self.clerk.clone();
        // The service that was polled is the one to be called.
        let clone = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(answer(clerk, inner, request))
    }
}

async fn answer<S>(
    clerk: Clerk,
    mut inner: S,
    request: Request<Body>,
) -> Result<Response<Body>, Infallible>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    if let Some(proxy) = &clerk.0.proxy
        && proxy.serves(request.uri().path())
    {
        return Ok(proxy.answer(request).await);
    }
    let (mut parts, body) = request.into_parts();
    let state = match clerk.authenticate_request(&parts).await {
        Ok(state) => state,
        Err(error) => {
            if error.status().is_server_error() {
                tracing::error!(%error, "a request could not be authenticated");
            }
            return Ok(error.into_response());
        }
    };
    let (status, redirects) = (state.status(), state.location().is_some());
    let url = state.url().cloned();
    let (auth, headers) = state.into_parts();
    let mut response = if redirects {
        StatusCode::TEMPORARY_REDIRECT.into_response()
    } else if status == AuthStatus::Handshake {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    } else {
        parts.extensions.insert(Arc::new(auth));
        parts.extensions.insert(Arc::new(Seen { clerk, url }));
        inner.call(Request::from_parts(parts, body)).await?
    };
    append(response.headers_mut(), headers);
    Ok(response)
}

fn append(headers: &mut HeaderMap, added: HeaderMap) {
    let mut last = None;
    for (name, value) in added {
        // A map yields a name only with the first of its values.
        last = name.or(last);
        if let Some(name) = &last {
            headers.append(name.clone(), value);
        }
    }
}
