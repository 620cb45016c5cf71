// Every page: axe in both themes, one heading of the first level, nothing wider than 320 px, and both languages.

import type { Page } from "@playwright/test";

import { type Account, axe, expect, expectNoSidewaysScroll, test } from "../support/fixtures.ts";
import { begin, beginWithIsland, expectIsland } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";

interface Visit {
  name: string;
  /** Nobody, if it is missing. */
  who?: Account;
  /** An address, or the way to a page whose address is not known. */
  go: string | ((page: Page) => Promise<void>);
  status?: number;
}

/** Follows a link that a page has. */
const follow = (from: string, selector: string) => async (page: Page) => {
  await page.goto(from);
  const href = await page.locator(selector).first().getAttribute("href");
  expect(href, `a link like ${selector}`).toBeTruthy();
  await page.goto(href ?? "");
};

const VISITS: Visit[] = [
  { name: "front", go: "/" },
  { name: "sign-in", go: "/masuk" },
  { name: "sign-in with an error", go: signInWrong },
  { name: "catalogue", go: "/katalog" },
  { name: "catalogue without a result", go: "/katalog?kata=xyzzy" },
  { name: "course of a visitor", go: "/kursus/mengenali-phishing" },
  { name: "learning paths", go: "/jalur" },
  { name: "learning path of a visitor", go: "/jalur/pengelola-data-unit" },
  { name: "verification form", go: "/verifikasi" },
  { name: "verification of an unknown number", go: "/verifikasi/AMP-2026-0000-0000", status: 404 },
  { name: "style guide", go: "/gaya" },
  { name: "404", go: "/tidak-ada", status: 404 },
  { name: "home", who: "rina", go: "/beranda" },
  { name: "home of somebody new", who: "admin", go: "/beranda" },
  { name: "catalogue with a result", who: "rina", go: "/katalog?kata=mengadu&tingkat=2" },
  { name: "course", who: "rina", go: `/kursus/${COURSE}` },
  { name: "completed course", who: "rina", go: "/kursus/mengenali-phishing" },
  { name: "learning path", who: "rina", go: "/jalur/baru-di-loket" },
  { name: "lesson", who: "rina", go: `/kursus/${COURSE}/memilah-dan-meneruskan` },
  { name: "quiz start", who: "rina", go: `/kursus/${COURSE}/asesmen-akhir` },
  { name: "quiz running", who: "rina", go: (page) => beginWithIsland(page, COURSE, "kuis-pengaduan-adalah-data") },
  { name: "quiz running, ordering", who: "rina", go: ordering },
  { name: "quiz running against the clock", who: "budi", go: timed },
  { name: "quiz result", who: "rina", go: follow(`/kursus/${COURSE}/asesmen-akhir`, 'main a[href^="/kuis/"]') },
  { name: "practice result", who: "admin", go: practised },
  { name: "profile", who: "rina", go: "/profil" },
  { name: "evidence", who: "rina", go: follow("/profil", 'a[href$="/layanan/pengaduan"]') },
  { name: "missing evidence", who: "rina", go: follow("/profil", 'a[href$="/digital/data-pribadi"], a[href*="/manajerial/"]') },
  { name: "certificate", who: "rina", go: follow("/profil", 'a[href^="/sertifikat/"]') },
  { name: "verification", go: verified, who: "rina" },
  { name: "learning hours", who: "rina", go: "/jp" },
  { name: "profile against a target", who: "rina", go: "/profil?sasaran=lurah" },
  { name: "outside training", who: "rina", go: "/pelatihan-luar" },
  { name: "outside training filed", who: "rina", go: follow("/pelatihan-luar", 'tbody a[href^="/pelatihan-luar/"]') },
  { name: "outside training with errors", who: "rina", go: filedWrong },
  { name: "outside training to verify", who: "admin", go: "/admin/pelatihan-luar" },
  { name: "verifying", who: "admin", go: follow("/admin/pelatihan-luar", 'tbody a[href^="/admin/pelatihan-luar/"]') },
  { name: "devices", who: "rina", go: "/perangkat" },
  { name: "my data", who: "rina", go: "/data-saya" },
  { name: "audit log", who: "hendra", go: "/audit" },
  { name: "audit log without a result", who: "hendra", go: "/audit?orang=xyzzy" },
  { name: "roles", who: "admin", go: "/admin/peran?cari=a" },
  { name: "service clients", who: "admin", go: "/admin/klien" },
  { name: "synchronisation", who: "admin", go: "/admin/sinkronisasi" },
  { name: "synchronisation, dry run", who: "admin", go: "/admin/sinkronisasi/uji" },
  { name: "requests about data", who: "admin", go: "/admin/permintaan" },
  { name: "team", who: "yanti", go: "/tim" },
  { name: "team by unit", who: "admin", go: "/tim?tampil=unit" },
  { name: "standards", who: "admin", go: "/admin/standar" },
  { name: "standard of a position", who: "admin", go: "/admin/standar/jabatan?jabatan=lurah" },
  { name: "profile of another one", who: "yanti", go: follow("/tim", 'tbody th a[href^="/profil/"]') },
  { name: "notifications", who: "rina", go: "/pemberitahuan" },
  { name: "how to be told", who: "rina", go: "/pemberitahuan/atur" },
  { name: "career", who: "rina", go: "/karier" },
  { name: "career with the form for facts", who: "admin", go: follow("/talenta", 'tbody th a[href^="/karier/"]') },
  { name: "talent boxes", who: "admin", go: "/talenta" },
  { name: "talent boxes of a unit", who: "yanti", go: "/talenta?kotak=0" },
  { name: "shortlists", who: "admin", go: "/admin/daftar-pendek" },
  { name: "shortlist", who: "admin", go: follow("/admin/daftar-pendek", 'tbody th a[href^="/admin/daftar-pendek/"]') },
  { name: "my plan", who: "rina", go: "/rencana" },
  { name: "new plan of a learner", who: "rina", go: "/rencana/baru" },
  { name: "plans of a team", who: "yanti", go: "/rencana/tim" },
  { name: "plan", who: "yanti", go: follow("/rencana/tim", 'main h2 a[href^="/rencana/"]') },
  { name: "new plan", who: "yanti", go: "/rencana/baru" },
  { name: "review of a plan", who: "yanti", go: reviewed },
  { name: "which courses help most", who: "yanti", go: "/rencana/hitung" },
  { name: "the best courses", who: "yanti", go: calculated },
  { name: "own evaluation", who: "rina", go: "/evaluasi" },
  { name: "evaluations of the team", who: "yanti", go: "/evaluasi/tim" },
  { name: "evaluation with an objection", who: "yanti", go: follow("/evaluasi/tim", 'tbody tr:first-child th a') },
  { name: "evaluation to rate", who: "yanti", go: follow("/evaluasi/tim", 'tbody tr:nth-child(2) th a') },
  { name: "evaluation cycles", who: "admin", go: "/admin/evaluasi" },
  { name: "evaluation cycle", who: "admin", go: follow("/admin/evaluasi", 'tbody th a') },
  { name: "sheets of a unit", who: "yanti", go: "/lembar" },
  { name: "sheets of a unit being made", who: "yanti", go: ordered },
  { name: "verification of an unknown sheet", go: "/verifikasi/LBR-2222-2222-2222", status: 404 },
  { name: "manuscripts", who: "budi", go: "/naskah" },
  { name: "manuscript", who: "budi", go: `/naskah/${COURSE}` },
  { name: "answers to mark", who: "budi", go: "/penilaian" },
  { name: "marking", who: "budi", go: follow("/penilaian", 'main a[href^="/penilaian/"]') },
  { name: "people", who: "admin", go: "/admin/orang" },
  { name: "new person", who: "admin", go: "/admin/orang/baru" },
  { name: "person", who: "admin", go: follow("/admin/orang", 'tbody a[href^="/admin/orang/"]') },
  { name: "units", who: "admin", go: "/admin/unit" },
  { name: "new unit", who: "admin", go: "/admin/unit/baru" },
  { name: "unit", who: "admin", go: follow("/admin/unit", 'tbody a[href^="/admin/unit/"]') },
  { name: "import and export", who: "admin", go: "/admin/impor" },
  { name: "dry run of a list", who: "admin", go: dryRun },
];

