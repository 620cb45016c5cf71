// What the browser gets of a quiz: every way to ask can be answered, and no key, feedback or explanation arrives before
// that.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "../support/fixtures.ts";
import { keysOf, plain } from "../support/keys.ts";
import { beginWithIsland, Quiz } from "../support/quiz.ts";

const COURSE = "menangani-pengaduan-warga";

/** Practice quizzes that ask in all nine ways together. */
const QUIZZES = [
  "kuis-pengaduan-adalah-data", // single, multi, match
  "kuis-tiga-menit-pertama", // order, text
  "kuis-menjawab-dengan-jelas", // number, cloze, essay
  "kuis-warga-marah-atau-rentan", // case
];

test.beforeEach(async ({ page, signIn }) => signIn(page, "admin"));

for (const slug of QUIZZES) {
  test(`${slug} can be answered and keeps its secrets until it is handed in`, async ({ page, server }) => {
    const { secrets, explanations } = secretsOf(server.content, COURSE);
    const bodies: string[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/kuis/")) void response.text().then((text) => bodies.push(text), () => undefined);
    });
    await beginWithIsland(page, COURSE, slug);
    const quiz = new Quiz(page, keysOf(server.content, COURSE));
    await expectNoSecret(await page.content(), secrets);
    await quiz.answerAll();
    await expectNoSecret(await page.content(), secrets);
    expect(bodies.length).toBeGreaterThan(1);
    for (const body of bodies) await expectNoSecret(body, secrets);

    const count = await quiz.questions.count();
    await quiz.handIn.click();
    // A count does not wait: the page of the result has to be there.
    await expect(page.getByText(/\d+ dari \d+ jawaban benar\./).first()).toBeVisible();
    const essays = await page.getByText("Menunggu penilaian pengajar.").count();
    await expect(page.getByText(`${count - essays} dari ${count} jawaban benar.`)).toBeVisible();
    const result = plain(await page.getByRole("main").innerText());
    const shown = explanations.filter((text) => result.includes(text));
    expect(shown.length, "each question is explained").toBeGreaterThanOrEqual(count);
  });
}

test("an assessment drawn from a bank keeps its secrets", async ({ page, server }) => {
  const { secrets } = secretsOf(server.content, "mengenali-phishing");
  expect(secrets.length).toBeGreaterThan(60);
  await beginWithIsland(page, "mengenali-phishing", "asesmen-akhir");
  await expect(page.locator("section.question")).toHaveCount(23);
  await expectNoSecret(await page.content(), secrets);
  // Nor is there a hint to ask for.
  await expect(page.getByRole("link", { name: "Tampilkan petunjuk" })).toHaveCount(0);
});

test("every island of the page is one that the program has", async ({ page, request }) => {
  await beginWithIsland(page, COURSE, "kuis-pengaduan-adalah-data");
  const names = await page.locator("leptos-island").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.component));
  expect(names.length).toBeGreaterThan(0);
  const script = await page.locator("#hydration").getAttribute("data-js");
  const code = await (await request.get(script ?? "")).text();
  const exported = [...code.matchAll(/export function (\w+)|(\w+)(?= as |,| \})/g)].map(([, one, two]) => one ?? two);
  for (const name of names) expect(exported).toContain(name);
  // No island is handed anything: what it works on stands in the form.
  const props = await page.locator("leptos-island").evaluateAll((all) => all.map((one) => one.getAttribute("data-props")));
  expect(props.every((one) => one === null || one === "" || one === "{}")).toBe(true);
});

/** Feedback and explanations of a course, long enough to mean something, as bare words. */
function secretsOf(content: string, course: string): { secrets: string[]; explanations: string[] } {
  const folder = join(content, "courses", course);
  const secrets: string[] = [];
  const explanations: string[] = [];
  for (const file of readdirSync(folder).filter((name) => /kuis|bank/.test(name))) {
    const text = readFileSync(join(folder, file), "utf8");
    secrets.push(...[...text.matchAll(/^ {2}> (.+)$/gm)].map(([, words = ""]) => plain(words)));
    explanations.push(...[...text.matchAll(/^> \[!NOTE\]\n> (.+)$/gm)].map(([, words = ""]) => plain(words)));
  }
  secrets.push(...explanations);
  return { secrets: secrets.filter((words) => words.split(" ").length >= 4), explanations };
}

async function expectNoSecret(html: string, secrets: string[]): Promise<void> {
  const words = plain(html.replace(/<[^>]*>/g, " "));
  const raw = plain(html);
  const found = secrets.filter((secret) => words.includes(secret) || raw.includes(secret));
  expect(found, "a secret is in the page").toEqual([]);
}
