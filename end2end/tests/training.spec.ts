// Outside training: filed with a document, sent back, corrected, verified, counted. Also without JavaScript.

import { expect, test } from "../support/fixtures.ts";

const PDF = Buffer.from("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

test("a filing is sent back, corrected and counted @no-js", async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  const title = "Lokakarya layanan daring";
  const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
  await signIn(page, "rina");
  await page.goto("/pelatihan-luar");
  await page.getByLabel("Jenis kegiatan").selectOption("workshop");
  await page.getByLabel("Judul").fill(title);
  await page.getByLabel("Hari pertama").fill(day);
  await page.getByLabel("Hari terakhir").fill(day);
  await page.getByLabel("Tempat").fill("daring");
  const document = { name: "sertifikat.pdf", mimeType: "application/pdf", buffer: PDF };
  await page.getByLabel("Dokumen bukti").setInputFiles(document);
  await page.getByRole("button", { name: "Kirim untuk diperiksa" }).click();
  await expect(page.getByText("Dokumen dan isian Anda sudah tersimpan.")).toBeVisible();
  await expect(page.getByLabel("Judul")).toHaveValue(title);
  await page.getByLabel("Penyelenggara").fill("Kominfo");
  await page.getByRole("button", { name: "Kirim untuk diperiksa" }).click();
  await expect(page.getByText("Pengajuan terkirim")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "admin");
  await page.goto("/admin/pelatihan-luar");
  await page.getByRole("link", { name: title }).click();
  await page.getByLabel("Alasan").fill("Tambahkan nama narasumber.");
  await page.getByRole("button", { name: "Kembalikan" }).click();
  await expect(page.getByText("Keputusan tersimpan")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/pelatihan-luar");
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByText("Tambahkan nama narasumber.")).toBeVisible();
  await page.getByRole("button", { name: "Kirim lagi untuk diperiksa" }).click();
  await expect(page.getByText("Pengajuan terkirim")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "admin");
  await page.goto("/admin/pelatihan-luar");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("button", { name: "Terima, 5 JP" }).click();
  await expect(page.getByText("Keputusan tersimpan")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/jp");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});
