// A city on PostgreSQL with nobody of the demo in it: people come from a list, letters go to a mail server, and a provider knows some.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Script } from "./script.ts";
import { program, type Server, startServer } from "./server.ts";

export interface City {
  server: Server;
  mail: Script;
  sso: Script;
  /** Runs a command of the program on the city's database; gives what it writes. */
  run(args: string[], input?: string): string;
  /** Writes a list and imports it. */
  importPeople(list: string): string;
  stop(): Promise<void>;
}

/** An empty database of its own in the cluster that AMPERA_TEST_POSTGRES names. */
export function newDatabase(): { url: string; drop(): void } {
  const cluster = process.env.AMPERA_TEST_POSTGRES;
  if (!cluster) throw new Error("AMPERA_TEST_POSTGRES names no PostgreSQL; run: cargo xtask test --only browser");
  const name = `ampera_city_${process.pid}_${Date.now()}`;
  const sql = (text: string) => execFileSync("psql", ["--no-psqlrc", "--quiet", "--command", text, cluster]);
  sql(`CREATE DATABASE ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => void sql(`DROP DATABASE ${name} WITH (FORCE)`) };
}

export async function startCity(name: string): Promise<City> {
  const database = newDatabase();
  const folder = mkdtempSync(join(tmpdir(), "ampera-city-"));
  const mail = new Script("smtp-sink.mjs");
  const sso = new Script("oidc-provider.mjs");
  const { port } = await mail.next();
  const { issuer } = await sso.next();
  const run = (args: string[], input = "") =>
    execFileSync(program(), [...args, "--database", database.url], { cwd: folder, encoding: "utf8", input });
  run(["migrate"]);
  const more = async (url: string) => {
    const file = join(folder, "oidc.toml");
    writeFileSync(
      file,
      `[[provider]]\nid = "kota"\nname = "Akun Kota"\nissuer = "${issuer}"\nclient_id = "ampera"\n` +
        `client_secret = "rahasia-ampera"\nverified_claim = "nip_verified"\n`,
      { mode: 0o600 },
    );
    await sso.tell({
      client: { redirect_uris: [`${url}/masuk/kota/kembali`], post_logout_redirect_uris: [`${url}/`] },
    });
    return ["--oidc", file, "--smtp-url", `smtp://127.0.0.1:${port}`, "--mail-from", "Ampera <ampera@kota.example>"];
  };
  const server = await startServer(name, more, database.url);
  return {
    server,
    mail,
    sso,
    run,
    importPeople: (list) => {
      const file = join(folder, "pegawai.csv");
      writeFileSync(file, list);
      return run(["import", "people", file]);
    },
    stop: async () => {
      await server.stop();
      mail.stop();
      sso.stop();
      database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
