import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import { defaultModels, type Model } from "../../dev/standIn/models.ts";
import type { ChatView } from "../../dev/vscode/chatView.ts";
import { dialog, pickTheme, quickInput, widenSideBar } from "../../dev/vscode/workbench.ts";
import { hash, paste } from "./images.ts";
import { newUser, screenshot, screenshotOnFailure, type Session } from "./session.ts";

/** A red picture with a blue stripe at its left, in the opened folder and on the user's desktop. */
let folder: string;
let session: Session;
let chat: ChatView;
let page: Page;

/** A server that refuses videos. */
const picturesOnly: Model = {
  id: "pictures-only",
  name: "Pictures Only",
  contextLength: 131_072,
  maxOutputTokens: 8_192,
  input: ["text", "image"],
  thinking: "none",
  inlineThinking: "tags",
  unreadMedia: "refused",
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pictures-"));
  await writeFile(join(folder, "striped.png"), await striped());
  await copyFile(join(root, "dev", "sample", "web", "greet.ts"), join(folder, "greet.ts"));
  const { id, name, input } = picturesOnly;
  const settings = { "eigen.model": "qwen3-235b-vl", "eigen.models": [{ id, name, input }] };
  const models = [...defaultModels, picturesOnly];
  session = await newUser({ key: "a-good-key", folder, settings, models });
  ({ chat, page } = session);
});
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => screenshotOnFailure(session));

test("what is redacted in the editor never reaches the server", async () => {
  await chat.drop(join(folder, "striped.png"));
  await chat.button("Edit striped.png 1200×800").click();
  const dialog = chat.frame.getByRole("dialog", { name: "Edit striped.png 1200×800" });
  const stage = dialog.getByRole("application");
  await stage.waitFor();
  await screenshot(page, "picture editor narrow");
  await widenSideBar(page, 560);
  await dialog.locator("label", { hasText: "Box" }).click();
  await drag([0.4, 0.2], [0.8, 0.4]);
  await dialog.locator("label", { hasText: "Arrow" }).click();
  await drag([0.35, 0.8], [0.55, 0.45]);
  await dialog.locator("label", { hasText: "Redact" }).click();
  await drag([0, 0], [0.26, 1]);
  for (const theme of ["Light Modern", "Dark High Contrast", "Dark Modern"]) {
    await pickTheme(page, theme);
    const body = chat.frame.locator("body");
    await expect.poll(() => body.getAttribute("data-vscode-theme-name")).toBe(theme);
    await screenshot(page, `picture editor ${theme}`);
  }
  await dialog.locator("label", { hasText: "Crop" }).click();
  await drag([0, 0], [0.5, 1]);
  await screenshot(page, "picture editor crop");
  await dialog.getByRole("button", { name: "Use Picture" }).click();
  await chip("striped.png 600×800").waitFor();
  await chat.ask("What do you see?");
  await chat.lastAnswer().becomes("complete");
  const answer = await chat.lastAnswer().text();
  expect(answer).toContain("600×800");
  expect(answer).toContain("red");
  expect(answer).toContain("black");
  expect(answer).not.toContain("blue");

  /** Shares of the picture's width and height. */
  async function drag(from: readonly [number, number], to: readonly [number, number]) {
    const box = await stage.boundingBox();
    if (box === null) throw new Error("no stage");
    const { mouse } = page;
    await mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
    await mouse.down();
    await mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 4 });
    await mouse.up();
  }
});

