import * as fc from "fast-check";
import { expect, test } from "vitest";
import { errorReport } from "../../../src/api/errorReport.ts";
import type { Answer } from "../../../src/core/conversation.ts";

const host = { version: "0.1.0", vscode: "1.139.1 (web, linux x64)" };
const answer: Answer = {
  role: "assistant",
  id: "a",
  parent: "q",
  createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  model: "gpt-oss-120b",
  parameters: { temperature: 0.123, max_tokens: 777 },
  state: "failed",
  text: "half of a secret plan",
  reasoning: "thoughts",
  failure: {
    kind: "rate-limited",
    message: "Slow down.",
    status: 429,
    code: "rate_limit",
    requestId: "req-1",
  },
  facts: { totalMs: 1234.5 },
};

test("a report says what a support team asks for, without a word of the chat or a parameter's value", async () => {
  expect(await errorReport(answer, host, [])).toBe(
    [
      "Error: rate-limited",
      "HTTP status: 429",
      "Request id: req-1",
      "Code: rate_limit",
      "Server's words: Slow down.",
      "Model: gpt-oss-120b",
      "Parameters: temperature, max_tokens",
      "Time: 2026-01-02T03:04:05.000Z",
      "Failed after: 1235 ms",
      "Eigen AI Chat: 0.1.0",
      "VS Code: 1.139.1 (web, linux x64)",
    ].join("\n"),
  );
});

const letter = fc.integer({ min: 0, max: 35 }).map((digit) => digit.toString(36));
const tail = (length: number) => fc.string({ unit: letter, minLength: length, maxLength: length });

/** Keys of ours and of others, as a server's message may repeat them. */
const leaks: Readonly<
  Record<string, fc.Arbitrary<{ text: string; secret: string; own?: string }>>
> = {
  "our key": tail(24).map((secret) => ({ text: `I got ${secret}, sorry`, secret, own: secret })),
  "our key for another server": tail(24).map((secret) => ({
    text: `(${secret})`,
    secret,
    own: secret,
  })),
  "a header": tail(30).map((secret) => ({ text: `Authorization: Bearer ${secret}`, secret })),
  "a GitHub token": tail(36).map((rest) => ({ text: `ghp_${rest}`, secret: rest })),
  "a named key": tail(20).map((secret) => ({ text: `{"api_key":"${secret}"}`, secret })),
  "a refused key": tail(20).map((secret) => ({
    text: `Incorrect API key provided: ${secret}.`,
    secret,
  })),
};

test.each(Object.keys(leaks))("a report holds no keys: %s", async (name) => {
  await fc.assert(
    fc.asyncProperty(leaks[name] ?? fc.constant({ text: "", secret: "?" }), async (leak) => {
      const failure = { ...answer.failure, kind: "unauthorized", message: leak.text } as const;
      const own = "own" in leak && leak.own !== undefined ? ["other-key-of-ours", leak.own] : [];
      const report = await errorReport({ ...answer, failure }, host, own);
      expect(report).not.toContain(leak.secret);
      expect(report).toContain("Request id: req-1");
    }),
    { numRuns: 30 },
  );
});
