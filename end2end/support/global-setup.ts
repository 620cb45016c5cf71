// Before the run: what the run before has left goes. Each worker starts its own server, see `server.ts`.

import { mkdirSync, rmSync } from "node:fs";

import { REPORT } from "./server.ts";

export default function globalSetup(): void {
  if (!process.env.AMPERA_BIN) {
    throw new Error("AMPERA_BIN names no program; run the browser tests with: cargo xtask test --only browser");
  }
  rmSync(REPORT, { recursive: true, force: true });
  mkdirSync(REPORT, { recursive: true });
}
