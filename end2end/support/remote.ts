// SIASN as a program of its own on a real port: two tokens, a person's number, their history, and storing a course. It fails in the ways
// that matter to whoever has no key against duplicates, and remembers what it stored.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to the next request that stores a course. */
export type Fault =
  /** It is stored, and no answer ever comes. */
  | "stores and hangs"
  /** It is stored, and the answer comes twice on one connection. */
  | "stores and answers twice"
  /** Nothing is stored, status 500. */
  | "fails";

/** A stored course, as it came. */
export interface Course {
  id: string;
  pnsOrangId: string;
  namaKursus: string;
  nomorSertipikat: string;
}

export class Remote {
  /** What it has: this survives `stop`. */
  readonly courses: Course[] = [];
  /** Requests by kind. */
  readonly asked = { token: 0, person: 0, history: 0, save: 0 };
  /** What happens to the next requests that store, in their order. */
  readonly faults: Fault[] = [];
  /** Requests that store something and hang at this moment. */
  hanging = 0;
  readonly #people = new Map<string, string>();
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The first time at any port, later at the same one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((done) => server.listen(this.#port, "127.0.0.1", done));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** As if its machine was switched off: connections break. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }

  /** The file that `--sync` names. */
  settings(): string {
    const keys = ["consumer_key", "consumer_secret", "client_id", "username", "password", "agency"];
    return [
      "[siasn]",
      `base = "${this.url}/api"`,
      `gateway_token = "${this.url}/token"`,
      `user_token = "${this.url}/token"`,
      ...keys.map((key) => `${key} = "x"`),
      'organiser = "BKPSDM"',
      'since = "2020-01-01"',
      "timeout_seconds = 1",
    ].join("\n");
  }

  /** How often a certificate was stored. */
  stored(certificate: string): number {
    return this.courses.filter((course) => course.nomorSertipikat === certificate).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const part of request) body += String(part);
    const path = request.url ?? "";
    if (path === "/token") {
      this.asked.token += 1;
      return json(response, { access_token: `t-${this.asked.token}`, expires_in: 3600 });
    }
    if (!request.headers.authorization || !request.headers["auth"]) return json(response, { message: "no token" }, 401);
    const number = path.split("/").at(-1) ?? "";
    if (path.startsWith("/api/pns/data-utama/")) {
      this.asked.person += 1;
      if (!this.#people.has(number)) this.#people.set(number, `orang-${this.#people.size}`);
      return json(response, { code: 1, data: { id: this.#people.get(number) } });
    }
    if (path.startsWith("/api/pns/rw-kursus/")) {
      this.asked.history += 1;
      const rows = this.courses.filter((course) => course.pnsOrangId === this.#people.get(number));
      // An empty list comes as 404.
      return rows.length > 0 ? json(response, { code: 1, data: rows }) : json(response, { code: 0, data: "Data tidak ditemukan" }, 404);
    }
    if (path === "/api/kursus/save") return this.#save(JSON.parse(body) as Course, response);
    return json(response, { message: "no such path" }, 404);
  }

  /** It has no key against duplicates: what comes twice is there twice. */
  #save(course: Course, response: ServerResponse): void {
    this.asked.save += 1;
    const fault = this.faults.shift();
    if (fault === "fails") return json(response, { message: "ORA-00600" }, 500);
    const id = `rw-${this.courses.length}`;
    this.courses.push({ ...course, id });
    const answer = { success: true, message: "success", mapData: { rwKursusId: id } };
    if (fault === "stores and hangs") {
      this.hanging += 1;
      response.once("close", () => (this.hanging -= 1));
      return;
    }
    if (fault === "stores and answers twice") {
      const text = JSON.stringify(answer);
      const whole = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
      response.socket?.write(whole + whole);
      return;
    }
    json(response, answer);
  }
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
