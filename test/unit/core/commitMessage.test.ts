import { describe, expect, test } from "vitest";
import { commitMessagePrompt, tidyCommitMessage } from "../../../src/core/commitMessage.ts";
import { textTokens } from "../../../src/core/tokens.ts";

const fileDiff = (name: string, lines: number) =>
  `diff --git a/${name} b/${name}\n${"+added line of code\n".repeat(lines)}`;

function promptFor(changes: Partial<Parameters<typeof commitMessagePrompt>[0]>, budget = 10_000) {
  const messages = commitMessagePrompt(
    { diff: fileDiff("a.ts", 2), recentSubjects: [], draft: "", ...changes },
    budget,
  );
  return JSON.stringify(messages).replaceAll("\\n", "\n");
}

describe("commitMessagePrompt", () => {
  test("holds the diff verbatim, the style and what the author began", () => {
    const diff = fileDiff("a.ts", 3);
    const prompt = promptFor({ diff, recentSubjects: ["Add a thing"], draft: "Fix the" });
    expect(prompt).toContain(diff);
    expect(prompt).toContain("- Add a thing");
    expect(prompt).toContain("Fix the");
  });

  test("a large diff is cut fairly: small files stay whole, large ones say what is missing", () => {
    const small = fileDiff("small.ts", 3);
    const prompt = promptFor({ diff: small + fileDiff("lock.json", 5000) }, 1000);
    expect(prompt).toContain(small);
    expect(prompt).toContain("diff --git a/lock.json");
    expect(prompt).toMatch(/\[… \d+ more lines of this file\]/);
    expect(textTokens(prompt)).toBeLessThan(1300);
  });
});

describe("tidyCommitMessage", () => {
  test.each([
    ["Add x", "Add x"],
    ["```\nAdd x\n\nBecause.\n```", "Add x\n\nBecause."],
    ["```text\nAdd", "Add"],
    ['"Add x"', "Add x"],
    ["Say `x`", "Say `x`"],
    ["\n Add x \n", "Add x"],
  ])("%j becomes %j", (text, expected) => {
    expect(tidyCommitMessage(text)).toBe(expected);
  });
});
