//! The Frontend API proxy: nothing is held in memory, nothing is merged.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use clerk::ClerkLayer;
use http::header::SET_COOKIE;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

use crate::instance::networkless;

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn proxied(upstream: Router) -> String {
    let upstream = serve(upstream).await;
    let clerk = networkless()
        .frontend_api_proxy("/__clerk")
        .frontend_api_url(upstream)
        .build()
        .unwrap();
    let router = Router::new()
        .fallback(|| async { "the application" })
        .layer(ClerkLayer::new(clerk));
    serve(router).await
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// A body that yields what is sent to it.
fn channel() -> (mpsc::Sender<Bytes>, Body) {
    let (sender, mut receiver) = mpsc::channel::<Bytes>(1);
    let stream = futures_util::stream::poll_fn(move |context| {
        receiver
            .poll_recv(context)
            .map(|chunk| chunk.map(Ok::<_, std::convert::Infallible>))
    });
    (sender, Body::from_stream(stream))
}

#[tokio::test]
async fn an_answer_is_passed_on_while_it_is_being_written() {
    let (sender, body) = channel();
    let body = Arc::new(Mutex::new(Some(body)));
    let upstream = Router::new().fallback(move || {
        let body = Arc::clone(&body);
        async move { Response::new(body.lock().await.take().unwrap()) }
    });
    let address = proxied(upstream).await;
    sender.send(Bytes::from_static(b"first")).await.unwrap();
    let mut response = client()
        .get(format!("{address}/__clerk/v1/stream"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap(), "first");
    // Only now is there more to come.
    sender.send(Bytes::from_static(b"second")).await.unwrap();
    assert_eq!(response.chunk().await.unwrap().unwrap(), "second");
    drop(sender);
    assert_eq!(response.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn a_request_is_passed_on_while_it_is_being_written() {
    let (seen, mut chunks) = mpsc::channel::<Bytes>(8);
    let upstream = Router::new().fallback(move |request: Request| {
        let seen = seen.clone();
        async move {
            use futures_util::StreamExt as _;
            let mut body = request.into_body().into_data_stream();
            while let Some(Ok(chunk)) = body.next().await {
                seen.send(chunk).await.unwrap();
            }
            "done"
        }
    });
    let address = proxied(upstream).await;
    let (sender, body) = channel();
    let sent = tokio::spawn(
        client()
            .delete(format!("{address}/__clerk/v1/me"))
            .body(reqwest::Body::wrap_stream(body.into_data_stream()))
            .send(),
    );
    for chunk in ["first", "second"] {
        sender
            .send(Bytes::from_static(chunk.as_bytes()))
            .await
            .unwrap();
        assert_eq!(chunks.recv().await.unwrap(), chunk);
    }
    drop(sender);
    assert_eq!(sent.await.unwrap().unwrap().text().await.unwrap(), "done");
}

#[tokio::test]
async fn cookies_stay_apart_and_hop_by_hop_headers_stay_behind() {
    let upstream = Router::new().fallback(|request: Request| async move {
        assert!(request.headers().get("x-private").is_none());
        assert!(request.headers().get("te").is_none());
        assert_eq!(request.headers()["clerk-secret-key"], "sk_live_secret");
        assert_eq!(request.headers()["accept-encoding"], "identity");
        assert_eq!(request.headers()["cookie"], "a=1");
        Response::builder()
            .header(SET_COOKIE, "a=1; Path=/")
            .header(SET_COOKIE, "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT")
            .header("connection", "x-hop")
            .header("x-hop", "1")
            .header("x-end", "1")
            .body(Body::from("body"))
            .unwrap()
    });
    let address = proxied(upstream).await;
    let response = client()
        .get(format!("{address}/__clerk/v1/client"))
        .header("connection", "x-private")
        .header("x-private", "1")
        .header("te", "trailers")
        .header("cookie", "a=1")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let cookies: Vec<_> = response.headers().get_all(SET_COOKIE).iter().collect();
    assert_eq!(
        cookies,
        ["a=1; Path=/", "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT"]
    );
    assert!(response.headers().get("x-hop").is_none());
    assert_eq!(response.headers()["x-end"], "1");
    assert!(response.headers().get("x-clerk-auth-status").is_none());
}

#[tokio::test]
async fn a_longer_name_is_the_applications() {
    let address = proxied(Router::new().fallback(|| async { "upstream" })).await;
    for (path, answer) in [
        ("/__clerk", "upstream"),
        ("/__clerk/v1", "upstream"),
        ("/__clerkish", "the application"),
        ("/", "the application"),
    ] {
        let response = client()
            .get(format!("{address}{path}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.text().await.unwrap(), answer, "{path}");
    }
}

#[tokio::test]
async fn clerk_is_told_the_origin_that_is_configured_whatever_is_announced() {
    let upstream = Router::new().fallback(|request: Request| async move {
        let told = request.headers().get("clerk-proxy-url");
        told.and_then(|url| url.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    });
    let upstream = serve(upstream).await;
    for (configured, told) in [
        // As browsers see it, though TLS ends before this server.
        (
            Some("https://app.example.com"),
            "https://app.example.com/__clerk",
        ),
        (None, "https://announced.example/__clerk"),
    ] {
        let mut builder = networkless()
            .frontend_api_proxy("/__clerk")
            .frontend_api_url(&upstream);
        if let Some(origin) = configured {
            builder = builder.public_origin(origin);
        }
        let router = Router::new().layer(ClerkLayer::new(builder.build().unwrap()));
        let answer = client()
            .get(format!("{}/__clerk/v1/client", serve(router).await))
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-host", "announced.example")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.text().await.unwrap(), told);
    }
    let wrong = networkless()
        .frontend_api_proxy("/__clerk")
        .public_origin("app.example.com");
    assert!(wrong.build().is_err());
}
