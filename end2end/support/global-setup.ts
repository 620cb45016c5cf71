// Starts one server with demo data for the whole run and stops it at the end.

import { spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = resolve(import.meta.dirname, "../..");

export default async function globalSetup(): Promise<() => Promise<void>> {
  const program = process.env.AMPERA_BIN;
  if (!program) {
    throw new Error("AMPERA_BIN names no program; run the browser tests with: cargo xtask test --only browser");
  }
  const folder = mkdtempSync(join(tmpdir(), "ampera-end2end-"));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;

  mkdirSync(join(root, "end2end/report"), { recursive: true });
  const logFile = join(root, "end2end/report/server.log");
  const log = openSync(logFile, "w");
  const content = process.env.AMPERA_CONTENT ?? join(root, "content");
  const server = spawn(
    program,
    ["serve", "--demo", "--addr", address, "--database", `sqlite:${join(folder, "ampera.db")}`, "--content", content],
    { cwd: root, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  let ended: string | undefined;
  const gone = new Promise<void>((done) => {
    server.once("error", (error) => {
      ended = error.message;
      done();
    });
    server.once("exit", (code, signal) => {
      ended = `it ended with ${signal ?? `exit code ${code}`}`;
      done();
    });
  });

  const stop = async () => {
    if (ended === undefined) {
      server.kill("SIGTERM");
      await Promise.race([gone, sleep(10_000)]);
      if (ended === undefined) server.kill("SIGKILL");
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + 60_000;
  while (!(await isReady(url))) {
    if (ended !== undefined || Date.now() > deadline) {
      await stop();
      throw new Error(`the server did not start: ${ended ?? "not ready in time"}\n${tail(logFile)}`);
    }
    await sleep(100);
  }
  process.env.AMPERA_URL = url;
  return stop;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

function tail(file: string): string {
  return readFileSync(file, "utf8").split("\n").slice(-20).join("\n");
}
