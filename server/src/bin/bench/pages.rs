//! Reading one page again and again, each client as one person after another.

use anyhow::{Result, ensure};

use crate::http::{Connection, Identity, Request};
use crate::learners;
use crate::load::{Client, Turn};

/// Asks for one page in the name of several people in turn.
pub struct Reader {
    requests: Vec<Request>,
    next: usize,
    status: u16,
}

impl Reader {
    /// Client number `first` begins with the reader of that number.
    pub fn new(path: &str, readers: &[Identity], first: usize) -> Self {
        Self {
            requests: readers.iter().map(|reader| Request::get(path, Some(reader))).collect(),
            next: first,
            status: 200,
        }
    }

    /// Asks for several things in turn.
    pub fn of(requests: Vec<Request>, first: usize) -> Self {
        Self { requests, next: first, status: 200 }
    }

    /// A file that everybody gets.
    pub fn of_file(path: &str) -> Self {
        Self { requests: vec![Request::get(path, None)], next: 0, status: 200 }
    }

    /// What is asked for leads elsewhere.
    pub fn expecting(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

impl Client for Reader {
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn> {
        let request = &self.requests[self.next % self.requests.len()];
        self.next += 1;
        let reply = connection.send(request).await?;
        ensure!(reply.status == self.status, "a page answered {}", reply.status);
        Ok(Turn::Done)
    }
}

/// Signs one person in, each time anew. Each client is another person at another address, as they are in use: one account or
/// one address alone would meet the limits, which is what they are for.
pub struct SignerIn(Request);

impl SignerIn {
    pub fn new(usernames: &[String], number: usize) -> Self {
        let nobody = learners::identity("nobody".to_owned());
        let username = usernames.get(number).map(String::as_str).unwrap_or_default();
        let address = format!("10.0.{}.{}", number / 250, 1 + number % 250);
        let fields = format!("username={username}&password={}", services::demo::PASSWORD);
        Self(Request::form_from(&address, "/masuk", &nobody, &fields))
    }
}

impl Client for SignerIn {
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn> {
        let reply = connection.send(&self.0).await?;
        ensure!(reply.status == 303, "signing in answered {}", reply.status);
        Ok(Turn::Done)
    }
}