test("one bad picture does not wedge a chat, and a picture can be left out of what follows", async () => {
  await newChat();
  await chat.drop(join(folder, "striped.png"));
  session.standIn.reset();
  session.standIn.fail("400");
  await chat.ask("And this?");
  await chat.lastAnswer().becomes("failed");
  await screenshot(page, "refused picture");
  await chat.lastAnswer().alert.getByRole("button", { name: "Retry Without Pictures" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toBe('[Not sent: image "striped.png 1200×800"]\n\nAnd this?');

  const toggle = chat.frame.getByRole("button", { name: "Leave Out striped.png 1200×800" });
  expect(await toggle.getAttribute("aria-pressed")).toBe("true");
  await toggle.click();
  await expect.poll(() => toggle.getAttribute("aria-pressed")).toBe("false");
  await chat.ask("Look again");
  await expect.poll(() => chat.answers().count()).toBe(2);
  await chat.lastAnswer().becomes("complete");
  expect(JSON.stringify(session.chatRequests().at(-1)?.body)).toContain("data:image/png;base64,");
});

test("Retry asks first when the model can't see any more", async () => {
  const requests = session.chatRequests().length;
  await chat.button("Model Qwen3 235B VL").click();
  await quickInput(page).fill("gpt-oss");
  await page.getByRole("option", { name: "GPT-OSS 120B" }).first().click();
  await chat.button("Model GPT-OSS 120B").waitFor();
  const first = chat.answers().first();
  await first.getByRole("button", { name: "Retry" }).click();
  await chat.composerAlert.filter({ hasText: "GPT-OSS 120B can't see pictures" }).waitFor();
  expect(session.chatRequests()).toHaveLength(requests);
  await chat.composerAlert.getByRole("button", { name: "Send Without" }).click();
  await expect.poll(() => session.chatRequests().length).toBe(requests + 1);
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toContain("[Not sent: image");
});

test("a video goes as it is to a model for videos, and as frames to one for pictures", async () => {
  await newChat();
  const clip = join(root, "test", "fixtures", "media", "red-then-blue.mp4");
  await chat.drop(clip);
  await screenshot(page, "video attached");
  await chat.ask("What happens?");
  await chat.lastAnswer().becomes("complete");
  const sha256 = hash(await readFile(clip)).slice(0, 12);
  expect(await chat.lastAnswer().text()).toMatch(new RegExp(`MP4 video.*${sha256}`, "s"));

  await chat.button("Model Qwen3 235B VL").click();
  await quickInput(page).fill("Pictures Only");
  await page.getByRole("option", { name: "Pictures Only" }).first().click();
  await chat.button("Model Pictures Only").waitFor();
  await chat.answers().first().getByRole("button", { name: "Retry" }).click();
  const seen = chat.lastAnswer().article.filter({ hasText: "You sent 8 pictures" });
  await seen.waitFor();
  await chat.lastAnswer().becomes("complete");
  await screenshot(page, "frames of a video");
  const content = lastContent();
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  expect(parts.map((part) => Object(part).type)).toEqual([
    ...Array.from({ length: 8 }, () => "image_url"),
    "text",
  ]);
  expect(Object(parts[8]).text).toMatch(/^8 frames of the video red-then-blue\.mp4, at 0\.1 s, /);
  const colours = (await chat.lastAnswer().text()).match(/\b(?:red|blue)\b/g);
  expect(colours?.join(" ")).toBe("red red red red blue blue blue blue");
});

test("a picture and code are dropped from VS Code's own lists", async () => {
  await newChat();
  const { host } = new URL(page.url());
  // As its explorer and tabs name what is dragged.
  const uris = ["striped.png", "greet.ts"].map(
    (name) => `vscode-remote://${host}${join(folder, name)}`,
  );
  await chat.composer.evaluate((element, list) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("application/vnd.code.uri-list", list);
    const options = { dataTransfer, bubbles: true, cancelable: true, composed: true };
    element.dispatchEvent(new DragEvent("drop", options));
  }, uris.join("\r\n"));
  await chip("striped.png 1200×800").waitFor();
  await chip("greet.ts").waitFor();
  await screenshot(page, "dropped attachments");
});

test("a question waits for a text file from outside, and stays where that is not attached in the end", async () => {
  await newChat();
  const before = session.chatRequests().length;
  const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
  const file = Buffer.from(`let token = "${token}";\n`);
  await chat.composer.fill("What is it for?");
  await pasteAndSend(file);
  await dialog(page).filter({ hasText: "GitHub Token" }).waitFor();
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await page.waitForTimeout(500);
  expect(session.chatRequests()).toHaveLength(before);
  expect(await chat.composer.inputValue()).toBe("What is it for?");

  await pasteAndSend(file);
  await dialog(page).getByRole("button", { name: "Redact and Attach" }).click();
  await chat.lastAnswer().becomes("complete");
  expect(lastContent()).toMatch(
    /^File: outside\.ts\n```typescript\n.*REDACTED.*What is it for\?$/s,
  );
  expect(lastContent()).not.toContain(token);
});

/** Enter comes right after the paste, before anything can be asked. */
async function pasteAndSend(file: Buffer): Promise<void> {
  await chat.composer.evaluate((composer) => {
    const enter = () => {
      composer.removeEventListener("paste", enter);
      setTimeout(() => {
        const options = { key: "Enter", bubbles: true, cancelable: true, composed: true };
        composer.dispatchEvent(new KeyboardEvent("keydown", options));
      });
    };
    composer.addEventListener("paste", enter);
  });
  await paste(chat, "outside.ts", file);
}

async function newChat(): Promise<void> {
  await chat.button("New Chat").click();
  await expect.poll(() => chat.answers().count()).toBe(0);
  // Until the focus is there it would close the command palette.
  await expect.poll(() => chat.composer.evaluate((box) => box.matches(":focus"))).toBe(true);
}

function lastContent(): unknown {
  return Object(Object(session.chatRequests().at(-1)?.body).messages).at(-1).content;
}

async function striped(): Promise<Buffer> {
  const stripe = { create: { width: 300, height: 800, channels: 3, background: "blue" } } as const;
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: "red" } })
    .composite([{ input: stripe, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

function chip(name: string) {
  return chat.frame
    .getByRole("list", { name: "Attachments" })
    .getByRole("listitem", { name, exact: true });
}
