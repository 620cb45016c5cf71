//! Real connections: the end of the program, and clients that misbehave.

use std::net::SocketAddr;
use std::time::Duration;

use ampera::{Settings, listen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::support::{Site, settings};

async fn served(site: &Site) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        let _ = stopped.await;
    };
    (address, stop, tokio::spawn(listen::serve(listener, site.router.clone(), stopped)))
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await;
    read.expect("the server closes the connection").unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_request_in_flight_is_finished_and_no_other_is_begun() {
    let site = Site::new().await;
    let (address, stop, server) = served(&site).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = "lang=en";
    let head = format!(
        "POST /bahasa HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody else is let in");
    stream.write_all(body.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    server.await.unwrap();
}

#[tokio::test]
async fn one_connection_takes_many_requests_and_the_figures_are_for_this_machine() {
    let site = Site::new().await;
    let (address, stop, server) = served(&site).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let answers = rest(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    assert!(answers.contains("# TYPE ampera_http_requests_total counter"));

    let mut proxied = TcpStream::connect(address).await.unwrap();
    let request = b"GET /metrics HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.1\r\nConnection: close\r\n\r\n";
    proxied.write_all(request).await.unwrap();
    assert!(rest(&mut proxied).await.starts_with("HTTP/1.1 404"));
    stop.send(()).unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn a_head_with_too_many_fields_is_refused() {
    let site = Site::new().await;
    let (address, stop, server) = served(&site).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut head = String::from("GET / HTTP/1.1\r\nHost: x\r\n");
    for number in 0..100 {
        head.push_str(&format!("X-{number}: x\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    stop.send(()).unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn a_slow_body_holds_no_turn() {
    let site = Site::with(Settings { concurrency: Some(1), ..settings() }, |server| server).await;
    let (address, stop, server) = served(&site).await;
    let mut slow = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = b"POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\n";
        stream.write_all(head).await.unwrap();
        slow.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /katalog HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(slow);
    stop.send(()).unwrap();
    server.await.unwrap();
}

#[tokio::test]
async fn one_connection_too_many_waits() {
    let site = Site::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let never = std::future::pending();
    let serving = tokio::spawn(listen::serve_at_most(1, listener, site.router.clone(), never));
    let ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let first = TcpStream::connect(address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let mut second = TcpStream::connect(address).await.unwrap();
    second.write_all(ask).await.unwrap();
    let mut byte = [0];
    let early = tokio::time::timeout(Duration::from_millis(300), second.peek(&mut byte)).await;
    assert!(early.is_err(), "nobody has answered yet");
    drop(first);
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 200"));
    serving.abort();
}
