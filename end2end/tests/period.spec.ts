// A period, from the cycle that opens to what is left of it: ratings and comments are given, an objection is answered, the cycle is closed;
// and a course that was completed is stored in another system exactly once, although that one timed out, answered twice and was
// switched off, and Ampera was killed in between. On PostgreSQL.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { newDatabase } from "../support/city.ts";
import { type Account, expect, test as base } from "../support/fixtures.ts";
import { described, download, linksOf, textOf } from "../support/pdf.ts";
import { readQr } from "../support/qr.ts";
import { Remote } from "../support/remote.ts";
import { type Server, startServer } from "../support/server.ts";

interface Period {
  server: Server;
  remote: Remote;
  /** What the program waits minutes for is due now. */
  letTimePass(): void;
  /** The certificate numbers of everybody in a unit. */
  certificates(unit: string): string[];
}

/** The demo city in a database of its own, with another system beside it. */
const test = base.extend<object, { period: Period }>({
  period: [
    async ({}, use, worker) => {
      const database = newDatabase();
      const folder = mkdtempSync(join(tmpdir(), "ampera-period-"));
      const remote = new Remote();
      await remote.start();
      const file = join(folder, "sync.toml");
      writeFileSync(file, remote.settings(), { mode: 0o600 });
      const server = await startServer(`period-${worker.workerIndex}`, () => ["--demo", "--sync", file], database.url);
      const sql = (text: string) =>
        execFileSync("psql", ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", text, database.url], {
          encoding: "utf8",
        });
      await use({
        server,
        remote,
        letTimePass: () =>
          void sql(
            "UPDATE delivery SET next_at = 0 WHERE state = 'waiting'; UPDATE delivery_turn SET claimed_until = 0; UPDATE destination SET paused_until = 0",
          ),
        certificates: (unit) =>
          sql(
            `SELECT c.number FROM certificate c JOIN assignment a ON a.person_id = c.person_id JOIN unit u ON u.id = a.unit_id
             WHERE u.name = '${unit}' ORDER BY c.number`,
          )
            .split("\n")
            .filter((line) => line !== ""),
      });
      await server.stop();
      await remote.stop();
      database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  server: [async ({ period }, use) => use(period.server), { scope: "worker" }],
});

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const done = (page: Page) => page.getByRole("main").getByRole("status");
const NAME = "Triwulan yang dijalani";
const UNIT = "Kelurahan 26 Ilir";

/** The page of the team for the cycle of this test. */
async function openTeam(page: Page): Promise<void> {
  await page.goto("/evaluasi/tim");
  await page.getByLabel("Siklus").selectOption({ label: NAME });
  await page.getByRole("button", { name: "Tampilkan" }).click();
}

/** Opens the newest notification with these words: it leads to where one can act. */
async function follow(page: Page, words: string): Promise<void> {
  await page.goto("/beranda");
  await page.getByRole("banner").getByRole("link", { name: /^Pemberitahuan: \d+ belum dibaca$/ }).click();
  await page.getByRole("main").getByRole("link", { name: words }).first().click();
}

test("a period, from the cycle that opens to the course that is stored once", async ({ page, period, signIn }) => {
  test.setTimeout(300_000);
  const { server, remote } = period;
  const as = async (who: Account) => {
    await page.context().clearCookies();
    await signIn(page, who);
  };

  // The agency opens a cycle.
  await as("admin");
  await page.goto("/admin/evaluasi");
  await page.getByLabel("Nama siklus").fill(NAME);
  await page.getByRole("radio", { name: "Triwulan" }).check();
  await page.getByLabel("Hari pertama periode").fill("2031-01-01");
  await page.getByLabel("Hari terakhir periode").fill("2031-03-31");
  await page.getByLabel("Penilaian dibuka").fill(day(2));
  await page.getByLabel("Penilaian ditutup (hari terakhir)").fill(day(20));
  await page.getByRole("button", { name: "Rencanakan siklus" }).click();
  await page.getByRole("button", { name: "Buka sekarang" }).click();
  await expect(done(page)).toContainText("Siklus dibuka");
  const cycle = new URL(page.url()).pathname;
  // A job brings people in.
  await expect(async () => {
    await page.goto(cycle);
    await expect(page.getByText("Pegawai sedang dimasukkan")).toHaveCount(0, { timeout: 1000 });
  }).toPass({ timeout: 40_000 });

  // The head is told, rates and comments.
  await as("yanti");
  await follow(page, "Tim Anda menunggu penilaian");
  await expect(page).toHaveURL(/\/evaluasi\/tim/);
  await openTeam(page);
  await page.getByRole("rowheader").getByRole("link", { name: "Rina Astuti" }).click();
  await page.getByRole("group", { name: "Hasil kerja" }).getByRole("radio", { name: /^3/ }).check();
  await page.getByRole("group", { name: "Perilaku kerja" }).getByRole("radio", { name: /^2/ }).check();
  await page.getByLabel("Catatan untuk pegawai").fill("Rekap bulan Juli belum selesai.");
  await page.getByRole("button", { name: "Bagikan kepada Rina Astuti" }).click();
  await expect(done(page)).toContainText("Hasil dibagikan");

  // The person is told, and objects.
  await as("rina");
  await follow(page, "Evaluasi kinerja Anda dibagikan");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(NAME);
  const evaluation = new URL(page.url()).pathname;
  await expect(page.getByText("Rekap bulan Juli belum selesai.").first()).toBeVisible();
  await page.getByText(/^Saya berkeberatan/).click();
  await page.getByLabel("Alasan keberatan").fill("Rekap selesai 2 Oktober.");
  await page.getByRole("button", { name: "Kirim keberatan" }).click();
  await expect(done(page)).toContainText("Keberatan terkirim");

  // The head is told, and answers.
  await as("yanti");
  await follow(page, "Ada keberatan yang menunggu jawaban");
  await expect(page).toHaveURL(new RegExp(`${evaluation}$`));
  await page.getByRole("radio", { name: /^Ubah penilaian/ }).check();
  await page.getByRole("group", { name: /^Hasil kerja/ }).getByRole("radio", { name: /^2/ }).check();
  await page.getByLabel("Alasan", { exact: true }).fill("Benar, rekapnya selesai.");
  await page.getByRole("button", { name: "Jawab keberatan" }).click();
  await expect(done(page)).toContainText("Keberatan dijawab");

  // The person reads the answer, and says what they say to it.
  await as("rina");
  await follow(page, "Keberatan Anda dijawab");
  await expect(page.getByText("Benar, rekapnya selesai.").first()).toBeVisible();
  await expect(page.getByRole("cell", { name: /predikat ini:.*Baik/ })).toBeVisible();

  // The agency closes the cycle; the job settles everybody, and they are told.
  await as("admin");
  await page.goto(cycle);
  await page.getByRole("button", { name: "Tutup sekarang" }).click();
  await expect(done(page)).toContainText("Siklus sedang ditutup");
  await expect(async () => {
    await page.goto(cycle);
    await expect(page.getByText("Sudah ditutup.")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 40_000 });
  await as("rina");
  await follow(page, "Evaluasi Anda ditetapkan");
  await expect(page).toHaveURL(new RegExp(`${evaluation}$`));

  // The evidence sheet of this evaluation is downloaded, and its text read back.
  const sheet = await download(page, "Unduh lembar bukti (PDF)");
  const words = await textOf(sheet.bytes);
  for (const said of ["Rina Astuti", NAME, "Rekap bulan Juli belum selesai.", "Rekap selesai 2 Oktober.", "Benar, rekapnya selesai."]) {
    expect(words).toContain(said);
  }
  expect((await described(sheet.bytes)).tagged).toBe(true);

  // The certificate of a course that she completed: its QR code leads to the page that says so, for anybody.
  await page.goto("/profil");
  await page.getByRole("main").locator('a[href^="/sertifikat/"]:not([href$=".pdf"])').first().click();
  const certificate = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const code = await page.locator(".certificate-code path").nth(1).getAttribute("d");
  const address = readQr(code ?? "");
  expect(address).toBe(`${server.url}/verifikasi/${certificate}`);
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sertifikat ini sah");
  await expect(page.getByRole("main")).toContainText("Rina Astuti");

  // The certificate as PDF leads to the same address.
  await as("rina");
  await page.goto(`/sertifikat/${certificate}`);
  const printed = await download(page, "Unduh PDF");
  expect(await textOf(printed.bytes)).toContain("Rina Astuti");
  expect(await linksOf(printed.bytes)).toContain(address);

  // The unit is switched on. What its people completed goes out; the other system stores the first and never answers, answers
  // twice to the second, and fails at the third.
  const certificates = period.certificates(UNIT);
  expect(certificates.length, "people of the unit have completed courses").toBeGreaterThan(2);
  expect(certificates).toContain(certificate);
  await as("admin");
  remote.faults.push("stores and hangs", "stores and answers twice", "fails");
  await page.goto("/admin/sinkronisasi");
  await page.getByLabel("Aktifkan unit").selectOption({ label: UNIT });
  await page.getByRole("button", { name: "Aktifkan" }).click();
  await expect(page.getByRole("main")).toContainText(UNIT);
  await expect.poll(() => remote.asked.save, { timeout: 60_000, message: "it is told" }).toBeGreaterThan(0);
  await expect(async () => {
    await page.goto("/admin/sinkronisasi");
    await expect(page.getByRole("main")).toContainText("Jawabannya terlalu lama", { timeout: 1000 });
  }).toPass({ timeout: 60_000 });

  // It is switched off for a while: nothing is lost, and nothing is stored.
  await remote.stop();
  const before = remote.courses.length;
  period.letTimePass();
  await expect(async () => {
    await page.goto("/admin/sinkronisasi");
    await expect(page.getByRole("main")).toContainText("Tidak dapat dihubungi", { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  expect(remote.courses.length).toBe(before);

  // It is there again, stores what is missing, and Ampera is killed while it waits for the answer.
  remote.faults.push("stores and hangs");
  await remote.start();
  period.letTimePass();
  await expect.poll(() => remote.hanging, { timeout: 60_000, intervals: [20], message: "one was stored and hangs" }).toBeGreaterThan(0);
  await server.kill();
  await server.startAgain();

  // In the end everything is there, each exactly once.
  await expect(async () => {
    period.letTimePass();
    await new Promise((later) => setTimeout(later, 2500));
    expect(certificates.filter((certificate) => remote.stored(certificate) === 0)).toEqual([]);
  }).toPass({ timeout: 60_000 });
  await expect(async () => {
    await page.goto("/admin/sinkronisasi?keadaan=waiting");
    await expect(page.getByRole("main")).toContainText("Tidak ada pesan", { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  expect(remote.courses.map((course) => course.nomorSertipikat).sort()).toEqual(certificates);
});
