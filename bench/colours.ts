import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { root } from "../dev/root.ts";
import { pickTheme } from "../dev/vscode/workbench.ts";
import { openChatWindow, type ChatWindow } from "./support/chatWindow.ts";
import { table } from "./support/figures.ts";

/*
 * Whether code in an answer has the colours that it has in the editor: each sample is open as a file and stands in an
 * answer, and every character's colour and style are read from both as the browser computed them. Fails below 99 %.
 */

const samples = readFileSync(join(root, "bench", "support", "colours.md"), "utf8");
const languages = Array.from(
  samples.matchAll(/^```(\w+)\n(.*?)\n```$/gms),
  ([, tag = "", code = ""]) => ({ tag, code }),
);
const themes = [
  "Dark Modern",
  "Light Modern",
  "Dark High Contrast",
  "Light High Contrast",
  "Monokai",
];

/** What the editor adds to the colours of its grammars, and what hides a part of the file. */
const plainEditor = {
  "editor.semanticHighlighting.enabled": false,
  "editor.bracketPairColorization.enabled": false,
  "editor.colorDecorators": false,
  "editor.links": false,
  "editor.matchBrackets": "never",
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.showUnused": false,
  "editor.stickyScroll.enabled": false,
  "editor.wordWrap": "off",
  "problems.decorations.enabled": false,
};

const folder = mkdtempSync(join(tmpdir(), "eigen-colours-"));
for (const { tag, code } of languages) writeFileSync(join(folder, `sample.${tag}`), code);
const window = await openChatWindow({ rate: Number.POSITIVE_INFINITY }, "llama31-8b", {
  folder,
  settings: plainEditor,
});
try {
  await compareAll(window);
} finally {
  await window.close();
  rmSync(folder, { recursive: true, force: true });
}

async function compareAll({ chat, page }: ChatWindow): Promise<void> {
  await page.setViewportSize({ width: 1700, height: 1300 });
  await chat.ask(`Answer exactly:\n${samples}`);
  await chat.lastAnswer().becomes("complete");
  const names = languages.map(({ tag }) => `\`sample.${tag}\``).join(" ");
  await chat.ask(`Answer exactly:\n${names}`);
  await chat.answers().nth(1).waitFor();
  await chat.lastAnswer().becomes("complete");
  const byTheme: Share[][] = [];
  for (const theme of themes) {
    await pickTheme(page, theme);
    await chat.frame.locator(`body[data-vscode-theme-name="${theme}"]`).waitFor();
    const shares: Share[] = [];
    for (const { tag } of languages) {
      await chat.frame.getByRole("link", { name: `sample.${tag}`, exact: true }).click();
      const block = chat.frame.getByRole("group", { name: `Code: ${tag}`, exact: true });
      await block.scrollIntoViewIfNeeded();
      const share = await settledShare(page, block, tag);
      shares.push(share);
      for (const difference of share.differences) console.error(`${theme}, ${tag}: ${difference}`);
    }
    byTheme.push(shares);
  }
  const rows = languages.map(({ tag }, index) =>
    [tag].concat(byTheme.map((shares) => percent(sum(shares.slice(index, index + 1))))),
  );
  rows.push(["all"].concat(byTheme.map((shares) => percent(sum(shares)))));
  console.log(table(["Share that agrees, %", ...themes], rows));
  const all = sum(byTheme.flat());
  console.log(`${percent(all)} % of ${all.characters} characters`);
  if (all.same / all.characters < 0.99) process.exitCode = 1;
}

interface Share {
  readonly characters: number;
  readonly same: number;
  /** The first few, in words. */
  readonly differences: readonly string[];
}

/** Colours come late on both sides: reads until all agree, or nothing has changed for a second. */
async function settledShare(page: Page, block: Locator, tag: string): Promise<Share> {
  let last = "";
  let since = performance.now();
  for (;;) {
    const editor = await editorCharacters(page);
    const answer = await block.locator("code").evaluate(charactersOf);
    const now = JSON.stringify([editor, answer]);
    if (now !== last) since = performance.now();
    last = now;
    const isThere = answer.length > 0 && textOf(answer) === textOf(editor);
    const isColoured = new Set(answer.map(([, style]) => style)).size > 1;
    const share = compare(editor, answer);
    const rested = performance.now() - since > 1000;
    if (isThere && isColoured && (share.same === share.characters || rested)) return share;
    if (performance.now() - since > 20_000)
      throw new Error(`${tag} ${isThere ? "stays without colours" : "is not shown whole"}.`);
    await delay(100);
  }
}

/** A character with its colour, weight, slant and lines; white space is left out. */
type Character = readonly [character: string, style: string];

async function editorCharacters(page: Page): Promise<readonly Character[]> {
  const lines = page.locator(".editor-instance .view-lines").first();
  return lines.evaluate(charactersOf);
}

/** Runs in the page. */
function charactersOf(element: Element): readonly Character[] {
  // The editor reuses its lines: their order is not that of the file.
  const lines = [...element.querySelectorAll<HTMLElement>(".view-line")].toSorted(
    (a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top),
  );
  const parts = lines.length === 0 ? [element] : lines;
  return parts.flatMap((part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found: Character[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent === null) continue;
      const { color, fontWeight, fontStyle, textDecorationLine } = getComputedStyle(parent);
      const style = [color, fontWeight, fontStyle, textDecorationLine].join(" ");
      const text = (walker.currentNode.textContent ?? "").replaceAll(/\s/g, "");
      for (const character of text) found.push([character, style]);
    }
    return found;
  });
}

function textOf(characters: readonly Character[]): string {
  return characters.map(([character]) => character).join("");
}

function compare(editor: readonly Character[], answer: readonly Character[]): Share {
  const differences: string[] = [];
  let same = 0;
  for (const [index, [character, style]] of editor.entries()) {
    const ours = answer[index];
    if (ours?.[0] === character && ours[1] === style) same += 1;
    else if (differences.length < 3) {
      const around = textOf(editor.slice(Math.max(0, index - 8), index + 8));
      differences.push(`${character} in ${around}: ${ours?.[1]} instead of ${style}`);
    }
  }
  return { characters: editor.length, same, differences };
}

function sum(shares: readonly Share[]): Share {
  return {
    characters: shares.reduce((total, { characters }) => total + characters, 0),
    same: shares.reduce((total, { same }) => total + same, 0),
    differences: [],
  };
}

/** Rounded down: only what agrees wholly is 100. */
function percent({ same, characters }: Share): string {
  return (Math.floor((10_000 * same) / characters) / 100).toString();
}
