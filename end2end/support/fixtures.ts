// What every browser test uses instead of Playwright's own `test`: it fails on whatever the browser complains about.

import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

import { type Server, startServer } from "./server.ts";

export { expect };

/** The demo accounts. */
export type Account = "rina" | "budi" | "yanti" | "admin" | "hendra";

const PASSWORD = "ampera-demo";

/** Complaints of the browser that a test expects, because it causes them: pass patterns to `expectComplaints`. */
interface Complaints {
  expectComplaints(...patterns: RegExp[]): void;
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

interface WorkerFixtures {
  /** The server of this worker. What one test does to it, the tests after it in the same worker find. */
  server: Server;
  /** The cookies of those who have signed in already: hashing a password is slow on purpose. */
  sessions: Map<string, Cookies>;
}

interface TestFixtures {
  complaints: Complaints;
  /** Signs in through the form; the second time in a run by its cookies, unless `fresh` is set. */
  signIn(page: Page, account: Account, options?: { fresh?: boolean }): Promise<void>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use, worker) => {
      const server = await startServer(`server-${worker.workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  // Watches every page of the context, also those that a test opens later.
  complaints: [
    async ({ context, javaScriptEnabled }, use) => {
      const found: string[] = [];
      // A browser that runs no scripts says so of those that the page would have loaded early.
      const expected: RegExp[] = javaScriptEnabled ? [] : [/\.js: csp$/, /\.wasm was preloaded .* but not used/];
      const watched = new WeakSet<Page>();
      const watch = (page: Page) => {
        if (watched.has(page)) return;
        watched.add(page);
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") {
            found.push(`${message.type()} on ${page.url()}: ${message.text()} (${message.location().url})`);
          }
        });
        page.on("pageerror", (error) => found.push(`exception on ${page.url()}: ${error.stack ?? error.message}`));
        page.on("requestfailed", (request) => {
          const reason = request.failure()?.errorText ?? "no reason given";
          // A request that the page gave up because it went elsewhere is no failure.
          if (reason !== "net::ERR_ABORTED") found.push(`request failed: ${request.url()}: ${reason}`);
        });
        page.on("response", (response) => {
          if (response.status() >= 500) found.push(`status ${response.status()}: ${response.url()}`);
        });
      };
      context.pages().forEach(watch);
      context.on("page", watch);
      await use({ expectComplaints: (...patterns) => void expected.push(...patterns) });
      const left = found.filter((line) => !expected.some((pattern) => pattern.test(line)));
      expect(left, "the browser complained").toEqual([]);
    },
    { auto: true },
  ],

  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],

  signIn: async ({ sessions, javaScriptEnabled }, use) => {
    await use(async (page, account, options = {}) => {
      const key = `${account} ${javaScriptEnabled}`;
      const known = sessions.get(key);
      if (known && !options.fresh) {
        await page.context().addCookies(known);
        return;
      }
      await page.goto("/masuk");
      const form = page.locator('form[action^="/masuk"]').filter({ has: page.locator('input[name="password"]') });
      await form.locator('input[name="username"]').fill(account);
      await form.locator('input[name="password"]').fill(PASSWORD);
      await form.locator('button[type="submit"], button:not([type])').first().click();
      await expect(page, `${account} is signed in`).not.toHaveURL(/\/masuk/);
      if (!options.fresh) sessions.set(key, await page.context().cookies());
    });
  },
});

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Expects that axe finds nothing on the page, neither in the light nor in the dark theme. Needs JavaScript. */
export async function axe(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}\n${node.failureSummary ?? ""}`),
    );
    expect(found, `axe on ${page.url()} in the ${colorScheme} theme`).toEqual([]);
  }
}

/** Expects that the page is no wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, `${page.url()} is no wider than the screen`).toBeLessThanOrEqual(screen ?? 0);
}
