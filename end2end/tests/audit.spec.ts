// An auditor reads the log; a person sees who looked and asks for a change; an administrator answers and grants roles.

import { expect, test } from "../support/fixtures.ts";

test("whoever looks at a profile is seen by its owner", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "yanti");
  await page.goto("/tim");
  await page.getByRole("rowheader").getByRole("link", { name: /Rina Astuti/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rina Astuti");
  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/data-saya");
  await expect(page.getByRole("row").filter({ hasText: "Yanti Oktavia" }).filter({ hasText: "profil" }).first()).toBeVisible();
});

test("a request is sent, answered and seen", { tag: "@every" }, async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  const wish = `Nama saya salah tulis ${Date.now()}`;
  await signIn(page, "rina");
  await page.goto("/data-saya");
  await page.getByRole("radio", { name: /Penghapusan/ }).check();
  await page.getByRole("button", { name: "Kirim permintaan" }).click();
  await expect(page.getByRole("alert")).toContainText("Permintaan belum terkirim");
  await expect(page.getByRole("radio", { name: /Penghapusan/ })).toBeChecked();
  await page.getByRole("radio", { name: /Perbaikan/ }).check();
  await page.getByLabel("Apa yang harus diperbaiki atau dihapus").fill(wish);
  await page.getByRole("button", { name: "Kirim permintaan" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Permintaan terkirim");

  await page.context().clearCookies();
  await signIn(page, "admin");
  await page.goto("/admin/permintaan");
  // Others of the same worker may have asked before: the newest stands last.
  await page.getByRole("row").filter({ hasText: "menunggu" }).last().getByRole("link").click();
  await expect(page.getByText(wish)).toBeVisible();
  await page.getByLabel("Jawaban Anda").fill(`Sudah kami perbaiki: ${wish}`);
  await page.getByRole("button", { name: "Kirim jawaban" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Jawaban tersimpan");

  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/data-saya");
  await expect(page.getByText(`Sudah kami perbaiki: ${wish}`)).toBeVisible();
});

test("a role is granted and ended", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "admin");
  await page.goto("/admin/peran");
  await page.getByLabel("1. Cari orangnya").fill("Lina");
  await page.getByRole("button", { name: "Cari" }).click();
  await page.getByRole("radio", { name: /Lina Marlina/ }).check();
  await page.getByLabel("Kursus").selectOption({ label: "Mengenali phishing" });
  await page.getByRole("button", { name: "Beri peran" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Peran diberikan");
  const row = page.getByRole("row").filter({ hasText: "Lina Marlina" });
  await expect(row).toContainText("Pengajar, Mengenali phishing");
  await row.getByRole("button", { name: /^Akhiri/ }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Peran diakhiri");
  await expect(row).toHaveCount(0);
});

test("an auditor reads, filters and downloads, and finds no form that changes anything", async ({ page, signIn }) => {
  await signIn(page, "hendra");
  await page.goto("/audit");
  await page.getByLabel("Terhadap siapa").fill("rina");
  await page.getByLabel("Tindakan").selectOption({ label: "Masuk" });
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await expect(page.getByLabel("Terhadap siapa")).toHaveValue("rina");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Unduh CSV" }).click();
  expect((await download).suggestedFilename()).toBe("ampera-audit.csv");
  for (const path of ["/audit", "/admin/peran", "/admin/klien", "/admin/permintaan"]) {
    await page.goto(path);
    await expect(page.getByRole("main").locator('form[method="post"]')).toHaveCount(0);
  }
});
