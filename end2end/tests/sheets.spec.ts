// Sheets as PDF: downloaded in the browser, read back, and checked at the address that is printed on them.

import type { Page } from "@playwright/test";

import { expect, expectNoSidewaysScroll, test } from "../support/fixtures.ts";
import { described, download, linksOf, textOf } from "../support/pdf.ts";

test("a certificate is downloaded, read and checked", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "rina");
  await page.goto("/profil");
  await page.locator('a[href^="/sertifikat/"]').first().click();
  const course = await page.locator(".certificate-course").innerText();
  const { name, bytes } = await download(page, "Unduh PDF");
  expect(name).toMatch(/^sertifikat-AMP-\d{4}-\w{4}-\w{4}\.pdf$/);
  const text = await textOf(bytes);
  expect(text).toContain("Rina Astuti");
  expect(text).toContain(course);
  expect(await described(bytes)).toEqual({ title: `Sertifikat: ${course}`, language: "id", tagged: true });
  const [address] = await linksOf(bytes);
  expect(address).toContain("/verifikasi/AMP-");
  await page.context().clearCookies();
  await page.goto(address ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sertifikat ini sah");
  await expect(page.getByText(course)).toBeVisible();
});

/** The evaluation that the demo city has shared; a test before may have opened a newer cycle. */
async function openEvaluation(page: Page): Promise<void> {
  const name = /^Triwulan [IV]+ \d{4}$/;
  const heading = page.getByRole("heading", { level: 1 });
  if (name.test(await heading.innerText())) return;
  await page.getByRole("main").getByRole("link", { name }).first().click();
  await expect(heading).toHaveText(name);
}

test("transcript and evidence sheet are checked without showing what is on them", async ({ page, signIn }) => {
  await signIn(page, "rina");
  for (const [from, button, kind, content] of [
    ["/profil", "Unduh transkrip (PDF)", "Transkrip pembelajaran", "JP dihitung"],
    ["/evaluasi", "Unduh lembar bukti (PDF)", "Lembar bukti kompetensi", "Yanti Oktavia"],
  ] as const) {
    await page.goto(from);
    if (from === "/evaluasi") await openEvaluation(page);
    const { bytes } = await download(page, button);
    const text = await textOf(bytes);
    expect(text).toContain("Rina Astuti");
    expect(text).toContain(content);
    expect((await described(bytes)).tagged).toBe(true);
    const [address] = await linksOf(bytes);
    await page.goto(address ?? "");
    const main = page.getByRole("main");
    await expect(main).toContainText("Sidik jarinya cocok");
    await expect(main).toContainText(kind);
    await expect(main).toContainText("R. A.");
    await expect(main).not.toContainText("Rina");
    await expectNoSidewaysScroll(page);
    await page.getByLabel("Sidik jari pada lembar").fill("0000 0000 0000 0000");
    await page.getByRole("button", { name: "Cocokkan" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sidik jarinya tidak cocok");
  }
});

test("the sheets of a whole unit are made while one watches", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "yanti");
  await page.goto("/lembar");
  await page.getByRole("button", { name: "Buat lembarnya" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  // The page comes again by itself until everything is done.
  await expect(page.getByRole("main")).toContainText("siap diunduh", { timeout: 60_000 });
  await expectNoSidewaysScroll(page);
  const { name, bytes } = await download(page, "Unduh ZIP");
  expect(name).toMatch(/^lembar-bukti-kelurahan-26-ilir-.*\.zip$/);
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  expect(bytes.includes("daftar.txt")).toBe(true);
});
