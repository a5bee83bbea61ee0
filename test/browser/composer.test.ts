import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../dev/viewStates.ts";
import type { AttachmentView, DraftView } from "../../src/shared/view.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;
beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(() => chat.close());

const composer = () => chat.page.getByRole("textbox", { name: "Message" });
const isFocused = () => composer().evaluate((box) => box.matches(":focus"));
const sent = () => chat.intents.filter(({ type }) => type === "send");
const draft = (fields: Partial<DraftView>): DraftView => ({ ...emptyState.draft, ...fields });

const picture = (sha256: string): AttachmentView => ({
  id: "p",
  kind: "image",
  name: "shot.png",
  detail: "",
  tokens: 0,
  sha256,
  outdated: false,
});

test("a new page has the keyboard in the composer when it was asked for with its first state", async () => {
  await chat.post({ type: "snapshot", rev: 1, state: emptyState }, { type: "focusComposer" });
  expect(await isFocused()).toBe(true);
});

test("a new chat has the keyboard, unless the user has gone elsewhere in VS Code by now", async () => {
  await chat.show({});
  await chat.page.evaluate("document.hasFocus = () => false");
  await chat.post({ type: "goToComposer" });
  expect(await isFocused()).toBe(false);
  await chat.page.evaluate("delete document.hasFocus");
  await chat.post({ type: "goToComposer" });
  expect(await isFocused()).toBe(true);
});

test("the keyboard goes to the composer when the button that had it is gone", async () => {
  await chat.show({});
  await composer().fill("Why?");
  await chat.page.getByRole("button", { name: "Send" }).click();
  await chat.show({ runningId: "a", draft: draft({ epoch: 1, sent: "Why?" }) });
  expect(await isFocused()).toBe(true);
});

test("a question sent before the new chat is there goes into the new chat", async () => {
  await chat.show({ conversationId: "old" });
  await chat.page.getByRole("button", { name: "New Chat" }).click();
  await composer().fill("Why?");
  await composer().press("Enter");
  expect(sent()).toEqual([]);
  await chat.show({ conversationId: "new", draft: draft({ epoch: 1 }) });
  await expect
    .poll(sent)
    .toEqual([{ type: "send", conversationId: "new", text: "Why?", epoch: 1 }]);
});

test("what is typed while a question leaves stays, and the host hears of it", async () => {
  await chat.show({});
  await composer().fill("Why?");
  await composer().press("Enter");
  await composer().press("End");
  await chat.page.keyboard.type(" And how?");
  await chat.show({ runningId: "a", draft: draft({ epoch: 1, sent: "Why?" }) });
  expect(await composer().inputValue()).toBe(" And how?");
  const told = { type: "draft", conversationId: "c1", text: " And how?", epoch: 1 };
  await expect.poll(() => chat.intents.at(-1)).toEqual(told);
});

test("a question that is changed while it leaves stays in the composer", async () => {
  await chat.show({});
  await composer().fill("Why?");
  await composer().press("Enter");
  await composer().fill("Why, then?");
  await chat.show({ runningId: "a", draft: draft({ epoch: 1, sent: "Why?" }) });
  expect(await composer().inputValue()).toBe("Why, then?");
  const told = { type: "draft", conversationId: "c1", text: "Why, then?", epoch: 1 };
  await expect.poll(() => chat.intents.at(-1)).toEqual(told);
});

test("what is typed runs as its first letter does", async () => {
  await chat.show({});
  const left = async (text: string) => {
    await composer().fill(text);
    const { x, y, width, height } = (await composer().boundingBox()) ?? expect.fail();
    const clip = { x: x + 4, y: y + 4, width: width / 2, height: height - 8 };
    const { entropy } = await sharp(await chat.page.screenshot({ clip })).stats();
    return entropy === 0 ? "empty" : "text";
  };
  expect(await left("Why?")).toBe("text");
  expect(await left("למה?")).toBe("empty");
});

test("a key held down sends once, and no old text comes back with the next one", async () => {
  await chat.show({});
  await composer().fill("Why?");
  await chat.page.keyboard.down("Enter");
  await chat.page.keyboard.down("Enter");
  await chat.page.keyboard.up("Enter");
  expect(sent().length).toBe(1);
  const state = { ...emptyState, draft: draft({ epoch: 1, sent: "Why?" }) };
  const typed = await chat.page.evaluate(async (state) => {
    const data = { type: "snapshot", rev: 9, state };
    window.dispatchEvent(new MessageEvent("message", { data, origin: location.origin }));
    // After the frame's drawing, before the toolkit's own in the next one.
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const box = document.querySelector("vscode-text-area")?.shadowRoot?.querySelector("textarea");
    box?.setRangeText("n", box.value.length, box.value.length, "end");
    box?.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    await new Promise((drawn) => requestAnimationFrame(drawn));
    return box?.value;
  }, state);
  expect(typed).toBe("n");
});

const paste = (types: readonly string[]) =>
  composer().evaluate((box, types) => {
    const clipboardData = new DataTransfer();
    for (const type of types) clipboardData.setData(type, "cells");
    clipboardData.items.add(new File([new Uint8Array(4)], "image.png", { type: "image/png" }));
    const options = { clipboardData, bubbles: true, cancelable: true, composed: true };
    return !box.dispatchEvent(new ClipboardEvent("paste", options));
  }, types);

