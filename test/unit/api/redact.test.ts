import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor, scrubFailure } from "../../../src/api/redact.ts";

const keys = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 6,
  maxLength: 60,
});

/** The forms that a key takes on its way through servers and logs. */
const forms: Readonly<Record<string, (key: string) => string>> = {
  plain: (key) => key,
  header: (key) => `Bearer ${key}`,
  json: (key) => JSON.stringify(key).slice(1, -1),
  "json in json": (key) => JSON.stringify(JSON.stringify(key)).slice(1, -1),
  "json with escaped slashes": (key) => JSON.stringify(key).slice(1, -1).replaceAll("/", "\\/"),
  "json, all escaped": (key) =>
    key.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  url: encodeURIComponent,
  "url twice": (key) => encodeURIComponent(encodeURIComponent(key)),
  "url, all escaped": (key) =>
    key.replace(/[^]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`),
  base64: (key) => Buffer.from(key).toString("base64"),
  "base64 of a header": (key) => Buffer.from(`Bearer ${key}`).toString("base64"),
  "base64 of user and key": (key) => Buffer.from(`x:${key}!`).toString("base64"),
  base64url: (key) => Buffer.from(`:${key}`).toString("base64url"),
};

describe("redaction", () => {
  test.each(Object.keys(forms))("leaves no key: %s", (name) => {
    const form = forms[name] ?? String;
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), (key, before, after) => {
        const secret = form(key);
        const redacted = createRedactor(key)(`${before} ${secret} ${after}`);
        expect(redacted).not.toContain(secret);
        expect(redacted).not.toContain(key);
        // Of base64 the characters that depend on more than the key may stay, and they are few.
        const rest = redacted.slice(before.length + 1, redacted.length - after.length - 1);
        if (redacted.startsWith(before) && redacted.endsWith(after))
          expect(rest.replace("Bearer ", "").replaceAll("•", "").length).toBeLessThan(16);
      }),
    );
  });

  test("twice is the same as once, and other text stays", () => {
    fc.assert(
      fc.property(
        keys,
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom(...Object.keys(forms)),
            fc.constant("data:a/b;base64,"),
          ),
        ),
        (key, parts) => {
          const text = parts
            .map((part) => (Object.hasOwn(forms, part) ? forms[part]?.(key) : part))
            .join("");
          const redact = createRedactor(key);
          expect(redact(redact(text))).toBe(redact(text));
        },
      ),
    );
    expect(createRedactor("sk-canary")("The data: none, sk-cana")).toBe("The data: none, sk-cana");
  });

  test.each([
    ["Bearer x1", "Bearer •••"],
    ["Incorrect API key provided: x1.", "Incorrect API key provided: •••."],
    ['{"api_key": "x1", "top": "x1"}', '{"api_key": "•••", "top": "x1"}'],
    ["tool x1 and key x12", "tool x1 and key x12"],
  ])("a key of two characters, where it is called one: %s", (text, redacted) => {
    const redact = createRedactor("x1");
    expect(redact(text)).toBe(redacted);
    expect(redact(redact(text))).toBe(redacted);
  });

  test.each([
    ["a data:image/png;base64,AAAA+/= b", "a «data URL» b"],
    ["[data:video/mp4;codecs=x;base64,AAAA]", "[«data URL»"],
    ['{"url":"data:image/svg+xml,%3Csvg"}', '{"url":"«data URL»"}'],
    ["DATA:text/plain,hello there", "«data URL» there"],
    ["data:,x", "«data URL»"],
    ["data: none", "data: none"],
    [`of ${"QUJD".repeat(100)}==, a file`, "of «data», a file"],
  ])("data URLs: %s", (text, redacted) => {
    expect(createRedactor(undefined)(text)).toBe(redacted);
  });

  test("a placeholder key blanks out no words", () => {
    expect(createRedactor("none")("none of them")).toBe("none of them");
  });

  test("a key of backslashes takes no time", () => {
    const redact = createRedactor("\\".repeat(30) + "x");
    const startedAt = performance.now();
    redact("\\".repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test("a failure is cleaned before it is cut", () => {
    const key = "sk-canary-0123456789";
    const failure = scrubFailure(
      {
        kind: "server",
        message: `${"x ".repeat(245)}${key}`,
        code: key,
        param: key,
        requestId: key,
      },
      createRedactor(key),
    );
    expect(JSON.stringify(failure)).not.toContain("sk-canary");
    expect(failure.message).toHaveLength(493);
    expect(
      scrubFailure({ kind: "server", message: "y ".repeat(450) }, String).message,
    ).toHaveLength(500);
  });
});
