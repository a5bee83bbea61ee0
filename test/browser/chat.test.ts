import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../dev/root.ts";
import type { AnswerState } from "../../src/shared/view.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;

beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(() => chat.close());

test("says that it is ready, and asks again after a gap in the revisions", async () => {
  const asked = () => chat.intents.filter(({ type }) => type !== "focus");
  expect(asked()).toEqual([{ type: "ready" }]);
  await chat.show({});
  await chat.post({ type: "patch", rev: 7, ops: [] });
  expect(asked()).toEqual([{ type: "ready" }, { type: "ready" }]);
});

test("shows every state of an answer by role and name, within its policy", async () => {
  const states: readonly AnswerState[] = [
    "waiting",
    "streaming",
    "complete",
    "cut-off",
    "stopped",
    "failed",
    "interrupted",
  ];
  await chat.show({
    banner: { text: "Not saved.", actions: [] },
    messages: states.flatMap((state) => [
      question(`q-${state}`, `Why ${state}?`),
      answer(state, {
        state,
        text: state === "waiting" ? "" : "Because.",
        reasoning: state === "complete" ? "Let me think." : "",
        notice: state === "cut-off" ? "The answer was cut off." : null,
        alert:
          state === "failed"
            ? { text: "The server had an error.", actions: [{ id: "retry", label: "Retry" }] }
            : null,
      }),
    ]),
  });
  const { page } = chat;
  for (const state of states) {
    const article = page.locator(`article[data-state="${state}"]`);
    expect(await article.getAttribute("aria-label")).toBe("GPT-OSS 120B");
  }
  expect(await page.getByRole("article", { name: "You" }).count()).toBe(states.length);
  expect(await page.getByRole("note").innerText()).toContain("cut off");
  expect(await page.getByRole("group", { name: "Thinking" }).count()).toBe(1);
  await page
    .locator('article[data-state="failed"]')
    .getByRole("alert")
    .getByRole("button", { name: "Retry" })
    .click();
  expect(chat.intents.at(-1)).toEqual({ type: "action", action: "retry", messageId: "failed" });
  expect(chat.offences).toEqual([]);
});

test("draws a hostile answer without a request, a script or a breach of its policy", async () => {
  const topic = join(root, "dev", "standIn", "answers", "topics", "hostile.md");
  const text = readFileSync(topic, "utf8");
  await chat.show({ messages: [question("q", "?"), answer("a", { text })] });
  expect(chat.offences).toEqual([]);
  const forbidden =
    "script, iframe, object, embed, form, style, link, svg:not(button svg), video, audio";
  const article = chat.page.locator("article[data-state]");
  expect(
    await article
      .locator(forbidden)
      .evaluateAll((found) => found.map(({ localName }) => localName)),
  ).toEqual([]);
  const handlers = await article.evaluate((element) =>
    [...element.querySelectorAll("*")].flatMap((e) =>
      e.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
  );
  expect(handlers).toEqual([]);
});

test("ignores messages of another origin", async () => {
  await chat.show({ messages: [question("q", "kept")] });
  await chat.page.evaluate(() => {
    const data = { type: "snapshot", rev: 99, state: {} };
    window.dispatchEvent(new MessageEvent("message", { data, origin: "http://127.0.0.1:9" }));
  });
  expect(await chat.page.getByRole("article", { name: "You" }).innerText()).toContain("kept");
  expect(chat.offences).toEqual([]);
});

test("is driven from the keyboard", async () => {
  await chat.show({});
  const { page } = chat;
  const composer = page.getByRole("textbox", { name: "Message" });
  await composer.focus();
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await page.keyboard.press("Enter");
  expect(chat.intents.at(-1)).toMatchObject({ type: "send", text: "one\ntwo" });
  await chat.show({
    runningId: "a",
    draft: { text: "", epoch: 1, sent: "one\ntwo", attachments: [], editing: false, queue: [] },
  });
  expect(await composer.inputValue()).toBe("");
  await page.keyboard.press("Escape");
  expect(chat.intents.at(-1)).toEqual({ type: "stop" });
  await page.keyboard.press("ArrowUp");
  expect(chat.intents.at(-1)).toEqual({ type: "editLast" });
});

test("tells the host what was typed before it asks anything of it", async () => {
  await chat.show({ conversationId: "c", messages: [question("q1", "?")] });
  const { page } = chat;
  await page.getByRole("textbox", { name: "Message" }).fill("half a thought");
  await page.getByRole("article", { name: "You" }).hover();
  await page.getByRole("button", { name: "Edit" }).click();
  expect(chat.intents.slice(-2)).toEqual([
    { type: "draft", conversationId: "c", text: "half a thought", epoch: 0 },
    { type: "editQuestion", messageId: "q1" },
  ]);
});

test("a button that was pressed twice says for a moment that it has copied, and then what it does", async () => {
  await chat.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.show({ messages: [question("q1", "Copied?")] });
  const copy = chat.page.getByRole("button", { name: "Copy Question" });
  await copy.click();
  await expect.poll(() => copy.getAttribute("title")).toBe("Copied");
  await copy.click();
  // Longer than the time of both.
  await chat.page.waitForTimeout(2000);
  await expect.poll(() => copy.getAttribute("title")).toBe("Copy the question");
});

test("follows the end of an answer until the reader scrolls up, and comes back for a new question", async () => {
  const { page } = chat;
  const distance = async (): Promise<number> =>
    page.locator(".scroller").evaluate((s) => s.scrollHeight - s.scrollTop - s.clientHeight);
  const paragraphs =
    "A paragraph that takes some room.\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\n";
  await chat.show({ messages: [question("q1", "?"), answer("a1", { state: "streaming" })] });
  for (let i = 0; i < 60; i++) {
    await chat.patch({ op: "append", id: "a1", part: "text", text: paragraphs });
  }
  await expect.poll(distance).toBeLessThan(25);
  expect(await page.getByRole("button", { name: "New text below" }).isVisible()).toBe(false);

  await page.locator(".scroller").hover();
  await page.mouse.wheel(0, -600);
  await expect.poll(distance).toBeGreaterThan(400);
  const place = await page.locator(".scroller").evaluate((s) => s.scrollTop);
  await chat.patch({ op: "append", id: "a1", part: "text", text: paragraphs.repeat(10) });
  expect(await page.locator(".scroller").evaluate((s) => s.scrollTop)).toBe(place);
  await page.getByRole("button", { name: "New text below" }).click();
  await expect.poll(distance).toBeLessThan(25);

  // The mouse is where the button was: the wheel turns over it once it is there again.
  for (let turn = 0; turn < 3; turn++) {
    await page.mouse.wheel(0, -300);
    await expect.poll(distance).toBeGreaterThan(250 * (turn + 1));
  }
  await chat.patch(
    { op: "put", message: question("q2", "And now?") },
    { op: "put", message: answer("a2", { state: "waiting" }) },
  );
  await expect.poll(distance).toBeLessThan(25);
});
