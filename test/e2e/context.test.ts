import { createHash } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { ChatView } from "../../dev/vscode/chatView.ts";
import { dialog, quickInput, runCommand } from "../../dev/vscode/workbench.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

let session: Session;
let chat: ChatView;
let page: Page;

beforeAll(async () => {
  session = await newUser({ key: "a-good-key" });
  ({ chat, page } = session);
});
afterAll(() => session.close());
beforeEach(async () => {
  screenshotOnFailure(session);
  session.standIn.reset();
  await chat.button("New Chat").click();
  // Until the focus is there it would close the command palette.
  await expect.poll(() => chat.composer.evaluate((box) => box.matches(":focus"))).toBe(true);
});

test("Ctrl+Alt+E attaches the selected lines, and the question carries them verbatim", async () => {
  await selectLines("greet.ts", 10, 16);
  await page.keyboard.press("Control+Alt+e");
  await chip("greet.ts:10-16").waitFor();
  await chat.ask("What does it do?");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(
    /^File: web\/greet\.ts, lines 10-16\n(?:Inside: .*\n)?```typescript\nexport function greet\(visitor: Visitor\): string \{\n(?: {2}.*\n)+\}\n```\n\nWhat does it do\?$/,
  );
  expect(await chat.frame.getByRole("list", { name: "Attachments" }).count()).toBe(0);
});

test("an attached selection follows edits, says when it is outdated, and can be refreshed and removed", async () => {
  const name = await untitled("one\ntwo\nthree\nfour\n");
  await goToLine(2);
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
  await runCommand(page, "Eigen: Attach Selection");
  await chip(`${name}:2-3`).waitFor();
  await goToLine(1);
  await page.keyboard.type("one line more\n");
  await chip(`${name}:3-4`).waitFor();
  await goToLine(4);
  await page.keyboard.type("inside\n");
  const refresh = chat.button(`Refresh ${name}:3-5`);
  await refresh.waitFor();
  await screenshot(page, "outdated attachment");
  await refresh.click();
  await refresh.waitFor({ state: "detached" });
  await chat.button(`Remove ${name}:3-5`).click();
  await chip(`${name}:3-5`).waitFor({ state: "detached" });
});

test("Explain asks at once, beside what is being written", async () => {
  await chat.composer.fill("half a question");
  await selectLines("greet.ts", 18, 21);
  await runCommand(page, "Eigen: Explain Selection");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(/^File: web\/greet\.ts, lines 18-21\n.*\n\nExplain this code/s);
  expect(await chat.composer.inputValue()).toBe("half a question");
});

test("a secret is asked about before it is attached, and can be redacted", async () => {
  const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
  const name = await untitled(`token = "${token}"`);
  await page.keyboard.press("Control+a");
  await runCommand(page, "Eigen: Attach Selection");
  const question = dialog(page).filter({ hasText: "GitHub Token" });
  await question.waitFor();
  await screenshot(page, "secret found");
  expect(await chat.frame.getByRole("listitem").count()).toBe(0);
  await question.getByRole("button", { name: "Redact and Attach" }).click();
  await chip(`${name}:1`).waitFor();
});

test("a picture is pasted, kept from a model without eyes, and sent with every pixel", async () => {
  const clean = png(64, 48);
  await paste("shot.png", png(64, 48, "GPS 48.8584 N"));
  await chip("shot.png 64×48").waitFor();
  await chat.ask("What is this?");
  const alert = chat.frame.getByRole("alert");
  expect(await alert.innerText()).toContain("GPT-OSS 120B can't see pictures");
  expect(session.chatRequests()).toHaveLength(0);
  await screenshot(page, "model without eyes");
  await alert.getByRole("button", { name: "Send Anyway" }).click();
  await chat.lastAnswer().becomes("complete");
  const [image, text] = parts();
  expect(text).toMatchObject({ type: "text", text: "What is this?" });
  const url = String(Object(Object(image).image_url).url);
  expect(url.startsWith("data:image/png;base64,")).toBe(true);
  const sent = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  expect(hash(sent)).toBe(hash(clean));
  const shown = chat.questions().getByRole("listitem").locator("img");
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
});

