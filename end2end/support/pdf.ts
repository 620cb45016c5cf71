// Reads a PDF back: its text, its links, and what assistive technology is told of it.

import { readFile } from "node:fs/promises";

import { expect, type Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";

/** Presses a link and takes the file. Where none comes, what the server says of it is the error. */
export async function download(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const link = page.getByRole("link", { name });
  await expect(link).toHaveAttribute("download");
  try {
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  } catch (error) {
    const address = new URL((await link.getAttribute("href")) ?? "", page.url());
    const answer = await page.request.get(address.href);
    throw new Error(`no file came of ${address.pathname}, asked again: ${answer.status()}`, { cause: error });
  }
}

/** The text of all pages. Where a line or a page ends there is one space. */
export async function textOf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
  // Places where a long word may break are no letters.
  return text.replaceAll("\u200b", "").replace(/\s+/g, " ").trim();
}

/** Where its links lead, in order, each once. */
export async function linksOf(bytes: Buffer): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const links: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    for (const annotation of await page.getAnnotations()) {
      if (typeof annotation.url === "string" && !links.includes(annotation.url)) links.push(annotation.url);
    }
  }
  return links;
}

/** Its title, its language, and whether it is tagged. */
export async function described(bytes: Buffer): Promise<{ title: string; language: string; tagged: boolean }> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = await document.getMetadata();
  const known = info as { Title?: string; Language?: string };
  const marks = await document.getMarkInfo();
  return { title: known.Title ?? "", language: known.Language ?? "", tagged: Boolean(marks?.Marked) };
}
