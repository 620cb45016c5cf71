// A city of its own, from the list of its people to the first day of a learner, a trainer, an acting head and an auditor: each sees
// what is theirs, and what is not theirs is not there. On PostgreSQL, with a real provider and a real mail server.

import type { Page } from "@playwright/test";

import { type City, startCity } from "../support/city.ts";
import { expect, test as base } from "../support/fixtures.ts";
import type { Script } from "../support/script.ts";
import { totp } from "../support/totp.ts";

const PASSWORD = "tujuh kapal menyeberang";
const NUMBERS = { rina: "199003152015032001", lina: "198201052008012003", joko: "197905052006041004" };

const test = base.extend<object, { city: City }>({
  city: [
    async ({}, use, worker) => {
      const city = await startCity(`city-${worker.workerIndex}`);
      await use(city);
      await city.stop();
    },
    { scope: "worker" },
  ],
  server: [async ({ city }, use) => use(city.server), { scope: "worker" }],
});

/** A day as the list writes it, so many days from now. */
function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Lina acts for the head of the kecamatan; Joko did, until yesterday. Sari and Beni are in an agency beside it. */
function list(): string {
  return [
    "nomor,nama,jenis,kode_unit,nama_unit,jenis_unit,kode_induk,kode_jabatan,dasar,kepala,mulai,sampai",
    ",,,KOTA,Pemerintah Kota,kota,,,,,,",
    ",,,KEC,Kecamatan Ilir Barat,kecamatan,KOTA,,,,,",
    ",,,K26,Kelurahan 26 Ilir,kelurahan,KEC,,,,,",
    ",,,DKS,Dinas Kesehatan,dinas,KOTA,,,,,",
    `${NUMBERS.rina},Rina Astuti,PNS,K26,,,,pengelola-layanan,,,2024-03-01,`,
    "198609262015051001,Budi Santoso,PNS,DKS,,,,pengelola-layanan,,,2022-01-10,",
    `${NUMBERS.lina},Lina Marlina,PNS,DKS,,,,sekretaris-dinas,definitif,tidak,2022-01-10,`,
    `${NUMBERS.lina},Lina Marlina,PNS,KEC,,,,kepala-seksi-pelayanan,PLT,ya,${day(-3)},${day(20)}`,
    `${NUMBERS.joko},Joko Purnomo,PNS,DKS,,,,pengelola-layanan,definitif,tidak,2022-01-10,`,
    `${NUMBERS.joko},Joko Purnomo,PNS,KEC,,,,kepala-seksi-pelayanan,PLT,ya,${day(-90)},${day(-4)}`,
    "197001011994031001,Hendra Gunawan,PNS,KOTA,,,,pengadministrasi-umum,,,2020-01-01,",
    "199508082020122002,Sari Dewi,PNS,DKS,,,,perawat-terampil,,,2021-01-01,",
  ].join("\n");
}

async function signInWithPassword(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/masuk");
  await page.getByLabel("Nama pengguna").fill(name);
  await page.getByLabel("Kata sandi").fill(PASSWORD);
  await page.getByRole("button", { name: "Masuk", exact: true }).click();
}

async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/masuk");
  await page.getByRole("link", { name: "Masuk dengan Akun Kota" }).click();
  await page.getByRole("link", { name }).click();
  await expect(page).toHaveURL(/\/beranda$/);
}

