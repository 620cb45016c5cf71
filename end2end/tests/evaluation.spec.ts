// An evaluation from the plan of a cycle to an answered objection, as the agency, the head and the person do it.

import type { Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const done = (page: Page) => page.getByRole("main").getByRole("status");

/** Plans a cycle and opens it; every test has one of its own. */
async function open(page: Page, name: string): Promise<void> {
  await page.goto("/admin/evaluasi");
  await page.getByLabel("Nama siklus").fill(name);
  await page.getByRole("radio", { name: "Triwulan" }).check();
  await page.getByLabel("Hari pertama periode").fill("2031-01-01");
  await page.getByLabel("Hari terakhir periode").fill("2031-03-31");
  await page.getByLabel("Penilaian dibuka").fill(day(2));
  await page.getByLabel("Penilaian ditutup (hari terakhir)").fill(day(20));
  await page.getByRole("button", { name: "Rencanakan siklus" }).click();
  await expect(done(page)).toContainText("Siklus direncanakan");
  await page.getByRole("button", { name: "Buka sekarang" }).click();
  await expect(done(page)).toContainText("Siklus dibuka");
  // A job brings people in.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Pegawai sedang dimasukkan")).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 40_000 });
}

test("a cycle is planned, somebody is rated, objects and is answered", { tag: "@every" }, async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  const name = `Triwulan uji ${Date.now()}`;
  await signIn(page, "admin");
  await page.goto("/admin/evaluasi");
  await page.getByRole("button", { name: "Rencanakan siklus" }).click();
  await expect(page.getByRole("alert")).toContainText("Belum tersimpan");
  await open(page, name);

  await page.context().clearCookies();
  await signIn(page, "yanti");
  await page.goto("/evaluasi/tim");
  await page.getByLabel("Siklus").selectOption({ label: name });
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await page.getByRole("rowheader").getByRole("link", { name: "Rina Astuti" }).click();
  await page.getByRole("group", { name: "Hasil kerja" }).getByRole("radio", { name: /^3/ }).check();
  await page.getByRole("group", { name: "Perilaku kerja" }).getByRole("radio", { name: /^2/ }).check();
  await page.getByRole("button", { name: "Bagikan kepada Rina Astuti" }).click();
  await expect(page.getByRole("alert")).toContainText("Jelaskan penilaian di bawah ekspektasi");
  await expect(page.getByRole("group", { name: "Hasil kerja" }).getByRole("radio", { name: /^3/ })).toBeChecked();
  await page.getByLabel("Catatan untuk pegawai").fill("Rekap bulan Juli belum selesai.");
  await page.getByRole("button", { name: "Bagikan kepada Rina Astuti" }).click();
  await expect(done(page)).toContainText("Hasil dibagikan");
  await expect(page.getByRole("cell", { name: /predikat ini:.*Butuh Perbaikan/ })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/evaluasi");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByText("Kompetensi adalah bukti, bukan predikat.")).toBeVisible();
  await page.getByText(/^Saya berkeberatan/).click();
  await page.getByLabel("Alasan keberatan").fill("Rekap selesai 2 Oktober.");
  await page.getByRole("button", { name: "Kirim keberatan" }).click();
  await expect(done(page)).toContainText("Keberatan terkirim");

  await page.context().clearCookies();
  await signIn(page, "yanti");
  await page.goto("/evaluasi/tim");
  await page.getByLabel("Siklus").selectOption({ label: name });
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await page.getByRole("link", { name: "Lanjut: Rina Astuti" }).click();
  await page.getByRole("radio", { name: /^Ubah penilaian/ }).check();
  await page.getByRole("group", { name: /^Hasil kerja/ }).getByRole("radio", { name: /^2/ }).check();
  await page.getByLabel("Alasan", { exact: true }).fill("Benar, rekapnya selesai.");
  await page.getByRole("button", { name: "Jawab keberatan" }).click();
  await expect(done(page)).toContainText("Keberatan dijawab");
  await expect(page.getByRole("cell", { name: /predikat ini:.*Baik/ })).toBeVisible();
});

test("a cycle is closed by the job, lists who was not rated, and is reopened for a reason", { tag: "@every" }, async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  await signIn(page, "admin");
  await open(page, `Triwulan tutup ${Date.now()}`);
  await page.getByRole("button", { name: "Tutup sekarang" }).click();
  await expect(done(page)).toContainText("Siklus sedang ditutup");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: /^Tidak dinilai: \d+ orang/ })).toBeVisible({ timeout: 1000 });
    await expect(page.getByText("Sudah ditutup.")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 40_000 });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /Unduh CSV/ }).click();
  expect((await download).suggestedFilename()).toBe("evaluasi.csv");
  await page.getByRole("button", { name: "Buka kembali" }).click();
  await expect(page.getByRole("alert")).toContainText("Mengapa dibuka kembali");
  await page.getByLabel("Mengapa dibuka kembali").fill("Penilai sakit.");
  await page.getByLabel("Penilaian ditutup lagi (hari terakhir)").fill(day(9));
  await page.getByRole("button", { name: "Buka kembali" }).click();
  await expect(done(page)).toContainText("Siklus dibuka kembali");
  await expect(page.getByRole("listitem").filter({ hasText: "Penilai sakit." })).toBeVisible();
});

test("an auditor reads cycles and changes nothing", async ({ page, signIn }) => {
  await signIn(page, "hendra");
  await page.goto("/admin/evaluasi");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByRole("main").locator('form[method="post"]')).toHaveCount(0);
});
