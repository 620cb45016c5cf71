//! A small HTTP/1.1 client on one kept connection: little of its own stands between the clock and the server.

use std::io::{self, Read};
use std::net::SocketAddr;
use std::ops::Range;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What browsers send; without it the server would not compress, which is what they do not see.
const ACCEPT: &str = "accept: text/html,application/xhtml+xml,*/*;q=0.8\r\naccept-language: id,en;q=0.7\r\n\
                      accept-encoding: gzip, deflate, br\r\nuser-agent: ampera-bench/1 (X11; Linux x86_64)\r\n";

/// Who a request comes from: the cookie of the session, and the token of its forms.
#[derive(Clone)]
pub struct Identity {
    pub cookie: String,
    pub csrf: String,
}

/// A request as it is sent.
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, who: Option<&Identity>) -> Self {
        Self(head("GET", path, who, "").into_bytes())
    }

    /// A form as the browser sends it.
    pub fn form(path: &str, who: &Identity, fields: &str) -> Self {
        let separator = if fields.is_empty() { "" } else { "&" };
        let body = format!("_csrf={}{separator}{fields}", who.csrf);
        Self::post(path, who, "application/x-www-form-urlencoded", "", &body)
    }

    /// A form that a proxy passes on for somebody at another address.
    pub fn form_from(address: &str, path: &str, who: &Identity, fields: &str) -> Self {
        let body = format!("_csrf={}&{fields}", who.csrf);
        let from = format!("x-forwarded-for: {address}\r\n");
        Self::post(path, who, "application/x-www-form-urlencoded", &from, &body)
    }

    /// A message of a script.
    pub fn json(path: &str, who: &Identity, body: &str) -> Self {
        Self::post(path, who, "application/json", &format!("x-csrf-token: {}\r\n", who.csrf), body)
    }

    fn post(path: &str, who: &Identity, media_type: &str, more: &str, body: &str) -> Self {
        let length = body.len();
        let rest = format!("content-type: {media_type}\r\ncontent-length: {length}\r\n{more}");
        Self((head("POST", path, Some(who), &rest) + body).into_bytes())
    }
}

fn head(method: &str, path: &str, who: Option<&Identity>, rest: &str) -> String {
    let cookie = who.map(|who| format!("cookie: ampera={}\r\n", who.cookie)).unwrap_or_default();
    format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{ACCEPT}{cookie}{rest}\r\n")
}

/// An answer. Its bytes stand in the buffer of the connection.
pub struct Reply<'c> {
    pub status: u16,
    bytes: &'c [u8],
    head: usize,
    chunked: bool,
}

impl Reply<'_> {
    /// Everything that was sent, head and body.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        find_header(&self.bytes[..self.head], name)
    }

    /// The body as it was before it was packed for the way.
    pub fn body(&self) -> io::Result<Vec<u8>> {
        let sent = &self.bytes[self.head..];
        let whole = if self.chunked { unchunk(sent)? } else { sent.to_vec() };
        match self.header("content-encoding") {
            None => Ok(whole),
            Some("br") => {
                let mut plain = Vec::new();
                brotli::BrotliDecompress(&mut whole.as_slice(), &mut plain)?;
                Ok(plain)
            }
            Some("gzip") => {
                let mut plain = Vec::new();
                flate2::read::GzDecoder::new(whole.as_slice()).read_to_end(&mut plain)?;
                Ok(plain)
            }
            Some(other) => Err(broken(&format!("content-encoding {other}"))),
        }
    }

    pub fn text(&self) -> io::Result<String> {
        String::from_utf8(self.body()?).map_err(|_| broken("the body is not UTF-8"))
    }
}

/// One kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 128 * 1024], filled: 0 })
    }

    /// Sends a request and reads its answer to the end.
    pub async fn send(&mut self, request: &Request) -> io::Result<Reply<'_>> {
        self.stream.write_all(&request.0).await?;
        self.filled = 0;
        let head = loop {
            self.fill().await?;
            if let Some(at) = self.buffer[..self.filled].windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let status = status(&self.buffer[..head])?;
        let length =
            find_header(&self.buffer[..head], "content-length").and_then(|length| length.parse::<usize>().ok());
        let chunked = length.is_none() && find_header(&self.buffer[..head], "transfer-encoding") == Some("chunked");
        let end = match length {
            Some(length) => self.fill_to(head + length).await?,
            None if chunked => self.fill_chunks(head).await?,
            None => head,
        };
        Ok(Reply { status, bytes: &self.buffer[..end], head, chunked })
    }

    async fn fill(&mut self) -> io::Result<()> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled * 2, 0);
        }
        match self.stream.read(&mut self.buffer[self.filled..]).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                self.filled += read;
                Ok(())
            }
        }
    }

    async fn fill_to(&mut self, end: usize) -> io::Result<usize> {
        while self.filled < end {
            self.fill().await?;
        }
        Ok(end)
    }

    async fn fill_chunks(&mut self, mut at: usize) -> io::Result<usize> {
        loop {
            match chunk(&self.buffer[..self.filled], at)? {
                Some(data) if data.is_empty() => return self.fill_to(data.end + 2).await,
                Some(data) => at = self.fill_to(data.end + 2).await?,
                None => self.fill().await?,
            }
        }
    }
}

/// Where the data of the chunk at `at` stands; `None` where its size has not arrived yet.
fn chunk(bytes: &[u8], at: usize) -> io::Result<Option<Range<usize>>> {
    let rest = &bytes[at..];
    let Some(line) = rest.windows(2).position(|bytes| bytes == b"\r\n") else { return Ok(None) };
    let size = std::str::from_utf8(&rest[..line]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
    let size = size.ok_or_else(|| broken("the size of a chunk"))?;
    let start = at + line + 2;
    Ok(Some(start..start + size))
}

fn unchunk(sent: &[u8]) -> io::Result<Vec<u8>> {
    let mut whole = Vec::with_capacity(sent.len());
    let mut at = 0;
    while let Some(data) = chunk(sent, at)?.filter(|data| !data.is_empty()) {
        at = data.end + 2;
        whole.extend_from_slice(&sent[data]);
    }
    Ok(whole)
}

fn status(head: &[u8]) -> io::Result<u16> {
    let digits = head.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
    digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| broken("the status line"))
}

fn find_header<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (found, rest) = line.split_at_checked(name.len())?;
        let value = rest.strip_prefix(b":")?;
        found.eq_ignore_ascii_case(name.as_bytes()).then(|| std::str::from_utf8(value).map(str::trim).ok())?
    })
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
