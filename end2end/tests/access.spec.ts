// Who may see what, the way in and out, devices, and the two switches.

import type { Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";

async function fillSignIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("Nama pengguna").fill(name);
  await page.getByLabel("Kata sandi").fill(password);
  await page.getByRole("button", { name: "Masuk" }).click();
}

async function expectNotThere(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Halaman ini tidak ada");
}

/** The address of the profile of Rina's colleague, as their manager sees it. */
async function colleague(page: Page): Promise<string> {
  await page.goto("/tim");
  const link = page.getByRole("row", { name: /Muhammad Fadil/ }).getByRole("link", { name: /^Muhammad Fadil(?!,)/ });
  return (await link.first().getAttribute("href")) ?? "";
}

test("a learner finds nothing of what is not theirs", async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 404/);
  await signIn(page, "yanti");
  const other = await colleague(page);
  expect(other).toMatch(/^\/profil\//);
  await page.goto(other);
  const evidence = await page.locator('a[href*="/bukti/"]').first().getAttribute("href");
  await page.context().clearCookies();

  await signIn(page, "rina");
  for (const path of ["/tim", "/naskah", "/naskah/mengenali-phishing", "/penilaian", other, evidence ?? ""]) {
    await expectNotThere(page, path);
  }
  await page.goto("/beranda");
  const nav = page.getByRole("navigation", { name: "Utama" });
  await expect(nav.getByRole("link")).toHaveText(["Beranda", "Katalog", "Profil"]);
});

test("a manager has no manuscripts, a trainer no team", async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 404/);
  await signIn(page, "yanti");
  for (const path of ["/naskah", "/penilaian"]) await expectNotThere(page, path);
  await page.context().clearCookies();
  await signIn(page, "budi");
  await expectNotThere(page, "/tim");
  await page.goto("/naskah");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Naskah");
});

test("who is signed out signs in and comes to where they wanted", { tag: "@every" }, async ({ page, complaints }) => {
  complaints.expectComplaints(/status of 40[14]/);
  for (const path of ["/profil", "/kursus/mengenali-phishing/asesmen-akhir", "/perangkat"]) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/masuk\?/);
  }
  await page.goto("/kursus/mengenali-phishing/bila-sudah-telanjur");
  await expect(page.getByRole("main")).toContainText("Masuk");
  await fillSignIn(page, "rina", "ampera-demo");
  await expect(page).toHaveURL(/\/kursus\/mengenali-phishing\/bila-sudah-telanjur/);
});

test("a strange address to come back to is not followed", async ({ page }) => {
  await page.goto("/masuk?next=//example.org/");
  await fillSignIn(page, "rina", "ampera-demo");
  await expect(page).toHaveURL(/\/beranda$/);
});

test("a wrong password keeps the name and says what to do", { tag: "@every" }, async ({ page, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  await page.goto("/masuk?next=/profil");
  await fillSignIn(page, "rina", "salah");
  await expect(page.getByText("Nama pengguna atau kata sandi tidak cocok.")).toBeVisible();
  await expect(page.getByLabel("Nama pengguna")).toHaveValue("rina");
  await expect(page.getByLabel("Kata sandi")).toHaveValue("");
  await expect(page.getByLabel("Kata sandi")).toHaveAccessibleDescription(/tidak cocok/);
  await fillSignIn(page, "", "ampera-demo");
  await expect(page.getByText("Ada bagian yang belum diisi.")).toBeVisible();
  await expect(page.getByLabel("Nama pengguna")).toHaveAccessibleDescription("Tulis nama pengguna Anda.");
  await fillSignIn(page, "rina", "ampera-demo");
  await expect(page).toHaveURL(/\/profil$/);
});

test("another device is signed out from here", { tag: "@every" }, async ({ page, browser, signIn, baseURL, javaScriptEnabled }) => {
  const phone = await browser.newContext({
    baseURL: baseURL ?? "",
    javaScriptEnabled: javaScriptEnabled ?? true,
    userAgent: "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
  });
  const there = await phone.newPage();
  await signIn(there, "budi", { fresh: true });
  await there.goto("/beranda");
  await expect(there).toHaveURL(/\/beranda$/);

  await signIn(page, "budi", { fresh: true });
  await page.goto("/perangkat");
  await expect(page.getByText("perangkat ini")).toHaveCount(1);
  await page.getByRole("listitem").filter({ hasText: "Android" }).last().getByRole("button", { name: /^Keluarkan/ }).click();
  await expect(page.getByRole("main").getByRole("status")).toBeVisible();
  await there.goto("/beranda");
  await expect(there).toHaveURL(/\/masuk/);
  await page.goto("/beranda");
  await expect(page, "this device stays signed in").toHaveURL(/\/beranda$/);
  await phone.close();
});

test("signing out ends the session", { tag: "@every" }, async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 401/);
  await signIn(page, "rina", { fresh: true });
  const cookies = await page.context().cookies();
  await page.goto("/beranda");
  await page.locator("summary").filter({ hasText: "Akun Rina Astuti" }).click();
  await page.getByRole("button", { name: "Keluar", exact: true }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: "Masuk" })).toBeVisible();
  // The cookie of before opens nothing any more.
  await page.context().addCookies(cookies);
  await page.goto("/beranda");
  await expect(page).toHaveURL(/\/masuk/);
});

test("language and theme are switched on any page and kept", { tag: "@every" }, async ({ page }) => {
  await page.goto("/katalog?kata=surat");
  await page.getByRole("button", { name: /English/ }).click();
  await expect(page).toHaveURL(/\/katalog\?kata=surat$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Catalogue");
  await page.goto("/masuk");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");

  const ground = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page).toHaveURL(/\/masuk/);
  await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-current", "true");
  expect(await ground()).not.toBe(light);
  await page.getByRole("button", { name: "Light" }).click();
  await expect(page.getByRole("button", { name: "Light" })).toHaveAttribute("aria-current", "true");
  expect(await ground()).toBe(light);
  await page.getByRole("button", { name: /Indonesia/ }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
});
