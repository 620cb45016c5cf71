// A trainer edits Markdown and sees it after a reload; what has an error stays in its last version and says where.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";
import { begin, beginWithIsland } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";

/** A file of the course, which gets its text back at the end. */
class Manuscript {
  private readonly path: string;
  readonly text: string;

  constructor(content: string, readonly file: string) {
    this.path = join(content, "courses", COURSE, file);
    this.text = readFileSync(this.path, "utf8");
  }

  replace(what: string, by: string): void {
    expect(this.text, `${this.file} has the text`).toContain(what);
    writeFileSync(this.path, this.text.replace(what, by));
  }

  restore(): void {
    writeFileSync(this.path, this.text);
  }
}

test.beforeEach(async ({ page, signIn }) => signIn(page, "budi"));

test("a changed lesson shows after a reload", async ({ page, server }) => {
  const lesson = new Manuscript(server.content, "03-tiga-menit-pertama.md");
  const added = "Warga yang didengar jarang datang dengan marah untuk kedua kalinya.";
  await page.goto(`/kursus/${COURSE}/tiga-menit-pertama`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tiga menit pertama");
  await expect(page.getByText(added)).toHaveCount(0);
  try {
    lesson.replace("title: Tiga menit pertama", "title: Tiga menit yang pertama");
    await reloadUntil(page, () => expect(page.getByRole("heading", { level: 1 })).toHaveText("Tiga menit yang pertama", { timeout: 300 }));
    lesson.replace(/\n## .+\n/.exec(lesson.text)?.[0] ?? "", `\n${added}\n\n## Bagian baru\n`);
    await reloadUntil(page, () => expect(page.getByText(added)).toBeVisible({ timeout: 300 }));
    await expect(page.getByRole("heading", { level: 2, name: "Bagian baru" })).toBeVisible();
  } finally {
    lesson.restore();
  }
  await reloadUntil(page, () => expect(page.getByText(added)).toHaveCount(0, { timeout: 300 }));
});

test("a broken edit keeps the old version and says file and line", async ({ page, server }) => {
  const file = "02-kuis-pengaduan-adalah-data.md";
  const quiz = new Manuscript(server.content, file);
  const right = "- [x] Menulisnya sebagai satu baris di catatan pengaduan";
  // The first of the options, none of which is right any more.
  const option = "- [ ] Menunggu sampai ada tiga keluhan serupa, lalu mulai mencatat";
  const line = quiz.text.split("\n").indexOf(option) + 1;
  await page.goto("/naskah");
  const row = page.getByRole("row", { name: /Menangani pengaduan warga/ });
  await expect(row).toContainText("Bersih");
  try {
    quiz.replace(right, right.replace("[x]", "[ ]"));
    await reloadUntil(page, () => expect(row).toContainText("1 kesalahan", { timeout: 300 }));
    await expect(page.getByText("1 kesalahan menahan “Menangani pengaduan warga”.")).toBeVisible();
    const finding = page.getByRole("article").filter({ hasText: file });
    await expect(finding).toContainText(`${file}, baris ${line}, kolom`);
    await expect(finding).toContainText(option);

    await page.goto(`/naskah/${COURSE}`);
    await expect(page.getByRole("article").filter({ hasText: file })).toContainText(`baris ${line}`);
    await expect(page.getByText("versi terakhir yang bersih tetap tayang")).toBeVisible();

    await begin(page, COURSE, "kuis-pengaduan-adalah-data");
    await expect(page.getByText("Menulisnya sebagai satu baris di catatan pengaduan")).toHaveCount(1);
  } finally {
    quiz.restore();
  }
  await page.goto("/naskah");
  await reloadUntil(page, () => expect(row).toContainText("Bersih", { timeout: 300 }));
});

test("a running attempt stays with the version it began on", async ({ page, server }) => {
  const quiz = new Manuscript(server.content, "06-kuis-mencatat-dan-memberi-nomor.md");
  const old = "Lengkapi aturan memberi nomor.";
  await beginWithIsland(page, COURSE, "kuis-mencatat-dan-memberi-nomor");
  await expect(page.locator("section.question h2", { hasText: old })).toHaveCount(1);
  const attempt = page.url();
  try {
    quiz.replace(old, "Lengkapi aturan nomor pengaduan.");
    // The list of questions tells when the new version is there.
    await page.goto(`/naskah/${COURSE}`);
    await reloadUntil(page, () => expect(page.getByText("Lengkapi aturan nomor pengaduan.")).toBeVisible({ timeout: 300 }));
    await page.goto(attempt);
    await expect(page.locator("section.question h2", { hasText: old })).toHaveCount(1);
    await page.getByRole("link", { name: "Kumpulkan …" }).click();
    await page.getByRole("checkbox", { name: /tetap ingin mengumpulkan/ }).check();
    await page.getByRole("button", { name: "Kumpulkan jawaban" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
    await begin(page, COURSE, "kuis-mencatat-dan-memberi-nomor");
    await expect(page.locator("section.question h2", { hasText: "Lengkapi aturan nomor pengaduan." })).toHaveCount(1);
  } finally {
    quiz.restore();
  }
});

test("a free answer is marked, and then no longer waits", async ({ page, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  await page.goto("/penilaian");
  const waiting = page.getByRole("main").getByRole("link", { name: /Tulis ulang jawaban ini/ });
  const before = await waiting.count();
  expect(before).toBeGreaterThan(0);
  await waiting.first().click();
  await expect(page.getByRole("main")).not.toContainText("Yusuf Hidayat");
  const points = page.getByRole("textbox", { name: /, 0 sampai \d+$/ });
  await page.getByRole("button", { name: "Simpan penilaian" }).click();
  await expect(page.getByText("Penilaian belum tersimpan")).toBeVisible();
  for (const field of await points.all()) await field.fill("1");
  await page.getByLabel("Catatan untuk peserta").fill("Jawaban inti sudah di depan.");
  await page.getByRole("button", { name: "Simpan penilaian" }).click();
  await expect(page).toHaveURL(/\/penilaian(\?|$)/);
  await expect(page.getByRole("main").getByRole("status")).toBeVisible();
  await expect(waiting).toHaveCount(before - 1);
});

/** The folder is looked at a few times a second: reloads until the page shows what it should. */
async function reloadUntil(page: Page, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await shown();
  }).toPass({ timeout: 60_000 });
}
