import { expect, test } from "vitest";
import type { CodeAttachment, Problem } from "../../../src/core/attachment.ts";
import { checkCode, laterProblems } from "../../../src/core/codeSecrets.ts";

// Assembled here, so that no scanner of this repository takes them for real ones.
const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const message = (value: string) => `Type '"${value}"' is not assignable to type '"a" | "b"'.`;
const problem = (text: string, line = 1): Problem => ({ severity: "error", line, message: text });

const code: CodeAttachment = {
  kind: "code",
  id: "1",
  path: "a.ts",
  languageId: "typescript",
  text: "const mode = read();",
};
const environment = { ...code, path: ".env", languageId: "dotenv", text: "PASSWORD=hunter2" };

async function later(of: CodeAttachment, text: string, now = of.text) {
  const [found] = await laterProblems([problem(text)], of, now, ["the-own-key"]);
  return found?.message;
}

test("a secret that only a message quotes is found, and redacted where it stands", async () => {
  const problems = [problem("Plain."), problem(`Two\n${message(token)}`, 2), problem("Plain.", 3)];
  const { kinds, redactedCode } = await checkCode({ ...code, problems }, []);
  expect(kinds).toHaveLength(1);
  expect(redactedCode).toEqual({
    ...code,
    problems: [problems[0], problem(`Two\n${message("REDACTED")}`, 2), problems[2]],
  });
});

test("a message goes without the values that are secret for where they stand in the code", async () => {
  const problems = [problem("Weak password: hunter2")];
  const { redactedCode } = await checkCode({ ...environment, problems }, []);
  expect(redactedCode).toMatchObject({
    text: "PASSWORD=REDACTED",
    problems: [problem("Weak password: REDACTED")],
  });
});

test("what is reported later is redacted unasked, but for what the code is sent with", async () => {
  const asItIs = { ...code, text: `const mode: "a" | "b" = "${token}";` };
  const redacted = { ...code, text: 'const mode: "a" | "b" = "REDACTED";' };
  expect(await later(asItIs, message(token))).toBe(message(token));
  expect(await later(asItIs, "Not the-own-key.")).toBe("Not REDACTED.");
  expect(await later(redacted, message(token), asItIs.text)).toBe(message("REDACTED"));
  expect(await later(code, message(token))).toBe(message("REDACTED"));
  const cleared = { ...environment, text: "PASSWORD=REDACTED" };
  expect(await later(cleared, "Weak: hunter2", environment.text)).toBe("Weak: REDACTED");
  expect(await later(environment, "Weak: hunter2")).toBe("Weak: hunter2");
});
