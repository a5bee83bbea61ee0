import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openChat, type ChatView } from "../../dev/vscode/chatView.ts";
import {
  dialog,
  quickInput,
  readNotification,
  reloadWindow,
  runCommand,
} from "../../dev/vscode/workbench.ts";
import { goToLine, selectLines, untitled } from "./editor.ts";
import { hash, paste, png } from "./images.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

let session: Session;
let chat: ChatView;
let page: Page;

beforeAll(async () => {
  session = await newUser({
    key: "a-good-key",
    settings: { "eigen.models": [{ id: "llama31-8b", contextLength: 1500 }] },
  });
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
  await selectLines(page, "greet.ts", 10, 16);
  await page.keyboard.press("Control+Alt+e");
  await chat.chip("greet.ts:10-16").waitFor();
  await chat.ask("What does it do?");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(
    /^File: web\/greet\.ts, lines 10-16\n(?:Inside: .*\n)?```typescript\nexport function greet\(visitor: Visitor\): string \{\n(?: {2}.*\n)+\}\n```\n\nWhat does it do\?$/,
  );
  expect(await chat.chips().count()).toBe(0);
});

test("an attached selection follows edits, says when it is outdated, and can be refreshed and removed", async () => {
  const name = await untitled(page, "one\ntwo\nthree\nfour\n");
  await goToLine(page, 2);
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
  await runCommand(page, "Eigen: Attach Selection");
  await chat.chip(`${name}:2-3`).waitFor();
  await goToLine(page, 1);
  await page.keyboard.insertText("one line more\n");
  await chat.chip(`${name}:3-4`).waitFor();
  await goToLine(page, 4);
  await page.keyboard.insertText("inside\n");
  const refresh = chat.button(`Refresh ${name}:3-5`);
  await refresh.waitFor();
  await screenshot(page, "outdated attachment");
  await refresh.click();
  await refresh.waitFor({ state: "detached" });
  await chat.button(`Remove ${name}:3-5`).click();
  await chat.chip(`${name}:3-5`).waitFor({ state: "detached" });
});

test("Explain asks at once, beside what is being written", async () => {
  await chat.composer.fill("half a question");
  await selectLines(page, "greet.ts", 18, 21);
  await runCommand(page, "Eigen: Explain Selection");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(/^File: web\/greet\.ts, lines 18-21\n.*\n\nExplain this code/s);
  expect(await chat.composer.inputValue()).toBe("half a question");
});

test("the selection is a chip that follows the editor until it is sent, pinned or removed", async () => {
  await selectLines(page, "greet.ts", 2, 4);
  const offered = chat.button("Pin greet.ts:2-4");
  await offered.waitFor();
  await screenshot(page, "selection offered");
  await chat.ask("What is it?");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(/^File: web\/greet\.ts, lines 2-4\n/);
  await offered.waitFor({ state: "detached" });
  await selectLines(page, "greet.ts", 10, 12);
  await chat.button("Remove greet.ts:10-12").click();
  await chat.chip("greet.ts:10-12").waitFor({ state: "detached" });
  await chat.ask("And without it?");
  await expect.poll(() => session.chatRequests()).toHaveLength(2);
  expect(lastContent()).toBe("And without it?");
  await selectLines(page, "greet.ts", 18, 19);
  await chat.button("Pin greet.ts:18-19").click();
  await selectLines(page, "greet.ts", 3, 4);
  await chat.chip("greet.ts:3-4").waitFor();
  await chat.chip("greet.ts:18-19").waitFor();
  await chat.lastAnswer().becomes("complete");
});

test("the composer completes ready questions, files and symbols, and what is taken is attached", async () => {
  await goToLine(page, 1);
  await chat.composer.pressSequentially("see @tid");
  await chat.suggestion("tides.py").waitFor();
  await screenshot(page, "completion");
  await chat.composer.press("Enter");
  await chat.chip("tides.py").waitFor();
  await chat.composer.pressSequentially("#openingH");
  await chat.suggestion("openingHours").waitFor();
  await chat.composer.press("Escape");
  await chat.composer.fill("/");
  await chat.composer.press("End");
  await chat.suggestion("Explain").waitFor();
  await chat.composer.press("Enter");
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(/^File: python\/tides\.py\n.*\n\nExplain this code/s);
});

test("what was sent can be shown, is what the server got, and can be copied; also after a reload", async () => {
  await selectLines(page, "greet.ts", 10, 16);
  await chat.chip("greet.ts:10-16").waitFor();
  await chat.ask("What does it do?");
  await chat.lastAnswer().becomes("complete");
  const request = session.chatRequests().at(-1);
  const receipt = await openReceipt();
  await screenshot(page, "receipt");
  const part = (text: string | RegExp) => receipt.getByRole("listitem").filter({ hasText: text });
  expect(await part("The whole request").innerText()).toContain(request?.bodySha256);
  const text = hash(Buffer.from(String(lastContent())));
  expect(await part(/^\s*Text/).innerText()).toContain(text);
  await part("greet.ts:10-16").waitFor();
  await receipt.getByRole("button", { name: "Copy as cURL" }).click();
  await readNotification(page, /EIGEN_API_KEY/);
  await page.keyboard.press("Escape");
  await receipt.waitFor({ state: "detached" });
  await reloadWindow(page);
  chat = await openChat(page);
  await (await openReceipt()).getByRole("button", { name: "Copy as cURL" }).click();
  await readNotification(page, /byte for byte what was sent\./);
  await page.keyboard.press("Escape");
});

