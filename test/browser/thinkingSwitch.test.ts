import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;

beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(() => chat.close());

const model = { id: "m", name: "Model" };

test("the effort of a model that takes one is a choice beside the composer, with not sent among it", async () => {
  const { page } = chat;
  await chat.show({ model: { ...model, thinking: "effort" } });
  const effort = page.getByRole("combobox", { name: "Effort" });
  expect(await effort.locator("option").allInnerTexts()).toEqual([
    "effort: not sent",
    "effort: low",
    "effort: medium",
    "effort: high",
  ]);
  await effort.selectOption("high");
  const name = "reasoning_effort";
  expect(chat.intents.at(-1)).toEqual({ type: "setParameter", name, value: "high" });
  await chat.patch({ op: "set", key: "parameters", value: { reasoning_effort: "xhigh" } });
  expect(await effort.inputValue()).toBe("xhigh");
  await effort.selectOption("");
  expect(chat.intents.at(-1)).toEqual({ type: "setParameter", name, value: null });
});

test("thinking is switched on and off where the model lets it, and nowhere else", async () => {
  const { page } = chat;
  await chat.show({ model: { ...model, thinking: "switch" }, parameters: { thinking: true } });
  const thinking = page.getByRole("combobox", { name: "Thinking" });
  expect(await thinking.inputValue()).toBe("true");
  await thinking.selectOption("false");
  const name = "thinking";
  expect(chat.intents.at(-1)).toEqual({ type: "setParameter", name, value: false });
  await thinking.selectOption("");
  expect(chat.intents.at(-1)).toEqual({ type: "setParameter", name, value: null });
  await chat.show({ model: { ...model, thinking: "always" } });
  expect(await page.getByRole("combobox").count()).toBe(0);
});

test("what an answer's thinking took stands in its section, also after a reload", async () => {
  const thought = answer("a", { text: "42", reasoning: "Hm.", thought: "12 s · 340 tokens" });
  await chat.show({ messages: [question("q", "?"), thought] });
  const summary = chat.page.getByRole("group", { name: "Thinking" }).locator("summary");
  expect(await summary.innerText()).toBe("Thought for 12 s · 340 tokens");
});

test("a system prompt is spoken of only where it is not that of new chats", async () => {
  const changed = chat.page.getByRole("note", { name: "Changed parameters" });
  await chat.show({ systemPrompt: "Be brief.", defaultSystemPrompt: "Be brief." });
  expect(await changed.count()).toBe(0);
  await chat.show({ systemPrompt: "Be long.", defaultSystemPrompt: "Be brief." });
  expect(await changed.innerText()).toBe("system prompt");
});
