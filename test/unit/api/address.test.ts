import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../src/api/address.ts";
import { readKey } from "../../../src/api/keyForm.ts";

describe("parseAddress", () => {
  test.each([
    ["https://api.example/api/v1", "https://api.example/api/v1"],
    ["https://api.example/api/v1/", "https://api.example/api/v1"],
    ["  https://api.example/api/v1//  ", "https://api.example/api/v1"],
    ["https://API.example:443/v1", "https://api.example/v1"],
    ["https://api.example/api/v1/chat/completions", "https://api.example/api/v1"],
    ["https://api.example/api/v1/chat/completions/", "https://api.example/api/v1"],
    ["https://api.example/chat/completions", "https://api.example"],
    ["http://localhost:8000/v1", "http://localhost:8000/v1"],
    ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"],
    ["http://127.9.9.9/v1", "http://127.9.9.9/v1"],
    ["http://0x7f.1/v1", "http://127.0.0.1/v1"],
    ["http://[::1]:8000/v1", "http://[::1]:8000/v1"],
    ["http://box.localhost/v1", "http://box.localhost/v1"],
  ])("%s", (setting, base) => {
    expect(parseAddress(setting)).toEqual({
      chat: `${base}/chat/completions`,
      models: `${base}/models`,
      origin: new URL(base).origin,
    });
  });

  test("keeps a query, drops a fragment", () => {
    expect(parseAddress("https://h.example/v1?api-version=2#x")).toMatchObject({
      chat: "https://h.example/v1/chat/completions?api-version=2",
      models: "https://h.example/v1/models?api-version=2",
    });
  });

  test.each([
    ["", "not-a-url"],
    ["api.example/v1", "not-a-url"],
    ["file:///etc/passwd", "not-a-url"],
    ["http://api.example/v1", "insecure"],
    ["http://127.0.0.1.example/v1", "insecure"],
    ["http://localhost.example/v1", "insecure"],
    ["http://10.0.0.1/v1", "insecure"],
    ["ftp://api.example/v1", "insecure"],
    ["https://user:pass@api.example/v1", "credentials"],
    ["https://api.example", "no-path"],
    ["https://api.example/", "no-path"],
  ])("refuses %s", (setting, problem) => {
    expect(parseAddress(setting)).toEqual({ problem });
  });
});

test.each([
  [" sk-abc\n", { key: "sk-abc" }],
  ["~!\"'\\", { key: "~!\"'\\" }],
  ["  ", { problem: "empty" }],
  ["sk-abc\nsk-def", { problem: "not-printable-ascii" }],
  ["sk abc", { problem: "not-printable-ascii" }],
  ["sk-äbc", { problem: "not-printable-ascii" }],
  ["sk-abc\u{200B}", { problem: "not-printable-ascii" }],
])("readKey %j", (typed, form) => {
  expect(readKey(typed)).toEqual(form);
});
