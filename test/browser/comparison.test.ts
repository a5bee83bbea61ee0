import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;

beforeEach(async () => {
  chat = await openChatPage({ width: 1000 });
});
afterEach(() => chat.close());

const one = answer("a1", { compared: "", text: "One.", state: "streaming" });
const two = answer("a2", { compared: "temperature 0.2", text: "Two." });

test("answers that are compared stand side by side while they are written, and below each other where it is narrow", async () => {
  const { page } = chat;
  await chat.show({ runningId: "a1", messages: [question("q", "Why?"), one, two] });
  const comparison = page.getByRole("group", { name: "Comparison of 2 answers" });
  const articles = comparison.getByRole("article", { name: "GPT-OSS 120B" });
  expect(await articles.allInnerTexts()).toEqual([
    expect.stringContaining("One."),
    expect.stringContaining("temperature 0.2"),
  ]);
  await chat.patch({ op: "append", id: "a1", part: "text", text: " And more." });
  expect(await articles.first().innerText()).toContain("One. And more.");
  const tops = async () =>
    articles.evaluateAll((all) => all.map((a) => a.getBoundingClientRect().y));
  const [left, right] = await tops();
  expect(left).toBe(right);
  await page.setViewportSize({ width: 320, height: 700 });
  const [upper = 0, lower = 0] = await tops();
  expect(lower).toBeGreaterThan(upper);
  expect(chat.offences).toEqual([]);
});

test("one is kept from the keyboard, and versions are brought side by side again", async () => {
  const { page } = chat;
  await chat.show({ messages: [question("q", "Why?"), one, two] });
  await page.getByRole("button", { name: "Keep" }).nth(1).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "keepAnswer", messageId: "a2" });
  const kept = { ...two, compared: null, versions: { shown: 2, count: 2 } };
  await chat.show({ messages: [question("q", "Why?"), kept] });
  expect(await page.getByRole("button", { name: "Keep" }).count()).toBe(0);
  await page.getByRole("button", { name: "Compare Versions" }).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "compareVersions", messageId: "a2" });
});

test("the composer names all who will be asked, and goes back to one", async () => {
  const { page } = chat;
  await chat.show({ candidates: ["GPT-OSS 120B", "Qwen3 · temperature 0.2"] });
  const candidates = page.getByRole("group", { name: "Compare" });
  expect(await candidates.getByRole("listitem").allInnerTexts()).toEqual([
    "GPT-OSS 120B",
    "Qwen3 · temperature 0.2",
  ]);
  await candidates.getByRole("button", { name: "Ask One Model Only" }).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "clearCandidates" });
  await page.getByRole("button", { name: "Compare", exact: true }).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "chooseCandidates" });
});

test("the buttons below an answer stay within its card", async () => {
  await chat.show({ messages: [question("q", "Why?"), one, two] });
  const gaps = await chat.page.getByRole("article", { name: "GPT-OSS 120B" }).evaluateAll((all) =>
    all.map((card) => {
      const actions = card.querySelector(".message-actions")?.getBoundingClientRect().bottom ?? 0;
      return card.getBoundingClientRect().bottom - actions;
    }),
  );
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(8);
});
