// One server with its own demo city and its own copy of the content, so that no test is in another one's way.

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = resolve(import.meta.dirname, "../..");

/** Where the servers of a run write their logs. */
export const REPORT = join(root, "end2end/report");

export interface Server {
  url: string;
  /** The folder with `courses/`, `competencies/`, `rules/` and `paths/` that it watches; tests may edit it. */
  content: string;
  /** Ends it as a power failure does: it gets no chance to finish anything. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same address with the same data. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** The program under test. */
export function program(): string {
  const found = process.env.AMPERA_BIN;
  if (!found) throw new Error("AMPERA_BIN names no program; run the browser tests with: cargo xtask test --only browser");
  return found;
}

/**
 * Starts a server and waits until it is ready. `name` is that of its log, `more` are arguments of its own. Without `database` it
 * has the demo city in a file; with one it has what is in there, and no demo.
 */
export async function startServer(
  name: string,
  more: (url: string) => string[] | Promise<string[]> = () => [],
  database?: string,
): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "ampera-end2end-"));
  const content = copyContent(join(folder, "content"));
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;

  mkdirSync(REPORT, { recursive: true });
  const logFile = join(REPORT, `${name}.log`);
  const args = ["serve", "--addr", address, "--content", content];
  args.push(...(database ? ["--database", database] : ["--demo", "--database", `sqlite:${join(folder, "ampera.db")}`]));
  args.push(...(await more(url)));
  const launch = (flags: string) => {
    const log = openSync(logFile, flags);
    const child = spawn(program(), args, { cwd: root, stdio: ["ignore", log, log] });
    closeSync(log);
    return { child, end: watchEnd(child) };
  };
  let running = launch("w");

  const stop = async () => {
    const { child, end } = running;
    if (end.reason === undefined) {
      child.kill("SIGTERM");
      await Promise.race([end.gone, sleep(10_000)]);
      if (end.reason === undefined) child.kill("SIGKILL");
    }
    rmSync(folder, { recursive: true, force: true });
  };

  const ready = async () => {
    const deadline = Date.now() + 60_000;
    while (!(await isReady(url))) {
      if (running.end.reason !== undefined || Date.now() > deadline) {
        const reason = running.end.reason ?? "not ready in time";
        await stop();
        throw new Error(`the server did not start: ${reason}\n${tail(logFile)}`);
      }
      await sleep(50);
    }
  };
  await ready();
  return {
    url,
    content,
    kill: async () => {
      running.child.kill("SIGKILL");
      await running.end.gone;
    },
    startAgain: async () => {
      running = launch("a");
      await ready();
    },
    stop,
  };
}

function copyContent(to: string): string {
  const from = process.env.AMPERA_CONTENT ?? join(root, "content");
  for (const part of ["courses", "competencies", "rules", "paths"]) {
    cpSync(join(from, part), join(to, part), { recursive: true });
  }
  return to;
}

function watchEnd(server: ChildProcess): { reason: string | undefined; gone: Promise<void> } {
  const end = { reason: undefined as string | undefined, gone: Promise.resolve() };
  end.gone = new Promise((done) => {
    const ended = (reason: string) => {
      end.reason ??= reason;
      done();
    };
    server.once("error", (error) => ended(error.message));
    server.once("exit", (code, signal) => ended(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  return end;
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
