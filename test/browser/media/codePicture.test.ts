import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../../dev/root.ts";
import type { CodePicture } from "../../../src/shared/codePicture.ts";
import type { AddMedia } from "../../../src/shared/protocol.ts";
import { pageLimits } from "../../../webview/codePicture/layout.ts";
import { openChatPage, type OpenPage } from "../chatPage.ts";

let chat: OpenPage;

beforeEach(async () => {
  chat = await openChatPage();
  await chat.show({});
});
afterEach(async () => {
  expect(chat.offences).toEqual([]);
  await chat.close();
});

const looks = {
  dark: {
    "editor-background": "#1f1f1f",
    "editor-foreground": "#cccccc",
    "editorLineNumber-activeForeground": "#cccccc",
    "editor-selectionBackground": "#264f78",
    "editorError-foreground": "#f14c4c",
  },
  light: {
    "editor-background": "#ffffff",
    "editor-foreground": "#3b3b3b",
    "editorLineNumber-activeForeground": "#171184",
    "editor-selectionBackground": "#add6ff",
    "editorError-foreground": "#e51400",
  },
  "high contrast": {
    "editor-background": "#000000",
    "editor-foreground": "#ffffff",
    "editorLineNumber-activeForeground": "#f38518",
    contrastActiveBorder: "#f38518",
    "editorError-foreground": "#f48771",
  },
};

async function wear(look: Readonly<Record<string, string>>): Promise<void> {
  const font = { "editor-font-family": "'DejaVu Sans Mono'", "editor-font-size": "14px" };
  await chat.page.evaluate(
    (variables) => {
      for (const [name, value] of Object.entries(variables))
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
    },
    { ...font, ...look },
  );
}

const code = [
  "export function greet(name: string): number {",
  '\tif (name === "世界") return `Hello, 世界! 👋`;',
  "\treturn name; // not a != b => c",
  "}",
];
const picture: CodePicture = {
  sourceId: "s1",
  path: "src/greet.ts",
  text: code.join("\n"),
  firstLine: 8,
  tabSize: 4,
  styles: ["#569cd6 bold", "", "#6a9955 italic"],
  lines: [
    [15, 0, 30, 1],
    [code[1]?.length ?? 0, 1],
    [14, 1, 18, 2],
    [1, 1],
  ],
  marks: [
    { kind: "selection", line: 9, start: 5, end: 9 },
    {
      kind: "error",
      line: 10,
      start: 8,
      end: 12,
      message: "Type 'string' is not assignable to type 'number'.",
    },
  ],
};

/** The pages that the view sent, once there are as many. */
async function pages(count: number): Promise<readonly AddMedia[]> {
  await expect.poll(() => sent().length).toBe(count);
  return sent();
}

function sent(): readonly AddMedia[] {
  return chat.intents.filter((intent) => intent.type === "addMedia");
}

test.each(Object.entries(looks))("code is drawn as a %s theme shows it", async (name, look) => {
  await wear(look);
  await chat.post({ type: "drawCode", picture });
  const [page] = await pages(1);
  expect(page).toMatchObject({
    name: "src/greet.ts:8-11",
    source: { id: "s1", lines: { start: 8, end: 11 } },
  });
  const bytes = Buffer.from(page?.bytes ?? []);
  const image = sharp(bytes);
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  // At twice the size: 5 rows of code and messages and 1.5 of heading, 20 pixels each, between paddings of 16.
  expect(info.height).toBe(2 * (6.5 * 20 + 32));
  const colours = new Map<string, number>();
  for (let at = 0; at < data.length; at += 3) {
    const hex = `#${data.subarray(at, at + 3).toString("hex")}`;
    colours.set(hex, (colours.get(hex) ?? 0) + 1);
  }
  const [most] = [...colours].toSorted(([, a], [, b]) => b - a);
  expect(most?.[0]).toBe(look["editor-background"]);
  for (const colour of ["#569cd6", "#6a9955", look["editorError-foreground"]])
    expect([...colours.keys()], colour).toContain(colour);
  await keep(`code picture ${name}`, bytes);
});

test("long code becomes pages, each with its own lines", async () => {
  await wear(looks.dark);
  const text = Array.from({ length: 150 }, (_, i) => `const line${i} = ${i};`).join("\n");
  await chat.post({
    type: "drawCode",
    picture: { ...picture, text, firstLine: 1, lines: [], marks: [] },
  });
  const ranges = (await pages(3)).map(({ source }) => source?.lines);
  expect(ranges).toEqual([
    { start: 1, end: 64 },
    { start: 65, end: 128 },
    { start: 129, end: 150 },
  ]);
});

test("a line that goes on over very many pages is text beside none of them, and the first ten become pictures", async () => {
  await wear(looks.dark);
  const text = "x".repeat(12 * pageLimits.rows * pageLimits.columns);
  await chat.post({ type: "drawCode", picture: { ...picture, text, lines: [], marks: [] } });
  const refusals = () => chat.intents.filter((intent) => intent.type === "refuseMedia");
  await expect.poll(refusals).toEqual([
    {
      type: "refuseMedia",
      text: "src/greet.ts: Only the first 10 of 12 pages became pictures. Select less of the code.",
    },
  ]);
  expect(sent().map(({ source }) => source)).toEqual(Array(10).fill(null));
});

/** For people to look at. */
async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const folder = join(root, "dist", "screenshots");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name.replaceAll(" ", "-")}.png`), bytes);
}