async function reviewed(page: Page) {
  await page.goto("/rencana/baru");
  await page.locator('input[name="kursus"]').first().check();
  await page.locator('input[name="tenggat"]').fill("2027-12-31");
  await page.locator('form[action="/rencana/baru/tinjau"] button').click();
  await page.waitForURL("**/tinjau");
}

async function calculated(page: Page) {
  await page.goto("/rencana/hitung");
  await page.locator('input[name="jam"]').fill("20");
  await page.locator('input[name="tenggat"]').fill("2027-12-31");
  await page.locator('form[action="/rencana/hitung"] button').click();
  await page.waitForURL("**/hitung?*");
}

/** Kept still: a page that loads itself again is not to be looked at. */
async function ordered(page: Page) {
  await page.goto("/lembar");
  await page.locator('form[action="/lembar"] button.button:not(.button--quiet)').click();
  await page.waitForURL("**/lembar/*");
  await page.goto(`${page.url()}?diam=1`);
}

test.describe.configure({ mode: "parallel" });

for (const { name, who, go, status } of VISITS) {
  test(name, async ({ page, signIn, complaints }) => {
    test.setTimeout(180_000);
    if (status !== undefined) complaints.expectComplaints(new RegExp(`status of ${status}`));
    complaints.expectComplaints(/status of 422/);
    if (who) await signIn(page, who);
    if (typeof go === "string") {
      const response = await page.goto(go);
      expect(response?.status()).toBe(status ?? 200);
    } else {
      await go(page);
    }

    await expect(page.locator("html")).toHaveAttribute("lang", "id");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("main")).toHaveCount(1);
    await axe(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);

    const title = await page.title();
    expect(title).toMatch(/Ampera/);
    await page.getByRole("button", { name: /English/ }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("button", { name: /English/ })).toHaveAttribute("aria-current", "true");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectNoSidewaysScroll(page);
  });
}