test("what is no picture is refused with its name, and nothing is attached", async () => {
  await paste("photo.png", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  const alert = chat.frame.getByRole("alert");
  await alert.filter({ hasText: "photo.png: Models can't read HEIC files" }).waitFor();
  expect(await chat.frame.getByRole("list", { name: "Attachments" }).count()).toBe(0);
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await alert.waitFor({ state: "detached" });
});

test("in a browser there is no screen to capture: the command says what to do instead", async () => {
  await runCommand(page, "Eigen: Attach Screenshot…");
  const toast = page.locator(".notification-toast").filter({ hasText: "can't take a screenshot" });
  await toast.getByRole("button", { name: "Open Chat to Paste" }).click();
  await expect.poll(() => chat.composer.evaluate((box) => box.matches(":focus"))).toBe(true);
  expect(await chat.frame.getByRole("list", { name: "Attachments" }).count()).toBe(0);
});

test("a picture of code looks like the editor, with the lines it shows as text beside it", async () => {
  await selectLines("greet.ts", 10, 16);
  await runCommand(page, "Eigen: Attach Picture of Code");
  const picture = chips().filter({ hasText: /greet\.ts:10-16 \d+×\d+/ });
  await picture.waitFor();
  await screenshot(page, "code picture attached");
  await goToLine(1);
  await picture.getByRole("button").first().click();
  await page.getByRole("button", { name: /^Ln 16, Col 2 \(\d+ selected\)/ }).waitFor();
  await chat.ask("What is wrong?");
  await chat.frame.getByRole("button", { name: "Send Anyway" }).click();
  await chat.lastAnswer().becomes("complete");
  const [image, text] = parts();
  expect(Object(text).text).toMatch(
    /^Picture "greet\.ts:10-16" shows:\nFile: web\/greet\.ts, lines 10-16\n.*export function greet.*\n\nWhat is wrong\?$/s,
  );
  const url = String(Object(Object(image).image_url).url);
  const bytes = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  const { width, height } = await sharp(bytes).metadata();
  expect(height).toBe(2 * (8.5 * 20 + 32));
  expect(width).toBeGreaterThan(1000);
  const { dominant } = await sharp(bytes).stats();
  const background = await chat.composer.evaluate((element) =>
    getComputedStyle(element).getPropertyValue("--vscode-editor-background"),
  );
  const [red = 0, green = 0, blue = 0] = background.match(/[\da-f]{2}/gi) ?? [];
  // The dominant colour is the middle of a sixteenth of the scale.
  for (const [name, hex] of Object.entries({ r: red, g: green, b: blue }))
    expect(Math.abs(Object(dominant)[name] - Number.parseInt(String(hex), 16))).toBeLessThan(16);
});

test("the text beside a picture is the user's choice; problems are in the picture and in the text", async () => {
  const name = await untitled("p { margin: 0; }\na { colour }");
  await runCommand(page, "Change Language Mode");
  await quickInput(page).fill("css");
  await page.getByRole("option", { name: /^CSS/ }).first().click();
  await page.locator(".squiggly-error").first().waitFor();
  await runCommand(page, "Eigen: Attach Picture of Code");
  const picture = chips().filter({ hasText: `${name}:1-2` });
  const beside = picture.getByRole("button", { name: `Send ${name}:1-2 as Text Too` });
  await beside.waitFor();
  expect(await beside.getAttribute("aria-pressed")).toBe("true");
  await chat.ask("What is wrong?");
  await chat.frame.getByRole("button", { name: "Send Anyway" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(Object(parts()[1]).text).toMatch(/\nProblems:\n- line 2, error \(css.*colon expected/);
  await runCommand(page, "Eigen: Attach Picture of Code");
  await beside.click();
  await chat.ask("And now?");
  await chat.frame.getByRole("button", { name: "Send Anyway" }).click();
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
  expect(parts()[1]).toEqual({ type: "text", text: "And now?" });
});

function chips() {
  return chat.frame.getByRole("list", { name: "Attachments" }).getByRole("listitem");
}

function chip(name: string) {
  return chat.frame
    .getByRole("list", { name: "Attachments" })
    .getByRole("listitem", { name, exact: true });
}

async function selectLines(file: string, from: number, to: number): Promise<void> {
  await answer("Control+p", file, file);
  await page.getByRole("tab", { name: file, selected: true }).waitFor();
  await goToLine(from);
  for (let line = from; line < to; line++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
}

async function goToLine(line: number): Promise<void> {
  await page.locator(".editor-instance .view-lines").first().click();
  await answer("Control+g", `:${line}`, "go to line");
}

/** Opens a quick input by its key, which VS Code misses while it moves the focus, and chooses an option. */
async function answer(key: string, text: string, option: string): Promise<void> {
  const input = quickInput(page);
  await vi.waitUntil(async () => {
    await page.keyboard.press(key);
    return input.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  }, 20_000);
  await input.fill(text);
  await page.getByRole("option", { name: option }).first().click();
  await input.waitFor({ state: "hidden" });
}

/** A new document without a file; returns its title. */
async function untitled(text: string): Promise<string> {
  await runCommand(page, "File: New Untitled Text File");
  const tab = page.getByRole("tab", { name: /^Untitled-\d+/, selected: true });
  const title = /^Untitled-\d+/.exec((await tab.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.insertText(text);
  return title;
}

async function paste(name: string, bytes: Buffer): Promise<void> {
  await chat.composer.evaluate(
    (element, { name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name));
      element.dispatchEvent(
        new ClipboardEvent("paste", {
          clipboardData,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    },
    { name, base64: bytes.toString("base64") },
  );
}

/** A PNG of noise that no encoder would write the same way again; with `comment` in a chunk of its own. */
function png(width: number, height: number, comment?: string): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: width * 3 }, (_, x) => (x * 7 + y * 13 + ((x * y) % 31)) % 256),
    ]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...(comment === undefined ? [] : [chunk("tEXt", Buffer.from(`Comment\0${comment}`))]),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 3 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function hash(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function lastContent(): unknown {
  return Object(Object(session.chatRequests().at(-1)?.body).messages).at(-1).content;
}

function parts(): readonly unknown[] {
  const content = lastContent();
  return Array.isArray(content) ? content : [];
}
