// The manager's half of the bridge: a standard is imported, the gap it opens is seen in the heat map, the best courses are
// calculated and planned, the course is taken, and the same page shows the gap closed. Then a seminar elsewhere is verified
// and counts.

import type { Locator, Page } from "@playwright/test";

import { expect, test as base } from "../support/fixtures.ts";
import { keysOf } from "../support/keys.ts";
import { beginWithIsland, Quiz } from "../support/quiz.ts";
import { type Server, startServer } from "../support/server.ts";

const COURSE = "menangani-pengaduan-warga";
const PDF = Buffer.from("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

/** A city of its own: what happens here changes what everybody sees. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use, worker) => {
      const server = await startServer(`gap-${worker.workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The cell of Rina under a competency of the heat map. */
async function cell(page: Page, competency: string): Promise<Locator> {
  await page.goto("/tim");
  const map = page.getByRole("region", { name: "Tabel kompetensi per orang" });
  const heads = await map.getByRole("columnheader").allTextContents();
  const place = heads.findIndex((text) => text.trim() === competency);
  expect(place, `${competency} is a column of ${heads.join(", ")}`).toBeGreaterThan(0);
  return map.getByRole("row").filter({ hasText: "Rina Astuti" }).getByRole("cell").nth(place - 1);
}

/** Brings a list of required levels in, after a look at whose gap it changes. */
async function importStandard(page: Page, level: number, decree: string, expected: RegExp): Promise<void> {
  await page.goto("/admin/standar");
  await page.getByText("Impor dari CSV atau XLSX").click();
  const list = `kode_jabatan,kode_kompetensi,tingkat\npengelola-layanan,layanan/pengaduan,${level}\n`;
  await page.getByLabel("Berkas").setInputFiles({ name: "standar.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByLabel("Dasar").fill(decree);
  await page.getByRole("button", { name: "Lihat akibatnya dulu" }).click();
  await expect(page.getByRole("main")).toContainText(expected);
  await page.getByRole("button", { name: "Terapkan" }).click();
  await expect(page.getByRole("main")).toContainText(decree);
}

test("from a standard to a gap that is closed, and a seminar that counts", async ({ page, server, signIn }) => {
  test.setTimeout(240_000);
  const as = async (who: "admin" | "yanti" | "rina") => {
    await page.context().clearCookies();
    await signIn(page, who);
  };

  await as("admin");
  await importStandard(page, 1, "Kepwal 1/2026", /Rina/);
  await as("yanti");
  await expect(await cell(page, "Pengaduan"), "nothing says that level 1 is out of reach").toContainText("?");
  await as("admin");
  await importStandard(page, 2, "Kepwal 2/2026", /Rina/);

  await as("yanti");
  await expect(await cell(page, "Pengaduan")).toContainText("1/2");
  await page.getByRole("link", { name: "Kursus yang paling membantu" }).click();
  await page.getByLabel("JP per orang").fill("5");
  await page.getByLabel("Selesai paling lambat").fill(day(30));
  await page.getByRole("button", { name: "Hitung" }).click();
  await expect(page.getByRole("main")).toContainText("Menangani pengaduan warga");
  await page.getByRole("button", { name: "Rencanakan ini" }).first().click();
  // The course is in a plan of hers already: nobody is ticked before somebody says so.
  await page.getByRole("checkbox", { name: /Rina Astuti/ }).check();
  await page.getByRole("button", { name: "Buat rencana ini" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText(/[Rr]encana/);

  await as("rina");
  await page.goto("/rencana");
  const plan = page.getByRole("listitem").filter({ hasText: "Menangani pengaduan warga" }).filter({ hasText: "Saya terima" });
  await plan.first().getByRole("button", { name: "Saya terima" }).click();
  await page.goto(`/kursus/${COURSE}`);
  await beginWithIsland(page, COURSE, "asesmen-akhir");
  const quiz = new Quiz(page, await keysOf(server.content, COURSE));
  await quiz.answerAll();
  await quiz.handIn.click();
  await expect(page.getByRole("main")).toContainText("Penanganan pengaduan");

  await as("yanti");
  await expect(await cell(page, "Pengaduan")).toContainText("2/2");

  await as("rina");
  await page.goto("/pelatihan-luar");
  await page.getByLabel("Jenis kegiatan").selectOption("seminar");
  await page.getByLabel("Judul").fill("Seminar layanan cepat");
  await page.getByLabel("Penyelenggara").fill("LAN");
  await page.getByLabel("Hari pertama").fill(day(-5));
  await page.getByLabel("Hari terakhir").fill(day(-5));
  await page.getByLabel("Tempat").fill("daring");
  await page.getByLabel("Dokumen bukti").setInputFiles({ name: "sertifikat.pdf", mimeType: "application/pdf", buffer: PDF });
  await page.getByRole("button", { name: "Kirim untuk diperiksa" }).click();
  await expect(page.getByText("Pengajuan terkirim")).toBeVisible();
  await as("admin");
  await page.goto("/admin/pelatihan-luar");
  await page.getByRole("link", { name: "Seminar layanan cepat" }).click();
  await page.getByRole("button", { name: "Terima, 4 JP" }).click();
  await expect(page.getByText("Keputusan tersimpan")).toBeVisible();
  await as("rina");
  await page.goto("/jp");
  await expect(page.getByRole("row").filter({ hasText: "Seminar layanan cepat" })).toContainText("4");
});
