// An identity provider for tests: node oidc-provider.mjs. Its first line says where it listens; then it takes one JSON object a
// line on its input and answers each with a line. It knows everybody who is put into `accounts`, and asks for no password.
//
//   {"account": {"sub": "s1", "name": "Rina", "nip": "...", "nip_verified": true}}   adds or changes somebody
//   {"client": {"redirect_uris": [...], "backchannel_logout_uri": "..."}}            sets the one client, `ampera`
//   {"rotate": true}                                                                  signs with a new key from now on
//   {"logout": "s1"}                                                                  ends the sessions of somebody
//
// It ends with its input: no process is left behind.

import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

const accounts = new Map();
let client = { redirect_uris: ["http://127.0.0.1/kembali"] };
let keys = [];
let provider;
let issuer;
const sessions = new Map();

async function newKey() {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), use: "sig", alg: "RS256", kid: `k${keys.length}-${Date.now()}` };
}

/** In-memory storage that outlives a provider: a new key means a new provider. */
const stored = new Map();
class Storage {
  constructor(name) {
    this.name = name;
  }
  key(id) {
    return `${this.name}:${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
    if (payload.uid) stored.set(`uid:${payload.uid}`, this.key(id));
  }
  async find(id) {
    return stored.get(this.key(id));
  }
  async findByUid(uid) {
    return stored.get(stored.get(`uid:${uid}`));
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id) {
    const found = stored.get(this.key(id));
    if (found) found.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
  async revokeByGrantId(grant) {
    for (const [key, payload] of stored) if (payload.grantId === grant) stored.delete(key);
  }
}

function build() {
  provider = new Provider(issuer, {
    adapter: Storage,
    clients: [
      {
        client_id: "ampera",
        client_secret: "rahasia-ampera",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
        ...client,
      },
    ],
    jwks: { keys: [keys.at(-1), ...keys.slice(0, -1)] },
    cookies: { keys: ["only-for-tests"] },
    claims: { openid: ["sub"], profile: ["name", "nip", "nip_verified"] },
    // Claims come with the ID token: this program asks for nothing else.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = `<!doctype html><title>Keluar</title><link rel="icon" href="data:,">${form}<button form="op.logoutForm" name="logout" value="yes">Keluar</button>`;
        },
      },
    },
    findAccount: async (_, sub) => {
      const claims = accounts.get(sub);
      return claims && { accountId: sub, claims: async () => ({ sub, ...claims }) };
    },
    // Its guard against addresses of this machine is right elsewhere; here everything is on this machine.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
    renderError: async (ctx, out) => {
      ctx.body = `<!doctype html><title>Galat</title><p id="galat">${out.error}: ${out.error_description ?? ""}</p>`;
    },
  });
}

/** Who signs in is in the query of the sign-in page (`?sub=`), or chosen there by a button. */
async function interaction(request, response) {
  const url = new URL(request.url, issuer);
  const sub = url.searchParams.get("sub");
  const details = await provider.interactionDetails(request, response);
  if (!sub) {
    const choices = [...accounts].map(
      ([id, { name }]) => `<li><a href="/interaction/${details.uid}?sub=${encodeURIComponent(id)}">${name}</a></li>`,
    );
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="id"><title>Akun Kota</title><link rel="icon" href="data:,"><h1>Akun Kota</h1><ul>${choices.join("")}</ul></html>`);
    return;
  }
  await provider.interactionFinished(request, response, { login: { accountId: sub } });
}

const server = createServer((request, response) => {
  const handled = request.url.startsWith("/interaction/")
    ? interaction(request, response)
    : provider.callback()(request, response);
  Promise.resolve(handled).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});

async function command(line) {
  const asked = JSON.parse(line);
  if (asked.account) {
    const { sub, ...claims } = asked.account;
    accounts.set(sub, claims);
  }
  if (asked.client) {
    client = { ...client, ...asked.client };
    build();
  }
  if (asked.rotate) {
    keys = [await newKey()];
    build();
  }
  if (asked.logout) await logout(asked.logout);
}

/** Ends every session of somebody, and says so to the client as the standard has it. */
async function logout(sub) {
  for (const [key, payload] of [...stored]) {
    if (!key.startsWith("Session:") || payload.accountId !== sub) continue;
    const found = await provider.Client.find("ampera");
    const sid = payload.authorizations?.ampera?.sid;
    stored.delete(key);
    await found.backchannelLogout(sub, sid);
  }
}

keys = [await newKey()];
server.listen(0, "127.0.0.1", () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  build();
  console.log(JSON.stringify({ issuer }));
});
const lines = createInterface({ input: process.stdin });
for await (const line of lines) {
  try {
    await command(line);
    console.log(JSON.stringify({ done: true }));
  } catch (error) {
    console.log(JSON.stringify({ failed: `${error} ${error.cause ?? ""}` }));
  }
}
process.exit(0);
