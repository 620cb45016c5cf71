//! Connections: accepted, limited, and at the end of the program let finish.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// A client that has not sent the head of its request by then is let go; so is a connection that is kept and not used.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
const MOST_HEADERS: usize = 64;
/// Connections at the same time. The next ones wait before they are accepted: what a stranger can take of the memory has an end.
const MOST_CONNECTIONS: usize = 4096;
/// The head of a request and a part of its body.
const BUFFER: usize = 32 * 1024;
/// Requests in flight have this long to finish.
const LAST_REQUESTS: Duration = Duration::from_secs(35);
/// When there are no more file handles, a little later there may be.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Stands for the address of a request that came over no connection, in process.
const UNKNOWN: &str = "unknown";

/// The address of the client: behind our own proxy the one that the proxy saw.
pub fn client(peer: Option<Peer>, headers: &HeaderMap, proxy: Option<IpAddr>) -> String {
    let Some(Peer(peer)) = peer else { return UNKNOWN.to_owned() };
    let forwarded = || {
        let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    if proxy == Some(peer) { forwarded().unwrap_or(peer) } else { peer }.to_string()
}

/// Serves until `stop` is done, and then finishes the requests in flight.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    serve_at_most(MOST_CONNECTIONS, listener, router, stop).await;
}

/// As [`serve`], with so many connections at the same time.
pub async fn serve_at_most(most: usize, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_headers(MOST_HEADERS).max_buf_size(BUFFER);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    let places = Arc::new(Semaphore::new(most));
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let Ok(place) = place else { break };
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => connection(&http, &graceful, accepted, router.clone(), place),
                Err(error) => {
                    tracing::warn!(cause = %error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(LAST_REQUESTS, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

fn connection(
    http: &http1::Builder,
    graceful: &GracefulShutdown,
    (stream, peer): (TcpStream, SocketAddr),
    router: Router,
    place: OwnedSemaphorePermit,
) {
    // Small answers are sent at once, not when the one before is acknowledged.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(cause = %error, "TCP_NODELAY is not possible");
    }
    let peer = Peer(peer.ip().to_canonical());
    let service = service_fn(move |request| answer(router.clone(), request, peer));
    let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A client that goes away in the middle is nothing to report.
        if let Err(error) = connection.await {
            tracing::trace!(cause = %error, "a connection ended");
        }
        drop(place);
    });
}

async fn answer(mut router: Router, mut request: Request<Incoming>, peer: Peer) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(peer);
    router.call(request).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_our_own_proxy_is_believed() {
        let peer = Some(Peer(IpAddr::from([10, 0, 0, 1])));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("203.0.113.9, 198.51.100.7"));
        assert_eq!(client(peer, &headers, None), "10.0.0.1");
        assert_eq!(client(peer, &headers, Some(IpAddr::from([10, 0, 0, 2]))), "10.0.0.1");
        assert_eq!(client(peer, &headers, Some(IpAddr::from([10, 0, 0, 1]))), "198.51.100.7");
        assert_eq!(client(None, &headers, None), "unknown");
    }
}