async function signInWrong(page: Page): Promise<void> {
  await page.goto("/masuk");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expect(page.getByText("Ada bagian yang belum diisi.")).toBeVisible();
}

async function ordering(page: Page): Promise<void> {
  await beginWithIsland(page, COURSE, "kuis-tiga-menit-pertama");
  const order = page.locator("section.question").filter({ has: page.locator("ol.order") });
  await page.goto(`${page.url().replace(/#.*/, "")}#${await order.getAttribute("id")}`);
  await expect(order).toBeVisible();
}

async function timed(page: Page): Promise<void> {
  await begin(page, COURSE, "asesmen-akhir");
  await expectIsland(page);
  await expect(page.getByRole("timer")).toHaveText(/^\d\d?:\d\d$|^\d\d?\.\d\d$/);
}

async function practised(page: Page): Promise<void> {
  await beginWithIsland(page, COURSE, "kuis-warga-marah-atau-rentan");
  await page.getByRole("link", { name: "Kumpulkan …" }).click();
  await page.getByRole("checkbox", { name: /tetap ingin mengumpulkan/ }).check();
  await page.getByRole("button", { name: "Kumpulkan jawaban" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
}

async function dryRun(page: Page): Promise<void> {
  await page.goto("/admin/impor");
  const buffer = Buffer.from("NIP,Nama,Jenis\n198609262015051009,Dina,PNS\n1,Eka,PNS\n");
  await page.getByLabel("Berkas CSV atau XLSX").setInputFiles({ name: "daftar.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Lihat apa yang berubah" }).click();
  await expect(page.getByText("1 baris ditolak.")).toBeVisible();
}

async function filedWrong(page: Page): Promise<void> {
  await page.goto("/pelatihan-luar");
  await page.getByRole("button", { name: "Kirim untuk diperiksa" }).click();
  await expect(page.getByRole("alert")).toContainText("Belum terkirim");
}

async function verified(page: Page): Promise<void> {
  await page.goto("/profil");
  const href = await page.locator('a[href^="/sertifikat/"]').first().getAttribute("href");
  await page.context().clearCookies();
  await page.goto((href ?? "").replace("/sertifikat/", "/verifikasi/"));
}
