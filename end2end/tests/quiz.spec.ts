// Saving in a running quiz: by itself, over a bad line, in two tabs, and without JavaScript.

import type { Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";
import { keysOf } from "../support/keys.ts";
import { begin, beginWithIsland, expectIsland, Quiz } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";
const SAVED = /^Tersimpan \d\d\.\d\d\.\d\d/;
const WAITING = "Belum tersimpan, dicoba lagi";

/** Hands in what a test leaves, so that the next one begins anew. */
async function handIn(page: Page, quiz: Quiz): Promise<void> {
  await page.getByRole("link", { name: "Kumpulkan …" }).click();
  const confirm = page.getByRole("checkbox", { name: /tetap ingin mengumpulkan/ });
  if (await confirm.isVisible()) await confirm.check();
  await quiz.handIn.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
}

const stored = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ampera.jawaban.")));

test.beforeEach(async ({ page, signIn }) => signIn(page, "admin"));

test("an answer is saved by itself, and a reload keeps it", async ({ page, server }) => {
  await beginWithIsland(page, COURSE, "kuis-tiga-menit-pertama");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await expect(quiz.state(1)).toHaveText("Belum dijawab");
  const count = await quiz.questions.count();
  const kept: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    await page.getByRole("link", { name: new RegExp(`^Pertanyaan ${number},`) }).click();
    await quiz.answer(quiz.question(number));
    await expect(quiz.state(number)).toHaveText(SAVED);
    await expect(page.getByRole("link", { name: `Pertanyaan ${number}, sudah dijawab` })).toBeVisible();
    kept.push(await values(page, number));
  }
  await page.reload();
  await expectIsland(page);
  for (let number = 1; number <= count; number += 1) expect(await values(page, number)).toBe(kept[number - 1]);
  await page.getByRole("link", { name: "Pertanyaan 1, sudah dijawab" }).click();
  await expect(quiz.state(1)).toHaveText(/^Tersimpan/);
  expect(await stored(page)).toEqual([]);
  await handIn(page, quiz);
  await expect(page.getByText(`${count} dari ${count} jawaban benar.`)).toBeVisible();
});

test("typing is saved when it rests", async ({ page, server }) => {
  await beginWithIsland(page, COURSE, "kuis-menjawab-dengan-jelas");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  const essay = quiz.questions.filter({ has: page.locator("textarea") });
  const number = Number((await essay.getAttribute("id"))?.slice(1));
  await page.getByRole("link", { name: new RegExp(`^Pertanyaan ${number},`) }).click();
  const saves: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/jawaban")) saves.push(request.postData() ?? "");
  });
  await essay.getByRole("textbox").pressSequentially("Got sudah dibersihkan.", { delay: 5 });
  await expect(quiz.state(number)).toHaveText(SAVED);
  expect(saves.length, "one request for a burst of typing").toBeLessThanOrEqual(2);
  expect(saves.at(-1)).toContain("Got sudah dibersihkan.");
  await essay.getByRole("textbox").fill("");
  await expect(page.getByRole("link", { name: `Pertanyaan ${number}, belum dijawab` })).toBeVisible();
  await expect.poll(() => saves.at(-1), { message: "taking the text away is saved too" }).toContain('"values":[""]');
  await handIn(page, quiz);
});

test("a lost connection loses nothing", async ({ page, context, server, complaints }) => {
  complaints.expectComplaints(/ERR_INTERNET_DISCONNECTED/);
  await beginWithIsland(page, COURSE, "kuis-memilah-dan-meneruskan");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await context.setOffline(true);
  await quiz.answer(quiz.question(1));
  await expect(quiz.state(1)).toHaveText(WAITING);
  await quiz.question(1).getByRole("link", { name: "Berikutnya" }).click();
  await quiz.answer(quiz.question(2));
  await expect(quiz.state(2)).toHaveText(WAITING);
  expect(await stored(page)).toHaveLength(2);
  const kept = [await values(page, 1), await values(page, 2)];

  await context.setOffline(false);
  await expect(quiz.state(2)).toHaveText(SAVED);
  expect(await stored(page)).toEqual([]);
  await page.reload();
  await expectIsland(page);
  expect([await values(page, 1), await values(page, 2)]).toEqual(kept);
  await handIn(page, quiz);
});

test("answers that were not sent survive a reload of the page", async ({ page, server, complaints }) => {
  complaints.expectComplaints(/jawaban.*ERR_FAILED|ERR_FAILED.*jawaban/);
  await beginWithIsland(page, COURSE, "kuis-memilah-dan-meneruskan");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await page.route("**/jawaban", (route) => route.abort());
  await quiz.answer(quiz.question(1));
  await expect(quiz.state(1)).toHaveText(WAITING);
  const kept = await values(page, 1);
  await page.unroute("**/jawaban");
  await page.reload();
  await expectIsland(page);
  expect(await values(page, 1)).toBe(kept);
  await page.getByRole("link", { name: /^Pertanyaan 1,/ }).click();
  await expect(quiz.state(1)).toHaveText(SAVED);
  expect(await stored(page)).toEqual([]);
  await handIn(page, quiz);
});

