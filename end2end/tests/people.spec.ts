// The agency imports a list, makes somebody an acting head, and that head sees the team: with and without JavaScript.

import type { Page } from "@playwright/test";

import { expect, expectNoSidewaysScroll, test } from "../support/fixtures.ts";

/** A list with a heading that nobody knows, one row that cannot be, and names of its own for each run. */
function list(run: string): string {
  // Digits that count: each browser imports people of its own.
  const serial = { desktop: "1", phone: "2", "no-js": "3" }[run] ?? "4";
  return [
    "Pegawai Nomor;Nama;Jenis;Kode Unit;Nama Unit;Kode Jabatan;Kepala;TMT",
    `19860926201505100${serial};Ayu ${run};PNS;U-${run};Kelurahan ${run};pengelola-layanan;tidak;1/3/2024`,
    `19900315202121100${serial};Beni ${run};PNS;U-${run};;pengelola-layanan;;`,
  ].join("\n");
}

async function upload(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/admin/impor");
  await page.getByLabel("Berkas CSV atau XLSX").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Lihat apa yang berubah" }).click();
}

test("a list is shown, corrected and applied @every", async ({ page, signIn }, { project }) => {
  await signIn(page, "admin");
  await upload(page, `${project.name}.csv`, list(project.name));
  const column = page.getByLabel("Pegawai Nomor");
  // Whoever came first has chosen for all: the choice is remembered.
  if ((await column.inputValue()) === "") {
    await expect(page.getByText("Kolomnya belum cukup jelas")).toBeVisible();
    await column.selectOption("nomor");
    await page.getByRole("button", { name: "Hitung ulang" }).click();
  }
  await expect(page.getByText("1 baris ditolak.")).toBeVisible();
  await expect(page.getByText("Nomornya nomor PPPK, tetapi jenisnya PNS.")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("19860926");
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Terapkan tanpa 1 baris yang ditolak" }).click();
  await expect(page.getByText("Daftar diterapkan")).toBeVisible();

  await page.goto(`/admin/orang?nama=Ayu+${project.name}`);
  await expect(page.getByText(`Pengelola Layanan, Kelurahan ${project.name}`)).toBeVisible();
  await page.getByRole("link", { name: `Ayu ${project.name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Ayu ${project.name}`);
  await expectNoSidewaysScroll(page);
});

test("a broken file is said at the field and leaves everything as it was", async ({ page, signIn, complaints }) => {
  complaints.expectComplaints(/status of 422/);
  await signIn(page, "admin");
  await upload(page, "daftar.xlsx", "PK\u0003\u0004 rusak");
  await expect(page.getByRole("alert")).toContainText("rusak atau tidak utuh");
  await expect(page.getByLabel("Berkas CSV atau XLSX")).toHaveAttribute("aria-invalid", "true");
});

test("an acting head sees the team from the first day", async ({ page, signIn }) => {
  await signIn(page, "admin");
  await page.goto("/admin/orang?nama=Rina+Astuti");
  await page.getByRole("link", { name: "Rina Astuti" }).click();
  await page.getByText("Tambah jabatan", { exact: true }).click();
  const form = page.locator('form[action$="/jabatan"]');
  await form.getByLabel("Unit", { exact: true }).selectOption({ label: "\u2003Puskesmas Dempo" });
  await form.getByLabel("Jabatan", { exact: true }).selectOption("kepala-seksi-pelayanan");
  await form.getByLabel("Dasar").selectOption("plh");
  await form.getByRole("checkbox").check();
  await form.getByLabel("Hari terakhir").fill("2099-12-31");
  await form.getByRole("button", { name: "Tambahkan jabatan" }).click();
  await expect(page.getByText("Plh. Kepala Seksi Pelayanan, Puskesmas Dempo")).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, "rina", { fresh: true });
  await page.goto("/tim");
  await expect(page.getByText("Anda melihat tim ini sebagai Plh. Kepala Seksi Pelayanan")).toBeVisible();
  await expect(page.getByText("sampai 31 Desember 2099")).toBeVisible();
  await expect(page.getByRole("link", { name: "Bayu Saputra", exact: false }).first()).toBeVisible();
});

test("a unit is renamed, and the day before still has its old name", async ({ page, signIn }) => {
  await signIn(page, "admin");
  await page.goto("/admin/unit?q=Dempo");
  await page.getByRole("link", { name: "Puskesmas Dempo" }).click();
  await page.getByText("Ganti nama atau jenis").click();
  await page.locator('form[action$="/ubah"]').getByLabel("Nama").fill("Puskesmas Dempo Baru");
  await page.locator('form[action$="/ubah"]').getByRole("button").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Puskesmas Dempo Baru");
  await page.goto("/admin/unit?tanggal=2020-03-01&q=Dempo");
  await expect(page.getByRole("row", { name: /Puskesmas Dempo/ })).not.toContainText("Baru");
});
