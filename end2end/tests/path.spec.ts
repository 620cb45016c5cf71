// The whole path, by mouse, on a phone and without JavaScript: from a lesson to a competency in the profile, to what the
// manager sees, and to a certificate that anybody can check.

import type { Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";
import { keysOf } from "../support/keys.ts";
import { begin, expectIsland, Quiz } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";
const COMPETENCY = "Penanganan pengaduan";

test.describe.configure({ mode: "serial" });

test.describe("from a lesson to the profile", { tag: "@every" }, () => {
  let result = "";
  let certificate = "";

  test("Rina signs in, reads on and marks a lesson as read", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("banner").getByRole("link", { name: "Masuk" }).click();
    await page.getByLabel("Nama pengguna").fill("rina");
    await page.getByLabel("Kata sandi").fill("ampera-demo");
    await page.getByRole("button", { name: "Masuk" }).click();
    await expect(page).toHaveURL(/\/beranda$/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Rina");

    // Where to go on depends on what Rina opened last, which another test of this server may have been.
    await page.getByRole("link", { name: /^(Lanjutkan membaca|Buka kuis)/ }).first().click();
    await expect(page).toHaveURL(new RegExp(`/kursus/${COURSE}/`));
    await page.goto(`/kursus/${COURSE}`);
    await page.getByRole("main").getByRole("link").filter({ hasText: "belum dibaca" }).first().click();
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    await expect(page.locator("script"), "a lesson needs no program").toHaveCount(0);
    await page.getByRole("button", { name: "Tandai selesai" }).click();
    await expect(page.getByRole("main").getByRole("status")).toBeVisible();

    await page.goto(`/kursus/${COURSE}`);
    const row = page.getByRole("main").getByRole("link", { name: title });
    await expect(row.first()).toContainText("sudah dibaca");
  });

  test("she reads the lessons that are left", async ({ page, signIn }) => {
    await signIn(page, "rina");
    await page.goto(`/kursus/${COURSE}`);
    const links = await page.getByRole("main").locator(`a[href^="/kursus/${COURSE}/"]`).all();
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
    for (const href of new Set(hrefs.filter((href) => href !== null && !/\/(kuis|asesmen)-/.test(href)))) {
      await page.goto(href ?? "");
      const done = page.getByRole("button", { name: "Tandai selesai" });
      if (await done.isVisible()) await done.click();
    }
    await page.goto(`/kursus/${COURSE}`);
    await expect(page.getByText("Semua pelajaran dibaca: 7 dari 7")).toBeVisible();
  });

  test("she passes the assessment and sees which competency moved", async ({ page, signIn, server, javaScriptEnabled }) => {
    await signIn(page, "rina");
    await begin(page, COURSE, "asesmen-akhir");
    const quiz = new Quiz(page, keysOf(server.content, COURSE));
    await expect(quiz.questions).toHaveCount(23);
    if (javaScriptEnabled) {
      await expectIsland(page);
      await quiz.answerAll();
    } else {
      await answerOnOnePage(page, quiz);
    }
    await expect(page.getByText("Semua pertanyaan sudah dijawab.")).toBeVisible();
    result = page.url().replace(/[?#].*/, "");
    await quiz.handIn.click();

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Anda lulus, Rina");
    const moved = page.getByRole("region", { name: new RegExp(`^${COMPETENCY} (naik|turun|tetap|bergeser)`) });
    await expect(moved).toContainText(/Sebelum kuis ini Anda terukur di \d,\d\./);
    await expect(moved).toContainText(/membawanya ke \d,\d/);
    await expect(moved).toContainText(/Dari \d+ jawaban, peluang bahwa tingkat \d dikuasai adalah/);
    await expect(moved.getByText("Sebelum", { exact: true })).toBeVisible();
    await expect(moved.getByText("Sekarang", { exact: true })).toBeVisible();
    await expect(page.getByText("23 dari 23 jawaban benar.")).toBeVisible();
    await expect(page.getByText("Mengapa", { exact: true })).toHaveCount(23);

    certificate = (await page.getByRole("link", { name: "Lihat sertifikat" }).getAttribute("href")) ?? "";
    expect(certificate).toMatch(/^\/sertifikat\/AMP-/);
  });

  test("her profile leads from the competency to the evidence and down to the attempt", async ({ page, signIn }) => {
    await signIn(page, "rina");
    await page.goto(result);
    await page.getByRole("link", { name: "Lihat di profil" }).first().click();
    await expect(page).toHaveURL(/\/profil$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina Astuti");
    await expect(page.getByRole("region", { name: "Sertifikat" }).locator(`a[href="${certificate}"]`)).toBeVisible();
    await walkToAttempt(page, result);
  });

  test("Yanti sees it in her team, down to the same attempt", async ({ page, signIn }) => {
    await signIn(page, "yanti");
    await page.goto("/beranda");
    await page.getByRole("navigation", { name: "Utama" }).getByRole("link", { name: "Tim saya" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kelurahan 26 Ilir");
    const row = page.getByRole("row", { name: /Rina Astuti/ });
    await expect(row.getByRole("link", { name: new RegExp(`Rina Astuti, ${COMPETENCY}: `) })).toBeVisible();
    await row.getByRole("link", { name: /^Rina Astuti/ }).first().click();
    await expect(page).toHaveURL(/\/profil\/[0-9a-f-]+$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina Astuti");
    await walkToAttempt(page, result);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina lulus");
    await expect(page.getByRole("link", { name: "Coba lagi" })).toHaveCount(0);
  });

  test("the completed course has a certificate that anybody can check", async ({ page, signIn, context }) => {
    await signIn(page, "rina");
    await page.goto(`/kursus/${COURSE}`);
    await page.getByRole("link", { name: "Lihat sertifikat" }).first().click();
    await expect(page).toHaveURL(new RegExp(`${certificate}$`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina Astuti");
    const number = certificate.split("/").pop() ?? "";
    await expect(page.getByRole("article", { name: "Sertifikat" })).toContainText(number);

    await context.clearCookies();
    await page.goto("/verifikasi");
    await page.getByLabel("Nomor sertifikat").fill(number.toLowerCase());
    await page.getByRole("button", { name: "Periksa" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sertifikat ini sah");
    await expect(page.getByRole("main")).toContainText("Rina Astuti");
    await expect(page.getByRole("main")).toContainText("Menangani pengaduan warga, versi 1.0");
    await page.goto(`/verifikasi/${number}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sertifikat ini sah");
  });
});

/** From a profile to the evidence of the competency, and from there to an attempt. */
async function walkToAttempt(page: Page, attempt: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^Lihat bukti ?: ${COMPETENCY}$`) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(COMPETENCY);
  const link = page.getByRole("main").locator(`a[href="${new URL(attempt).pathname}"]`).first();
  for (const closed of await page.getByRole("main").locator("details:not([open]) > summary").all()) {
    if (await link.isVisible()) break;
    await closed.click();
  }
  await link.click();
  await expect(page).toHaveURL(attempt);
}

/** Without JavaScript all questions stand on one page, and one form saves and hands in. */
async function answerOnOnePage(page: Page, quiz: Quiz): Promise<void> {
  for (const question of await quiz.questions.all()) await quiz.answer(question);
  await page.getByRole("button", { name: "Simpan dulu" }).click();
  await expect(page.getByRole("main").getByRole("status").first()).toContainText("tersimpan");
}
