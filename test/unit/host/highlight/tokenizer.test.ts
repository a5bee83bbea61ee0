import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { Tokenizer } from "../../../../src/host/highlight/tokenizer.ts";
import { customRules, readTheme } from "../../../../src/host/highlight/themeFile.ts";

const fixture = (name: string): string =>
  new URL(`../../../fixtures/highlight/${name}`, import.meta.url).pathname;

const wasm = readFile(
  createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"),
).then((bytes) => new Uint8Array(bytes).buffer);

const tokenizer = new Tokenizer(
  [
    // Another grammar of the language, as PHP's extension has one: the last is the editor's, too.
    { scopeName: "source.other", language: "tiny", path: fixture("todo.json"), injectTo: [] },
    { scopeName: "source.tiny", language: "tiny", path: fixture("tiny.json"), injectTo: [] },
    {
      scopeName: "inject.todo",
      language: undefined,
      path: fixture("todo.json"),
      injectTo: ["source.tiny"],
    },
  ],
  wasm,
);
tokenizer.setTheme({
  foreground: "#111111",
  rules: [
    { scope: "storage, keyword", settings: { foreground: "#0000FF", fontStyle: "bold" } },
    { scope: ["comment", "string"], settings: { foreground: "#00FF00" } },
    { scope: "todo", settings: { foreground: "#FF0000", fontStyle: "italic underline" } },
  ],
});

/** Each token's text with its style. */
async function colours(...lines: string[]) {
  const result = await tokenizer.tokenize("tiny", lines);
  return result?.lines.map((line, index) => {
    let at = 0;
    return line.flatMap((value, part) => {
      if (part % 2 === 1) return [];
      const text = lines[index]?.slice(at, (at += value)) ?? "";
      return [[text, result.styles[line[part + 1] ?? 0]]];
    });
  });
}

test("tokens have the theme's colours, injected grammars too", async () => {
  expect(await colours("let a # TODO me")).toEqual([
    [
      ["let", "#0000FF bold"],
      [" a ", ""],
      ["# ", "#00FF00"],
      ["TODO", "#FF0000 italic underline"],
      [" me", "#00FF00"],
    ],
  ]);
});

test("lines go on from the state of those before", async () => {
  const whole = await tokenizer.tokenize("tiny", ["'a", "b' let"]);
  const first = await tokenizer.tokenize("tiny", ["'a"]);
  const second = await tokenizer.tokenize("tiny", ["b' let"], first?.state);
  expect([first?.lines[0], second?.lines[0]?.filter((_, index) => index % 2 === 0)]).toEqual([
    whole?.lines[0],
    whole?.lines[1]?.filter((_, index) => index % 2 === 0),
  ]);
});

test("very long lines and unknown languages stay plain", async () => {
  expect(await colours("let ".repeat(2000), "let")).toEqual([[], [["let", "#0000FF bold"]]]);
  expect(await tokenizer.tokenize("unknown", ["a"])).toBeUndefined();
});

test("a theme is read with what it includes, and survives what is broken", async () => {
  const files: Record<string, string> = {
    "/t/main.json": `{ "include": "./base.json", /* own */ "tokenColors": [{ "scope": "b", "settings": { "foreground": "#2" } }, 7,], }`,
    "/t/base.json": `{ "colors": { "editor.foreground": "#0" }, "tokenColors": [{ "scope": "a", "settings": { "foreground": "#1" } }] }`,
    "/t/loop.json": `{ "include": "loop.json" }`,
    "/t/file.json": `{ "tokenColors": "old.tmTheme" }`,
    "/t/old.tmTheme": `<?xml version="1.0"?><plist version="1.0"><dict><key>settings</key><array><dict><key>scope</key><string>c</string><key>settings</key><dict><key>foreground</key><string>#3</string></dict></dict></array></dict></plist>`,
  };
  const read = (path: string) =>
    readTheme(
      `/t/${path}`,
      async (location) => files[location] ?? Promise.reject(new Error("missing")),
      (_, relative) => `/t/${relative.replace("./", "")}`,
    );
  expect(await read("main.json")).toMatchObject({
    foreground: "#0",
    rules: [{ scope: "a" }, { scope: "b", settings: { foreground: "#2" } }],
  });
  expect((await read("file.json")).rules).toMatchObject([{ scope: "c" }]);
  expect((await read("loop.json")).rules).toEqual([]);
  expect((await read("missing.json")).rules).toEqual([]);
});

test("the user's own colours come last, those under the theme's name after the others", () => {
  const rules = customRules(
    {
      comments: "#111111",
      "[Dark *]": { textMateRules: [{ scope: "x", settings: { foreground: "#222222" } }] },
      "[Light]": { comments: "#333333" },
    },
    "Dark Modern",
  );
  expect(rules.map(({ settings }) => settings.foreground)).toEqual(["#111111", "#222222"]);
});
