// Walks through a running quiz the way somebody with a mouse or a finger does, with JavaScript or without it.

import { expect, type Locator, type Page } from "@playwright/test";

import { type Answer, plain } from "./keys.ts";

/** A running attempt on a page. */
export class Quiz {
  constructor(
    private readonly page: Page,
    private readonly keys: Map<string, Answer>,
  ) {}

  /** All questions, also those that are not shown. */
  get questions(): Locator {
    return this.page.locator("section.question");
  }

  /** The question with a number, from 1. */
  question(number: number): Locator {
    return this.page.locator(`#p${number}`);
  }

  state(number: number): Locator {
    return this.question(number).getByRole("status");
  }

  async key(question: Locator): Promise<Answer> {
    const id = await question.locator('input[name="q"]').inputValue();
    const key = this.keys.get(id);
    if (!key) throw new Error(`the course has no question ${id}`);
    return key;
  }

  /** Answers one question that is on the screen. */
  async answer(question: Locator, right = true): Promise<void> {
    const key = await this.key(question);
    switch (key.kind) {
      case "choice":
        for (const text of right ? key.right : key.wrong.slice(0, 1)) {
          await (await byText(question.locator(".option label"), text)).click();
        }
        return;
      case "typed":
        return question.getByRole("textbox").fill(right ? key.text : "0");
      case "essay":
        return question.getByRole("textbox").fill(right ? key.text : "");
      case "gaps":
        for (const [place, text] of key.gaps.entries()) {
          const gap = question.locator(".cloze").locator("input, select").nth(place);
          await fill(gap, right ? text : undefined);
        }
        return;
      case "match":
        for (const [left, value] of key.pairs) {
          const label = await byText(question.locator(".match label"), left);
          const gap = question.locator(`[id="${await label.getAttribute("for")}"]`);
          await fill(gap, right ? value : undefined);
        }
        return;
      case "order": {
        const items = right ? key.items : [...key.items].reverse();
        for (const [place, text] of items.entries()) {
          const label = await byText(question.locator(".order label"), text);
          await question.locator(`[id="${await label.getAttribute("for")}"]`).selectOption(String(place + 1));
        }
      }
    }
  }

  /** Answers question after question with JavaScript on: each is saved before the next is shown. */
  async answerAll(isRight: (place: number) => boolean = () => true): Promise<void> {
    const count = await this.questions.count();
    const start = this.page.getByRole("navigation", { name: "Nomor pertanyaan" }).getByRole("link").first();
    await start.click();
    for (let number = 1; number <= count; number += 1) {
      const question = this.question(number);
      await expect(question, `question ${number} is shown`).toBeVisible();
      await this.answer(question, isRight(number - 1));
      await expect(this.state(number), `question ${number} is saved`).toHaveText(/^Tersimpan \d\d\.\d\d\.\d\d/);
      await question.getByRole("link", { name: /^(Berikutnya|Periksa dan kumpulkan)$/ }).click();
    }
  }

  get handIn(): Locator {
    return this.page.getByRole("button", { name: "Kumpulkan jawaban" });
  }
}

async function byText(candidates: Locator, text: string): Promise<Locator> {
  const texts = (await candidates.allTextContents()).map(plain);
  const place = texts.indexOf(plain(text));
  if (place < 0) throw new Error(`"${text}" is not among: ${texts.join(" / ")}`);
  return candidates.nth(place);
}

/** Types or chooses; nothing means: something, right or wrong. */
async function fill(control: Locator, text: string | undefined): Promise<void> {
  if ((await control.evaluate((element) => element.tagName)) !== "SELECT") return control.fill(text ?? "0");
  const options = (await control.locator("option").allTextContents()).map(plain);
  const place = text === undefined ? options.length - 1 : options.indexOf(plain(text));
  if (place < 0) throw new Error(`"${text}" is not among: ${options.join(" / ")}`);
  await control.selectOption({ index: place });
}

/** Opens the page before a quiz and begins, or goes on with what is running. */
export async function begin(page: Page, course: string, quiz: string): Promise<void> {
  await page.goto(`/kursus/${course}/${quiz}`);
  const way = page.getByRole("button", { name: /^(Mulai kuis|Coba lagi)$/ }).or(page.getByRole("link", { name: "Lanjutkan kuis" }));
  await way.click();
  await expect(page).toHaveURL(/\/kuis\/[0-9a-f-]+/);
}

/** Begins a quiz and waits until the island has taken over the form. */
export async function beginWithIsland(page: Page, course: string, quiz: string): Promise<void> {
  await begin(page, course, quiz);
  await expectIsland(page);
}

export async function expectIsland(page: Page): Promise<void> {
  await expect(page.locator("#hydration"), "the program was built with its islands").toHaveCount(1);
  await expect(page.locator("html"), "the island runs").toHaveClass(/is-enhanced/);
}
