//! A real program beside the test: the identity provider and the mail server of `end2end/support`.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(20);

/// A script that talks in lines of JSON. It ends with the test.
pub struct Script {
    child: Child,
    input: ChildStdin,
    lines: Receiver<Value>,
    /// Lines that came while an answer was waited for.
    early: Vec<Value>,
}

impl Script {
    /// Starts a script, and gives the first line that it writes.
    pub fn start(name: &str) -> (Self, Value) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
        assert!(
            folder.join("node_modules/oidc-provider").is_dir(),
            "the npm packages of end2end/ are not there; `cargo xtask test` installs them"
        );
        let mut child = Command::new("node")
            .arg(folder.join("support").join(name))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts");
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let Ok(value) = serde_json::from_str(&line) else { continue };
                if send.send(value).is_err() {
                    break;
                }
            }
        });
        let mut script = Self { child, input, lines, early: Vec::new() };
        let first = script.next();
        (script, first)
    }

    /// The next line.
    pub fn next(&mut self) -> Value {
        if self.early.is_empty() {
            self.lines.recv_timeout(PATIENCE).expect("the script writes a line")
        } else {
            self.early.remove(0)
        }
    }

    /// Tells the script something, and waits until it has done that.
    pub fn tell(&mut self, what: &Value) {
        writeln!(self.input, "{what}").unwrap();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("the script answers");
            if line.get("done").is_some() {
                return;
            }
            assert!(line.get("failed").is_none(), "{line}");
            self.early.push(line);
        }
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
