// A mail server for tests: node smtp-sink.mjs. Its first line says where it listens; each letter that it takes is a line of JSON
// with `to` and `source`. On its input: {"refuse": "busy"} answers 451 to the next letters, {"refuse": "gone"} 550,
// {"refuse": null} takes them again. It ends with its input.

import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

let refuse = null;
const codes = { busy: 451, gone: 550 };

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo(address, session, done) {
    if (!refuse) return done();
    const error = new Error(refuse);
    error.responseCode = codes[refuse];
    done(error);
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      console.log(JSON.stringify({ to, source: Buffer.concat(chunks).toString("utf8") }));
      done();
    });
  },
});
server.on("error", () => {});

server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.server.address().port })));
for await (const line of createInterface({ input: process.stdin })) {
  refuse = JSON.parse(line).refuse ?? null;
  console.log(JSON.stringify({ done: true }));
}
process.exit(0);
