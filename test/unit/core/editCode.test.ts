import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answeredCode } from "../../../src/core/editCode.ts";

describe("answeredCode", () => {
  test("takes the first fence, whatever stands around it", () => {
    expect(answeredCode("Sure:\n```ts\n  a();\n  b();\n```\nDone.", true)).toBe("  a();\n  b();");
  });

  test("a longer fence may hold a shorter one", () => {
    expect(answeredCode("````md\n```\nx\n```\n````", true)).toBe("```\nx\n```");
  });

  test.each([
    ["with languages", "# A\n```sh\nnpm i\n```\nThen:\n~~~\nx\n~~~\nEnd."],
    ["without", "# A\n```\nnpm i\n```\nThen:\n```\nx\n```\nEnd."],
    ["at the end", "# A\n```sh\nnpm i\n```"],
    ["that stays open", "# A\n```sh\nnpm i"],
  ])("Markdown may hold fences as long as its own: %s", (_, code) => {
    for (const around of ["", "\n", "\nDone."])
      if (around !== "\nDone." || !code.endsWith("npm i"))
        expect(answeredCode(`Here:\n\`\`\`markdown\n${code}\n\`\`\`${around}`, true)).toBe(code);
  });

  test("of two blocks neither is left out unseen: there is no code", () => {
    const answer = "```ts\na();\n```\nand\n```ts\nb();\n```";
    expect(answeredCode(answer, true)).toBeUndefined();
    expect(answeredCode(answer, false)).toBe("a();");
  });

  test("a block without an end is code as far as it goes", () => {
    const code = "# A\n```sh\nnpm i\n```\nEnd.";
    expect(answeredCode(`\`\`\`md\n${code}`, true)).toBe(code);
  });

  test("an answer without a fence is code, but only when it has ended", () => {
    expect(answeredCode("a();\n", false)).toBeUndefined();
    expect(answeredCode("a();\n", true)).toBe("a();");
    expect(answeredCode("  \n", true)).toBeUndefined();
  });

  test("an empty replacement is a deletion", () => {
    expect(answeredCode("```\n```", true)).toBe("");
  });

  test("while it is written, the code only grows by whole lines of the final code", () => {
    const line = fc.stringMatching(/^[ \w(){};`]{0,12}$/).filter((text) => !text.startsWith("```"));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(), (lines, cut) => {
        const answer = `Here.\n~~~~ts\n${lines.join("\n")}\n~~~~\n`;
        const partial = answeredCode(answer.slice(0, cut % answer.length), false);
        const whole = answeredCode(answer, true);
        expect(whole).toBe(lines.join("\n"));
        if (partial !== undefined) expect(`${whole}\n`.startsWith(partial)).toBe(true);
      }),
    );
  });
});
