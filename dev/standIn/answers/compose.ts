import { readFileSync } from "node:fs";
import type { Answer } from "../completion.ts";
import type { ChatRequest } from "../chatRequest.ts";
import type { Sight } from "../media.ts";
import { answerAboutCode, findCode } from "./codeAnswer.ts";
import { describeSights } from "./sights.ts";

export interface Turn {
  readonly question: string;
  readonly sights: readonly Sight[];
  /** What of its answer was written before, where only the rest is asked for. */
  readonly begun?: string;
}

/** The answer to the last of the turns; the same turns always get the same answer. */
export function composeAnswer(
  turns: readonly Turn[],
  effort: ChatRequest["reasoning_effort"],
): Answer {
  const { question, begun } = turns.at(-1) ?? { question: "" };
  const text = answerText(turns);
  if (begun === undefined) return { thinking: think(question, effort), text };
  return { thinking: "", text: restOf(text, begun) };
}

/** As models do, it says the last words again. */
function restOf(text: string, begun: string): string {
  const from = text.startsWith(begun) ? Math.max(0, begun.length - 20) : 0;
  return text.slice(from);
}

function answerText(turns: readonly Turn[]): string {
  const { question, sights } = turns.at(-1) ?? { question: "", sights: [] };
  const dictated = /^answer exactly:\s*\n([\s\S]+)$/i.exec(question)?.[1];
  if (dictated !== undefined) return dictated;
  if (sights.length > 0) return describeSights(sights);
  const kilobytes = /(\d+)\s*(?:KB|kilobytes)\b/i.exec(question)?.[1];
  if (kilobytes !== undefined) return longAnswer(Number(kilobytes) * 1024);
  const [, first = 1, last] = /\bcount (?:from (\d+) )?to (\d+)/i.exec(question) ?? [];
  if (last !== undefined) return count(Number(first), Number(last));
  if (/\bwhat did I (just )?ask|\b(last|previous|first) question\b/i.test(question))
    return recall(turns);
  const code = findCode(question);
  if (code !== undefined) return answerAboutCode(question, code);
  const seen = turns.flatMap((turn) => turn.sights);
  if (/\b(image|picture|screenshot|photo|video)\b/i.test(question))
    return seen.length > 0 ? describeSights(seen) : topic("no-image");
  const name = topics.find(([words]) => words.test(question))?.[1];
  return name === undefined ? general(question) : topic(name);
}

const topics: readonly (readonly [RegExp, string])[] = [
  [/\bclosures?\b/i, "closure"],
  [/\b(async|await|promises?|event loop)\b/i, "async"],
  [/\b(sql|index(es)?|database|queries|query)\b/i, "sql"],
  [/\b(languages|fences|highlight(ing)?|markdown)\b/i, "markdown"],
  [/\b(hostile|injection|xss)\b/i, "hostile"],
  [/^\s*(hi|hello|hey|thanks|thank you)\b/i, "hello"],
];

function topic(name: string): string {
  return readFileSync(new URL(`./topics/${name}.md`, import.meta.url), "utf8").trimEnd();
}

/** Words alone, in paragraphs: text whose every letter is shown as it came. */
function count(first: number, last: number): string {
  const words = Array.from(
    { length: Math.min(Math.max(last - first + 1, 0), 100_000) },
    (_, index) => {
      const number = first + index;
      return number % 25 === 0 ? `${number}.\n\n` : `${number}, `;
    },
  );
  return words.join("").trimEnd();
}

function recall(turns: readonly Turn[]): string {
  const earlier = turns.slice(0, -1).map(({ question }) => question);
  const last = earlier.at(-1);
  if (last === undefined) return "This is the first message of our conversation.";
  if (earlier.length === 1) return `You asked: “${firstLine(last)}”`;
  const list = earlier.map((question, index) => `${index + 1}. “${firstLine(question)}”`);
  return `Just before this you asked: “${firstLine(last)}”\n\nAll your questions so far:\n\n${list.join("\n")}`;
}

function general(question: string): string {
  return topic("general").replace("{question}", firstLine(question));
}

function firstLine(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

/** Numbered sections with text, lists, tables and code, `size` characters in all. */
function longAnswer(size: number): string {
  const sections = ["closure", "async", "sql", "markdown"].map(topic);
  let text = "# A long answer";
  for (let number = 1; text.length < size; number += 1) {
    const section = sections[(number - 1) % sections.length] ?? "";
    text += `\n\n# Part ${number}\n\n${section}`;
  }
  return text.slice(0, size);
}

function think(question: string, effort: ChatRequest["reasoning_effort"]): string {
  const thoughts = [
    `The user asks: “${firstLine(question)}”.`,
    "Let me find out what they really need before I write anything.",
    "A short definition first, then an example that they can run, then the mistakes people make.",
    "The example should be small enough to read at a glance, but not so small that it shows nothing.",
    "Is there a case where this would be wrong? Loops are the usual one, and anything that outlives its scope.",
    "I should name the trade-off too: what stays alive costs memory.",
    "A table may say the differences more clearly than sentences would.",
    "Good. I have the order: answer, example, pitfalls, summary.",
  ];
  return thoughts.slice(0, thoughtCounts[effort ?? "medium"]).join(" ");
}

const thoughtCounts = { none: 0, minimal: 1, low: 2, medium: 4, high: 6, xhigh: 8 } as const;
