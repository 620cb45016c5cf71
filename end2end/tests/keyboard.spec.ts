// The path with the keyboard alone: sign in, read, practise, result.

import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../support/fixtures.ts";
import { keysOf, plain } from "../support/keys.ts";
import { expectIsland, Quiz } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";

test("sign-in, lesson, practice quiz and result need no mouse", async ({ page, server }) => {
  test.setTimeout(180_000);
  await page.goto("/masuk");
  await tabTo(page, page.getByLabel("Nama pengguna"));
  await page.keyboard.type("rina");
  await tabTo(page, page.getByLabel("Kata sandi"));
  await page.keyboard.type("ampera-demo");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/beranda$/);

  await enter(page, page.getByRole("navigation", { name: "Utama" }).getByRole("link", { name: "Katalog" }));
  await expect(page).toHaveURL(/\/katalog$/);
  await enter(page, page.getByRole("main").getByRole("link", { name: "Menangani pengaduan warga" }));
  await expect(page).toHaveURL(new RegExp(`/kursus/${COURSE}$`));
  await enter(page, page.getByRole("main").getByRole("link", { name: /^Warga yang marah atau rentan/ }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Warga yang marah atau rentan");
  await enter(page, page.getByRole("button", { name: "Tandai selesai" }));
  await expect(page).not.toHaveURL(/\/warga-marah-atau-rentan/);

  // The lesson leads on to its practice quiz: an order, choices, and a case with two questions.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latihan: Warga yang marah atau rentan");
  await enter(page, page.getByRole("button", { name: "Mulai kuis" }));
  await expectIsland(page);
  const quiz = new Quiz(page, keysOf(server.content, COURSE));
  const count = await quiz.questions.count();
  for (let number = 1; number <= count; number += 1) {
    const question = quiz.question(number);
    await expect(question).toBeVisible();
    await answer(page, quiz, question);
    await expect(quiz.state(number)).toHaveText(/^Tersimpan \d\d\.\d\d\.\d\d/);
    await enter(page, question.getByRole("link", { name: /^(Berikutnya|Periksa dan kumpulkan)$/ }));
    if (number < count) {
      await expect(quiz.question(number + 1).getByRole("heading"), "the next question has the focus").toBeFocused();
    }
  }
  await enter(page, quiz.handIn);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latihan selesai, Rina");
  await expect(page.getByText(`${count} dari ${count} jawaban benar.`)).toBeVisible();
});

test("the skip link leads past the navigation", async ({ page, signIn }) => {
  await signIn(page, "rina");
  await page.goto("/beranda");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Langsung ke isi" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("the account menu opens, leads on and signs out", async ({ page, signIn }) => {
  await signIn(page, "rina", { fresh: true });
  await page.goto("/beranda");
  await enter(page, page.locator("summary").filter({ hasText: "Akun Rina Astuti" }));
  await enter(page, page.getByRole("link", { name: "Perangkat saya" }));
  await expect(page).toHaveURL(/\/perangkat$/);
  await enter(page, page.locator("summary").filter({ hasText: "Akun Rina Astuti" }));
  await enter(page, page.getByRole("button", { name: "Keluar", exact: true }));
  await expect(page.getByRole("main").getByRole("status")).toBeVisible();
  await page.goto("/beranda");
  await expect(page).toHaveURL(/\/masuk/);
});

/** Presses Tab until an element has the focus, which must be visible. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${target}`);
}

async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function answer(page: Page, quiz: Quiz, question: Locator): Promise<void> {
  const key = await quiz.key(question);
  if (key.kind === "order") {
    // Each item goes up to its place, the first one first.
    for (const [place, text] of key.items.entries()) {
      const up = question.getByRole("listitem").filter({ hasText: text }).getByRole("button", { name: /^Naikkan/ });
      const at = async () => {
        const texts = (await question.getByRole("listitem").allTextContents()).map(plain);
        return texts.findIndex((found) => found.includes(plain(text)));
      };
      if ((await at()) > place) await tabTo(page, up);
      while ((await at()) > place) await page.keyboard.press("Enter");
    }
    const keep = question.getByRole("button", { name: "Pakai urutan ini" });
    if (await keep.isVisible()) await enter(page, keep);
    return;
  }
  if (key.kind !== "choice") throw new Error(`no key presses for ${key.kind}`);
  for (const text of key.right) {
    const labels = (await question.locator(".option label").allTextContents()).map(plain);
    const place = labels.indexOf(plain(text));
    const options = question.locator(".option input");
    if ((await options.first().getAttribute("type")) === "checkbox") {
      await tabTo(page, options.nth(place));
      await page.keyboard.press("Space");
      continue;
    }
    // A group of radio buttons is one stop: arrows move in it, and choose.
    await tabTo(page, options.first());
    await page.keyboard.press("Space");
    for (let presses = 0; presses < place; presses += 1) await page.keyboard.press("ArrowDown");
    await expect(options.nth(place)).toBeChecked();
  }
}
