// What people are told: the bell, the list that leads to where one can act, and the choices; with a mouse, a finger, and without JavaScript.

import { expect, expectNoSidewaysScroll, test } from "../support/fixtures.ts";

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("somebody is told, opens it, marks the rest as read and chooses", { tag: "@every" }, async ({ page, signIn }) => {
  await signIn(page, "yanti");
  await page.goto("/rencana/baru");
  await page.getByRole("checkbox", { name: /Memakai asisten AI/ }).check();
  await page.getByRole("radio", { name: "orang tertentu di unit itu" }).check();
  await page.getByLabel("Nama", { exact: true }).fill("Rina");
  await page.getByLabel("Selesai paling lambat").fill(day(30));
  await page.getByRole("button", { name: "Tinjau rencana" }).click();
  await page.getByRole("checkbox", { name: /Rina Astuti/ }).check();
  await page.getByRole("button", { name: /Buat rencana/ }).click();

  await page.context().clearCookies();
  await signIn(page, "rina");
  await page.goto("/beranda");
  const bell = page.getByRole("banner").getByRole("link", { name: /^Pemberitahuan: \d+ belum dibaca$/ });
  await bell.click();
  await expect(page.getByRole("heading", { level: 2, name: "Belum dibaca" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Rencana belajar baru untuk Anda" }).first().click();
  await expect(page).toHaveURL(/\/rencana$/);
  // A job that a test before has begun may tell her something in between: that is marked, too.
  await expect(async () => {
    await page.goto("/pemberitahuan");
    await page.getByRole("button", { name: "Tandai semua sudah dibaca" }).click();
    await expect(page.getByRole("main").getByRole("status")).toContainText("Semua ditandai sudah dibaca");
    await expect(page.getByRole("banner").getByRole("link", { name: "Pemberitahuan", exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await page.getByLabel("Tentang").selectOption({ label: "Rencana belajar" });
  await page.getByRole("button", { name: "Tampilkan" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Rencana belajar baru untuk Anda" }).first()).toBeVisible();

  await page.getByRole("link", { name: "Atur pemberitahuan" }).click();
  await expectNoSidewaysScroll(page);
  const role = page.getByRole("group", { name: "Saya mendapat peran" });
  await role.getByRole("checkbox", { name: "Di aplikasi" }).uncheck();
  await role.getByLabel("Surel").selectOption({ label: "Tidak" });
  const evaluation = page.getByRole("group", { name: "Evaluasi saya dibagikan" });
  await expect(evaluation.getByRole("checkbox")).toHaveCount(0);
  await expect(evaluation.getByLabel("Surel").getByRole("option")).toHaveText(["Segera", "Dalam surel harian"]);
  await page.getByRole("button", { name: "Simpan pilihan" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Pilihan tersimpan");
  await expect(role.getByRole("checkbox", { name: "Di aplikasi" })).not.toBeChecked();
  await expect(role.getByLabel("Surel")).toHaveValue("never");
  await role.getByRole("checkbox", { name: "Di aplikasi" }).check();
  await page.getByRole("button", { name: "Simpan pilihan" }).click();
});