test("handing in without a connection waits and then hands in", async ({ page, context, server, complaints }) => {
  complaints.expectComplaints(/ERR_INTERNET_DISCONNECTED/);
  await beginWithIsland(page, COURSE, "kuis-pengaduan-adalah-data");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await context.setOffline(true);
  await quiz.answer(quiz.question(1));
  await page.getByRole("link", { name: "Kumpulkan …" }).click();
  await page.getByRole("checkbox", { name: /tetap ingin mengumpulkan/ }).check();
  await quiz.handIn.click();
  await expect(page.getByText("Sambungan terputus. Jawaban dikumpulkan sendiri begitu tersambung")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
  await expect(page.getByText("1 dari 5 jawaban benar.")).toBeVisible();
});

test("a double click hands in once", async ({ page, server }) => {
  await beginWithIsland(page, COURSE, "kuis-pengaduan-adalah-data");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await quiz.answerAll();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/kumpulkan")) posts.push(request.url());
  });
  await quiz.handIn.dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
  expect(posts).toHaveLength(1);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 }), "the way back leads to the result").toContainText("Latihan selesai");
});

test("begun twice is one attempt; in two tabs the later answer counts", async ({ page, context, server, complaints }) => {
  complaints.expectComplaints(/status of 409/);
  await beginWithIsland(page, COURSE, "kuis-memilah-dan-meneruskan");
  const other = await context.newPage();
  await beginWithIsland(other, COURSE, "kuis-memilah-dan-meneruskan");
  expect(attempt(other)).toBe(attempt(page));

  const keys = keysOf(server.content, COURSE);
  const [quiz, second] = [new Quiz(page, keys), new Quiz(other, keys)];
  // Whoever uses a tab looks at it: the browser gives one that is behind another little time.
  await page.bringToFront();
  const number = await firstChoice(quiz);
  const show = (tab: Page) => tab.getByRole("link", { name: new RegExp(`^Pertanyaan ${number},`) }).click();
  await show(page);
  await quiz.question(number).getByRole("radio").nth(0).locator("~ label").click();
  await expect(quiz.state(number)).toHaveText(SAVED);
  await other.bringToFront();
  await show(other);
  await second.question(number).getByRole("radio").nth(2).locator("~ label").click();
  await expect(second.state(number)).toHaveText(SAVED);
  await page.bringToFront();
  await page.reload();
  await expectIsland(page);
  await expect(quiz.question(number).getByRole("radio").nth(2)).toBeChecked();

  // Handed in here, it is over there: the next answer there leads to the result.
  await handIn(page, quiz);
  await other.bringToFront();
  await second.question(number).getByRole("radio").nth(0).locator("~ label").click();
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
});

test("on two devices the later answer counts, and handing in on one ends it on both", async ({ page, browser, baseURL, signIn, server, complaints }) => {
  complaints.expectComplaints(/status of 409/);
  await beginWithIsland(page, COURSE, "kuis-memilah-dan-meneruskan");
  const context = await browser.newContext({ baseURL: baseURL ?? "" });
  const phone = await context.newPage();
  await signIn(phone, "admin", { fresh: true });
  await phone.goto(page.url());
  await expectIsland(phone);

  const keys = keysOf(server.content, COURSE);
  const [here, there] = [new Quiz(page, keys), new Quiz(phone, keys)];
  const number = await firstChoice(here);
  for (const device of [page, phone]) {
    await device.getByRole("link", { name: new RegExp(`^Pertanyaan ${number},`) }).click();
  }
  await here.question(number).getByRole("radio").nth(1).locator("~ label").click();
  await expect(here.state(number)).toHaveText(SAVED);
  await there.question(number).getByRole("radio").nth(3).locator("~ label").click();
  await expect(there.state(number)).toHaveText(SAVED);
  await page.reload();
  await expectIsland(page);
  await expect(here.question(number).getByRole("radio").nth(3)).toBeChecked();

  await handIn(phone, there);
  await context.close();
  await here.question(number).getByRole("radio").nth(1).locator("~ label").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
});

