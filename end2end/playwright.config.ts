import { defineConfig, devices } from "@playwright/test";

// Debian's browser; one that Playwright downloads itself is not needed.
const chromium = {
  executablePath: process.env.AMPERA_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./support/global-setup.ts",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A machine that is busy with its disk is slow, not wrong: long waits cost nothing where all is well.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [[process.stdout.isTTY ? "line" : "list"], ["./support/summary.ts"]],
  use: {
    ...devices["Desktop Chrome"],
    actionTimeout: 30_000,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    launchOptions: chromium,
    screenshot: "only-on-failure",
    // To look into a failure: npx playwright test --trace retain-on-failure. It costs a sixth of the time.
    trace: "off",
  },
  projects: [
    // A test that is about one kind of device or browser says so with a tag; the others run on the desktop.
    { name: "desktop", grepInvert: /@phone|@no-js/, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: "phone",
      grep: /@phone|@every/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    { name: "no-js", grep: /@no-js|@every/, use: { javaScriptEnabled: false } },
  ],
});
