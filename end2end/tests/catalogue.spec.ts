// Finding a course, with and without JavaScript.

import { expect, test } from "../support/fixtures.ts";

test("the search knows word forms, filters and says when nothing is found", { tag: "@every" }, async ({ page }) => {
  await page.goto("/katalog");
  await expect(page.getByRole("heading", { level: 2, name: /^\d+ kursus$/ })).toBeVisible();
  const search = page.getByRole("search");
  await search.getByLabel("Cari kursus atau pelajaran").fill("mengadu");
  await search.getByRole("button", { name: "Cari" }).click();
  await expect(page.getByRole("heading", { level: 2, name: /^\d+ kursus untuk “mengadu”$/ })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Menangani pengaduan warga" })).toBeVisible();

  await search.getByLabel("Kompetensi").selectOption({ label: "Keamanan digital" });
  await search.getByRole("button", { name: "Cari" }).click();
  await expect(page.getByText("Belum ada kursus untuk “mengadu”")).toBeVisible();
  await expect(search.getByLabel("Cari kursus atau pelajaran"), "the words stay").toHaveValue("mengadu");
  await page.getByRole("link", { name: "Lihat semua kursus" }).click();
  await expect(page).toHaveURL(/\/katalog$/);
});

test("a visitor sees a course and signs in to begin it", async ({ page, complaints }) => {
  complaints.expectComplaints(/status of 401/);
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Mengenali phishing" }).first().click();
  await expect(page.getByRole("heading", { level: 2, name: "Selesai bila" })).toBeVisible();
  await page.getByRole("link", { name: "Masuk untuk mulai" }).click();
  await page.getByLabel("Nama pengguna").fill("admin");
  await page.getByLabel("Kata sandi").fill("ampera-demo");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page).toHaveURL(/\/kursus\/mengenali-phishing$/);
  await page.getByRole("button", { name: "Mulai kursus ini" }).click();
  await expect(page).toHaveURL(/\/kursus\/mengenali-phishing\/mengapa-akun-anda-dicari/);
});