test("what does not fit the model's context is left out, and the question says so", async () => {
  await goToLine(page, 1);
  await runCommand(page, "Eigen: Select Model…");
  await quickInput(page).fill("llama31-8b");
  await page.getByRole("option", { name: "llama31-8b" }).first().click();
  await chat.frame.getByRole("button", { name: /^Model llama31-8b/i }).waitFor();
  const long = "Tell me of the sea. ".repeat(180);
  await chat.ask(long);
  await chat.lastAnswer().becomes("complete");
  await chat.composer.fill("And of the moon?");
  const figures = chat.frame.getByRole("note", { name: "Tokens" });
  await figures.filter({ hasText: "Will be left out: the oldest question" }).waitFor();
  await chat.button("Send").click();
  await expect.poll(() => session.chatRequests()).toHaveLength(2);
  await chat.questions().last().getByRole("note").filter({ hasText: "Left out:" }).waitFor();
  await screenshot(page, "left out");
  expect(JSON.stringify(session.chatRequests().at(-1)?.body)).not.toContain("of the sea");
});

test("a secret is asked about before it is attached, and can be redacted", async () => {
  const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
  const name = await untitled(page, `token = "${token}"`);
  await page.keyboard.press("Control+a");
  await runCommand(page, "Eigen: Attach Selection");
  const question = dialog(page).filter({ hasText: "GitHub Token" });
  await question.waitFor();
  await screenshot(page, "secret found");
  expect(await chat.frame.getByRole("listitem").count()).toBe(0);
  await question.getByRole("button", { name: "Redact and Attach" }).click();
  await chat.chip(`${name}:1`).waitFor();
});

test("a picture is pasted, kept from a model without eyes, and sent with every pixel", async () => {
  await paste(chat, "shot.png", png(64, 48, "GPS 48.8584 N"));
  await chat.chip("shot.png 64×48").waitFor();
  await chat.ask("What is this?");
  const alert = chat.frame.getByRole("alert");
  expect(await alert.innerText()).toContain("GPT-OSS 120B can't see pictures");
  expect(session.chatRequests()).toHaveLength(0);
  await alert.getByRole("button", { name: "Select Model" }).click();
  await page
    .getByRole("option", { name: /sees pictures/ })
    .first()
    .waitFor();
  await screenshot(page, "models that see pictures");
  await page.keyboard.press("Escape");
  await alert.getByRole("button", { name: "Send Anyway" }).click();
  await chat.lastAnswer().becomes("complete");
  const [image, text] = parts();
  expect(text).toMatchObject({ type: "text", text: "What is this?" });
  const url = String(Object(Object(image).image_url).url);
  expect(url.startsWith("data:image/png;base64,")).toBe(true);
  const sent = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  expect(hash(sent)).toBe(hash(png(64, 48)));
  const shown = chat.questions().getByRole("listitem").locator("img");
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64);
});

test("what is no picture is refused with its name, and nothing is attached", async () => {
  await paste(chat, "photo.png", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  const alert = chat.frame.getByRole("alert");
  await alert.filter({ hasText: "photo.png: Models can't read HEIC files" }).waitFor();
  expect(await chat.chips().count()).toBe(0);
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await alert.waitFor({ state: "detached" });
});

test("in a browser there is no screen to capture: the command says what to do instead", async () => {
  await runCommand(page, "Eigen: Attach Screenshot…");
  const toast = page.locator(".notification-toast").filter({ hasText: "can't take a screenshot" });
  await toast.getByRole("button", { name: "Open Chat to Paste" }).click();
  await expect.poll(() => chat.composer.evaluate((box) => box.matches(":focus"))).toBe(true);
  expect(await chat.chips().count()).toBe(0);
});

test("a picture of code looks like the editor, with the lines it shows as text beside it", async () => {
  await selectLines(page, "greet.ts", 10, 16);
  await runCommand(page, "Eigen: Attach Picture of Code");
  const picture = chat.chips().filter({ hasText: /greet\.ts:10-16 \d+×\d+/ });
  await picture.waitFor();
  await screenshot(page, "code picture attached");
  await goToLine(page, 1);
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
  const name = await untitled(page, "p { margin: 0; }\na { colour }");
  await runCommand(page, "Change Language Mode");
  await quickInput(page).fill("css");
  await page.getByRole("option", { name: /^CSS/ }).first().click();
  await page.locator(".squiggly-error").first().waitFor();
  await runCommand(page, "Eigen: Attach Picture of Code");
  const picture = chat.chips().filter({ hasText: `${name}:1-2` });
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

  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+a");
  await runCommand(page, "Eigen: Attach Selection");
  const problems = chat.button(`Send Problems of ${name}:1-2 Too`);
  expect(await problems.getAttribute("aria-pressed")).toBe("false");
  await problems.click();
  await expect.poll(() => problems.getAttribute("aria-pressed")).toBe("true");
  await screenshot(page, "problems go along");
  await chat.ask("What does it report?");
  await expect.poll(() => chat.answers().count()).toBe(3);
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(/\nProblems:\n- line 2, error \(css.*colon expected.*```css\n/s);
});

async function openReceipt() {
  await chat.button("What Was Sent").last().click();
  const receipt = chat.frame.getByRole("dialog", { name: "What was sent" });
  await receipt.waitFor();
  return receipt;
}

function lastContent(): unknown {
  return Object(Object(session.chatRequests().at(-1)?.body).messages).at(-1).content;
}

function parts(): readonly unknown[] {
  const content = lastContent();
  return Array.isArray(content) ? content : [];
}
