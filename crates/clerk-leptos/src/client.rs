use std::future::Future;

use futures_util::{Sink, Stream};
use leptos::server_fn::{
    Bytes,
    client::{Client, browser::BrowserClient},
    error::FromServerFnError,
    request::browser::BrowserRequest,
    response::browser::BrowserResponse,
};

/// A client for server functions that sends a fresh session token with every call: clerk-js is
/// asked for the token first, which also renews the cookie that the call carries. A call that is
/// answered 401 all the same is tried once more with a new token.
///
/// Name it in the attribute: `#[server(client = ClerkClient)]`.
#[derive(Clone, Copy, Debug)]
pub struct ClerkClient;

impl<E, In, Out> Client<E, In, Out> for ClerkClient
where
    E: FromServerFnError,
    In: FromServerFnError,
    Out: FromServerFnError,
{
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    #[cfg(feature = "hydrate")]
    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        send_wrapper::SendWrapper::new(crate::js::fetch::send_fresh::<E, In, Out>(request))
    }

    #[cfg(not(feature = "hydrate"))]
    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, E>> + Send {
        <BrowserClient as Client<E, In, Out>>::send(request)
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl Sink<Bytes> + Send + 'static,
            ),
            E,
        >,
    > + Send {
        <BrowserClient as Client<E, In, Out>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<E, In, Out>>::spawn(future);
    }
}
