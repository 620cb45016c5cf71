//! Reading one page again and again, each client as one person after another.

use anyhow::{Result, ensure};

use crate::http::{Connection, Identity, Request};
use crate::load::{Client, Turn};

/// Asks for one page in the name of several people in turn.
pub struct Reader {
    requests: Vec<Request>,
    next: usize,
}

impl Reader {
    /// Client number `first` begins with the reader of that number.
    pub fn new(path: &str, readers: &[Identity], first: usize) -> Self {
        Self { requests: readers.iter().map(|reader| Request::get(path, Some(reader))).collect(), next: first }
    }

    /// A file that everybody gets.
    pub fn of_file(path: &str) -> Self {
        Self { requests: vec![Request::get(path, None)], next: 0 }
    }
}

impl Client for Reader {
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn> {
        let request = &self.requests[self.next % self.requests.len()];
        self.next += 1;
        let reply = connection.send(request).await?;
        ensure!(reply.status == 200, "a page answered {}", reply.status);
        Ok(Turn::Done)
    }
}