test("a session that ended keeps the answer and says so", async ({ page, server, signIn, complaints }) => {
  complaints.expectComplaints(/status of 40[13]/);
  await page.context().clearCookies();
  await signIn(page, "admin", { fresh: true });
  await beginWithIsland(page, COURSE, "kuis-memilah-dan-meneruskan");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await page.context().clearCookies();
  await quiz.answer(quiz.question(1));
  await expect(quiz.state(1)).toContainText("sesi Anda berakhir");
  expect(await stored(page)).toHaveLength(1);
  const kept = await values(page, 1);
  await quiz.question(1).getByRole("link", { name: "Masuk lagi" }).click();
  await page.getByLabel("Nama pengguna").fill("admin");
  await page.getByLabel("Kata sandi").fill("ampera-demo");
  await page.getByRole("button", { name: "Masuk" }).click();
  await expectIsland(page);
  expect(await values(page, 1)).toBe(kept);
  await expect.poll(() => stored(page)).toEqual([]);
  await handIn(page, quiz);
});

test("a hint is shown when it is asked for", { tag: "@every" }, async ({ page, server, javaScriptEnabled }) => {
  await begin(page, COURSE, "kuis-pengaduan-adalah-data");
  if (javaScriptEnabled) await expectIsland(page);
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  const hinted = quiz.questions.filter({ has: page.locator('input[value="k1-selesai-hari-itu"]') });
  const number = Number((await hinted.getAttribute("id"))?.slice(1));
  await page.getByRole("link", { name: new RegExp(`^Pertanyaan ${number},`) }).click();
  await expect(page.getByText("Pikirkan warga lain yang datang minggu depan.")).toHaveCount(0);
  await hinted.getByRole("link", { name: "Tampilkan petunjuk" }).click();
  await expect(hinted.getByText("Pikirkan warga lain yang datang minggu depan.")).toBeVisible();
});

test("without JavaScript one form saves and hands in", { tag: "@no-js" }, async ({ page, server }) => {
  await begin(page, COURSE, "kuis-tiga-menit-pertama");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  await quiz.answer(quiz.question(1));
  await quiz.question(1).getByRole("button", { name: "Simpan jawaban" }).click();
  await expect(page.getByRole("main").getByRole("status").first()).toContainText(/tersimpan/i);
  await expect(quiz.state(1)).toHaveText(/^Tersimpan/);
  await expect(page.getByText("4 pertanyaan belum dijawab.")).toBeVisible();
  for (const question of (await quiz.questions.all()).slice(1)) await quiz.answer(question);
  await page.getByRole("button", { name: "Simpan dulu" }).click();
  await expect(page.getByText("Semua pertanyaan sudah dijawab.")).toBeVisible();
  await quiz.handIn.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
  await expect(page.getByText("5 dari 5 jawaban benar.")).toBeVisible();
});

test("without JavaScript what is answered is handed in at once", { tag: "@no-js" }, async ({ page, server }) => {
  await begin(page, COURSE, "kuis-pengaduan-adalah-data");
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  for (const question of await quiz.questions.all()) await quiz.answer(question);
  await quiz.handIn.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Latihan selesai");
  await expect(page.getByText("5 dari 5 jawaban benar.")).toBeVisible();
});

/** What is chosen and typed in a question, as the form would send it. */
async function values(page: Page, number: number): Promise<string> {
  return page.locator(`#p${number}`).evaluate((section) => {
    const fields = new FormData(section.closest("form") as HTMLFormElement);
    const id = section.querySelector<HTMLInputElement>("[name=q]")?.value ?? "";
    const own = [...fields.entries()].filter(([name]) => name === `a.${id}` || name.startsWith(`a.${id}.`));
    return JSON.stringify(own.sort(([one], [two]) => one.localeCompare(two)));
  });
}

async function firstChoice(quiz: Quiz): Promise<number> {
  const choice = quiz.questions.filter({ has: quiz.questions.page().locator('input[type="radio"]') }).first();
  return Number((await choice.getAttribute("id"))?.slice(1));
}

function attempt(page: Page): string {
  return /\/kuis\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? "";
}

test("the time runs, is announced before it ends, and hands in what was answered", async ({ page, server }) => {
  await page.clock.install();
  await beginWithIsland(page, "lembar-kerja-untuk-laporan", "asesmen-akhir");
  const quiz = new Quiz(page, keysOf(server.content, "lembar-kerja-untuk-laporan"));
  const timer = page.getByRole("timer");
  await expect(timer).toHaveText(/^\d\d:\d\d$/);
  await quiz.answer(quiz.question(1));
  await expect(quiz.state(1)).toHaveText(SAVED);
  const [minutes] = ((await timer.textContent()) ?? "").split(":").map(Number);
  await page.clock.runFor((minutes - 4) * 60_000);
  await expect(page.getByText("Waktu tersisa lima menit.")).toBeAttached();
  await page.clock.runFor(4 * 60_000);
  await expect(page.locator(".quiz-time--short")).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Belum lulus");
});