/** Administrators and auditors set up a second factor before anything else. */
async function setUpSecondFactor(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/keamanan$/);
  await page.getByRole("button", { name: "Pasang faktor kedua" }).click();
  const key = (await page.locator(".security-key code").textContent()) ?? "";
  await page.getByLabel("Kode yang tampil di aplikasi").fill(totp(key, Date.now()));
  await page.getByLabel("Kata sandi Anda").fill(PASSWORD);
  await page.getByRole("button", { name: "Aktifkan" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kode pemulihan Anda");
  return key;
}

/** The path of the link in the next letter. */
async function link(mail: Script): Promise<string> {
  const { source } = await mail.next();
  const plain = String(source).replaceAll("=\r\n", "").replaceAll("=3D", "=");
  return /http:\/\/127\.0\.0\.1:\d+(\/undangan\/\S+)/.exec(plain)?.[1] ?? "";
}

/** The administrator invites somebody; gives the path of the link in the letter. */
async function invite(page: Page, mail: Script, name: string, address: string): Promise<string> {
  await page.goto(`/admin/akun?nama=${encodeURIComponent(name)}`);
  await page.getByRole("searchbox", { name: "Cari nama" }).fill(name);
  await page.getByRole("button", { name: "Cari", exact: true }).click();
  await page.getByRole("link", { name }).click();
  await page.getByLabel("Alamat surel").fill(address);
  await page.getByRole("button", { name: "Kirim undangan" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Undangan sedang dikirim");
  return link(mail);
}

async function accept(page: Page, path: string, username: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(path);
  await page.getByLabel("Nama pengguna").fill(username);
  await page.getByLabel("Kata sandi baru").fill(PASSWORD);
  await page.getByLabel("Sekali lagi").fill(PASSWORD);
  await page.getByRole("button", { name: "Simpan kata sandi" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Kata sandi tersimpan");
}

async function grant(page: Page, name: string, role: string): Promise<void> {
  await page.goto("/admin/peran");
  await page.getByLabel("1. Cari orangnya").fill(name);
  await page.getByRole("button", { name: "Cari" }).click();
  await page.getByRole("radio", { name: new RegExp(name) }).check();
  await page.getByLabel("Peran", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Beri peran" }).click();
  await expect(page.getByRole("main").getByRole("status")).toContainText("Peran diberikan");
}

/** The number in the addresses of somebody's pages, as the administrator sees it. */
async function idOf(page: Page, name: string): Promise<string> {
  await page.goto(`/admin/orang?nama=${encodeURIComponent(name)}`);
  const href = await page.getByRole("main").getByRole("link", { name }).first().getAttribute("href");
  return href?.split("/").at(-1) ?? "";
}

async function expectThere(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) expect((await page.goto(path))?.status(), path).toBe(200);
}

async function expectNotThere(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Halaman ini tidak ada");
  }
}

test("a city imports its people, and each of four sees what is theirs", async ({ page, city, complaints }) => {
  test.setTimeout(240_000);
  complaints.expectComplaints(/status of 404/);
  const said = city.importPeople(list());
  expect(said).toContain("0 rejected");
  expect(city.importPeople(list()), "the same list once more").toContain("changes nothing");
  city.run(["admin", "create", "--username", "kepala", "--name", "Kepala BKPSDM", "--password-stdin"], `${PASSWORD}\n`);
  for (const [sub, name] of [["rina", "Rina Astuti"], ["lina", "Lina Marlina"], ["joko", "Joko Purnomo"]] as const) {
    await city.sso.tell({ account: { sub, name, nip: NUMBERS[sub], nip_verified: true } });
  }

  // The administrator: a second factor first, then roles and invitations.
  await signInWithPassword(page, "kepala");
  await setUpSecondFactor(page);
  const [rina, sari] = [await idOf(page, "Rina Astuti"), await idOf(page, "Sari Dewi")];
  expect(rina).toMatch(/^[0-9a-f-]{36}$/);
  await grant(page, "Budi Santoso", "trainer");
  await grant(page, "Hendra Gunawan", "auditor");
  const forTrainer = await invite(page, city.mail, "Budi Santoso", "budi@kota.example");
  const forAuditor = await invite(page, city.mail, "Hendra Gunawan", "hendra@kota.example");

  // The trainer: by an invitation, with a password.
  await accept(page, forTrainer, "budi");
  await signInWithPassword(page, "budi");
  await expect(page).toHaveURL(/\/beranda$/);
  await expectThere(page, ["/naskah", "/penilaian", "/katalog", "/profil"]);
  await expectNotThere(page, ["/tim", "/audit", "/admin/orang", "/admin/akun", `/profil/${rina}`]);

  // The auditor: a local account and a second factor; reads, and changes nothing.
  await accept(page, forAuditor, "hendra");
  await signInWithPassword(page, "hendra");
  await setUpSecondFactor(page);
  await expectThere(page, ["/audit", "/admin/peran", "/admin/klien", "/admin/permintaan", "/tim", "/naskah", `/profil/${rina}`]);
  await expectNotThere(page, ["/admin/orang", "/admin/akun", "/admin/impor", "/penilaian"]);
  await page.goto("/audit");
  await expect(page.getByRole("main").locator('form[method="post"]')).toHaveCount(0);
  await expect(page.getByRole("main")).not.toContainText(NUMBERS.rina);

  // The learner: a provider with a verified number.
  await signInAtProvider(page, "Rina Astuti");
  await page.goto("/profil");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Rina Astuti");
  await page.goto("/kursus/mengenali-phishing");
  await page.getByRole("main").getByRole("button", { name: /Daftar|Mulai/ }).first().click();
  await page.goto("/beranda");
  await expect(page.getByRole("main")).toContainText("Mengenali phishing");
  await expectNotThere(page, ["/tim", "/naskah", "/audit", "/admin/orang", `/profil/${sari}`]);

  // The acting head: the kecamatan and what is below it, for as long as the assignment lasts; not the agency beside it, where
  // she works and leads nobody.
  await signInAtProvider(page, "Lina Marlina");
  await page.goto("/tim");
  await expect(page.getByText("Anda melihat tim ini sebagai Plt. Kepala Seksi Pelayanan")).toBeVisible();
  const units = await page.getByRole("main").locator("select[name=unit] option").allTextContents();
  expect(units.map((unit) => unit.trim())).toEqual(["Kecamatan Ilir Barat", "Kelurahan 26 Ilir"]);
  await page.getByText("Saring dan urutkan").click();
  await page.locator("select[name=unit]").selectOption({ index: 1 });
  await page.getByRole("main").getByRole("button", { name: /Tampilkan|Lihat/ }).click();
  await expect(page.getByRole("main").getByRole("link", { name: /Rina Astuti/ }).first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Sari Dewi");
  await expectThere(page, [`/profil/${rina}`]);
  await expectNotThere(page, [`/profil/${sari}`, "/naskah", "/audit", "/admin/orang"]);

  // Who acted until a few days ago is a learner again.
  await signInAtProvider(page, "Joko Purnomo");
  await expectNotThere(page, ["/tim", `/profil/${rina}`]);

  // All of it is on record, and the record holds together.
  expect(city.run(["audit", "verify"])).not.toBe("");
  city.run(["replay", "--check"]);
});
