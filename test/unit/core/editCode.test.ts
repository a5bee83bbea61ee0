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
