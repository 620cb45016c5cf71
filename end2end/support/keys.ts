// The right answers of a course, read from its Markdown: how a browser test passes an assessment like somebody who has
// learnt it. Only what the shipped courses use is understood.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What to do to answer a question. Texts are as the author wrote them; compare them with `same`. */
export type Answer =
  | { kind: "choice"; right: string[]; wrong: string[] }
  | { kind: "typed"; text: string }
  | { kind: "gaps"; gaps: string[] }
  | { kind: "match"; pairs: [string, string][] }
  | { kind: "order"; items: string[] }
  | { kind: "essay"; text: string };

/** The right answer of every question of a course, by the question's id. */
export function keysOf(content: string, course: string): Map<string, Answer> {
  const folder = join(content, "courses", course);
  const keys = new Map<string, Answer>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const section of text.split(/^(?=#{2,4} )/m)) {
      const [head = "", ...body] = section.split("\n");
      const id = /\{#([\w-]+)/.exec(head)?.[1];
      if (!id || /\.(pool|case)\b/.test(head)) continue;
      const answer = read(head, body);
      if (answer) keys.set(id, answer);
    }
  }
  return keys;
}

function read(head: string, lines: string[]): Answer | undefined {
  const is = (kind: string) => new RegExp(`\\{.*\\.${kind}\\b`).test(head);
  const body = lines.join("\n");
  if (is("essay")) return { kind: "essay", text: "Pak Yusuf, laporan 2026-04-033: got sudah dibersihkan." };
  if (is("number") || is("text")) {
    const text = /^= (.+)$/m.exec(body)?.[1] ?? "";
    return { kind: "typed", text: first(text) };
  }
  if (is("cloze")) {
    const gaps = [...body.matchAll(/`(=[^`]+|\?\([^`]+)`/g)].map(([, gap = ""]) =>
      gap.startsWith("?(") ? gap.slice(2, gap.indexOf(")")) : first(gap.slice(1)),
    );
    return { kind: "gaps", gaps };
  }
  if (is("match")) {
    const rows = lines.filter((line) => line.startsWith("|")).slice(2);
    const pairs = rows.map((row) => row.split("|").slice(1, 3).map((cell) => cell.trim()) as [string, string]);
    return { kind: "match", pairs: pairs.filter(([left]) => left !== "") };
  }
  if (is("order")) {
    return { kind: "order", items: [...body.matchAll(/^\d+\. (.+)$/gm)].map(([, item = ""]) => item) };
  }
  const options = (mark: string) => [...body.matchAll(new RegExp(`^- \\[${mark}\\] (.+)$`, "gm"))].map(([, text = ""]) => text);
  const right = options("x");
  return right.length > 0 ? { kind: "choice", right, wrong: options(" ") } : undefined;
}

/** `72 ± 0.5`, `70..74` and `satu|dua` as something to type. */
function first(text: string): string {
  return (text.split(/\s*±|\.\.|\\?\|/)[0] ?? "").trim();
}

/** Letters and digits alone: marks and quotes look different once they are rendered. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
