// A program beside the browser that talks in lines of JSON: the identity provider and the mail server of this folder.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

type Line = Record<string, unknown>;

export class Script {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Line[] = [];

  constructor(name: string) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, name)], { stdio: "pipe" });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      // A library may write something of its own between.
      if (line.startsWith("{")) this.#lines.push(JSON.parse(line) as Line);
    });
  }

  /** The next line that is no answer to `tell`; waits up to ten seconds. */
  async next(wanted: (line: Line) => boolean = (line) => !("done" in line)): Promise<Line> {
    for (let tries = 0; tries < 200; tries += 1) {
      const place = this.#lines.findIndex(wanted);
      const [found] = place >= 0 ? this.#lines.splice(place, 1) : [];
      if (found) return found;
      await sleep(50);
    }
    throw new Error("the script wrote no line");
  }

  async tell(what: Line): Promise<void> {
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
    await this.next((line) => "done" in line);
  }

  stop(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}