test("text that was copied with a picture of it is pasted as text; a picture alone is attached", async () => {
  await chat.show({});
  expect(await paste(["text/plain", "text/html"])).toBe(false);
  expect(await paste(["text/html"])).toBe(true);
  expect(await paste([])).toBe(true);
});

test("a picture that was edited is not seen as it was any more", async () => {
  const image = chat.page.locator(".chip img");
  await chat.show({ draft: draft({ attachments: [picture("a".repeat(64))] }) });
  await chat.post({ type: "picture", sha256: "a".repeat(64), mime: "image/png", bytes: pixel });
  const before = await image.getAttribute("src");
  expect(before).toMatch(/^blob:/);
  await chat.show({ draft: draft({ attachments: [picture("b".repeat(64))] }) });
  expect(await image.getAttribute("src")).toBeNull();
  await chat.post({ type: "picture", sha256: "b".repeat(64), mime: "image/png", bytes: pixel });
  expect(await image.getAttribute("src")).not.toBe(before);
});

const pixel = [137, 80, 78, 71];

test("opening the parameters puts the keyboard into them, closing them gives it back", async () => {
  await chat.show({ runningId: "a" });
  await chat.page.getByRole("button", { name: "Parameters" }).click();
  const inside = () =>
    chat.page.evaluate(() => document.activeElement?.closest(".parameters") !== null);
  await expect.poll(inside).toBe(true);
  await chat.page.keyboard.press("Escape");
  await chat.page.locator(".parameters").waitFor({ state: "detached" });
  expect(chat.intents.some(({ type }) => type === "stop")).toBe(false);
});

test("every button can be reached in the narrowest side bar", async () => {
  await chat.page.setViewportSize({ width: 170, height: 600 });
  await chat.show({ runningId: "a" });
  for (const name of ["Stop", "Queue", "New Chat", "Attach", "Parameters"]) {
    const box = await chat.page.getByRole("button", { name, exact: true }).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(170);
  }
});

const long = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}.`).join("\n\n");

const version = (shown: number) => [
  { ...question(`q${shown}`, `Version ${shown}`), versions: { shown, count: 3 } },
  answer(`a${shown}`, { text: long }),
  question(`last${shown}`, "And then?"),
  answer(`b${shown}`, { text: long }),
];

test("another version is shown where the reader is, with the keyboard at its switch", async () => {
  await chat.show({ messages: version(1) });
  const scroller = chat.page.locator(".scroller");
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await chat.page.getByRole("button", { name: "New text below" }).waitFor();
  const next = chat.page.getByRole("button", { name: "Next version" });
  await next.click();
  await chat.show({ messages: version(2) });
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(0);
  expect(await next.evaluate((button) => button.matches(":focus"))).toBe(true);
  await next.press("Enter");
  await chat.show({ messages: version(3) });
  const previous = chat.page.getByRole("button", { name: "Previous version" });
  expect(await previous.evaluate((button) => button.matches(":focus"))).toBe(true);
});

test("a page that is made anew shows the place that was read", async () => {
  const messages = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0 ? question(`m${index}`, "Why?") : answer(`m${index}`, { text: long }),
  );
  await chat.show({ messages });
  const read = chat.page.locator('article[data-id="m5"] p').nth(30);
  await chat.page.locator('article[data-id="m5"]').waitFor();
  await chat.page.locator('article[data-id="m5"]').evaluate((one) => one.scrollIntoView());
  await read.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const top = async () => (await read.boundingBox())?.y ?? Number.NaN;
  await expect
    .poll(() => chat.page.evaluate(() => sessionStorage.getItem("state")))
    .toContain("m5");
  await chat.page.waitForTimeout(400);
  const before = await top();
  await chat.rebuild();
  await chat.show({ messages });
  await read.waitFor();
  // What was only guessed has its height by then.
  await chat.page.waitForTimeout(400);
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(40);
  expect(await chat.page.getByRole("button", { name: "New text below" }).isVisible()).toBe(true);
});

test("Escape of an input method leaves the parameters open", async () => {
  const { page } = chat;
  await chat.show({});
  await page.getByRole("button", { name: "Parameters" }).click();
  const prompt = page.getByRole("textbox", { name: "System prompt" });
  await prompt.dispatchEvent("keydown", { key: "Escape", isComposing: true });
  await prompt.fill("Be brief.");
  await prompt.press("Escape");
  await expect.poll(() => prompt.count()).toBe(0);
});

test("the model's name is not cut where a line of its own has room for it, and always can be read", async () => {
  const { page } = chat;
  const name = "Qwen3 235B A22B Thinking";
  await chat.show({ model: { id: "qwen", name, thinking: "effort" } });
  const button = page.getByRole("button", { name: `Model ${name}` });
  expect(await button.evaluate((e) => e.scrollWidth <= e.clientWidth)).toBe(true);
  expect(await button.getAttribute("title")).toContain(name);
});
