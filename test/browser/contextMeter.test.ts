import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyState } from "../../dev/viewStates.ts";
import { answer, openChatPage, question, type OpenPage } from "./chatPage.ts";

let chat: OpenPage;

beforeEach(async () => {
  chat = await openChatPage();
});
afterEach(() => chat.close());

const context = {
  ...emptyState.context,
  system: 1000,
  history: 60_000,
  attachments: 3000,
  question: 500,
  budget: 98_304,
  contextLength: 131_072,
  oldest: { questions: 3, tokens: 29_000 },
};

test("shows what fills the context, and makes room from the keyboard", async () => {
  const { page } = chat;
  await chat.show({ context: { ...context, totals: [{ label: "Price", value: "$0.12" }] } });
  const button = page.getByRole("button", { name: "Context, 50\u00a0%" });
  await button.press("Enter");
  const panel = page.getByRole("region", { name: "Context" });
  expect(await panel.locator("dl").first().innerText()).toMatch(
    /System prompt\s+1\.0k\s+Earlier turns\s+60k\s+Attachments\s+3\.0k\s+This question\s+500/,
  );
  const leaveOut = panel.getByRole("button", { name: "Leave Out" });
  await expect.poll(() => leaveOut.evaluate((e) => e === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "dropOldest" });
  await panel.getByRole("button", { name: "Summarise" }).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "summarizeOldest" });
  await panel.getByRole("group", { name: "This chat so far" }).locator("summary").click();
  expect(await panel.getByText("$0.12").isVisible()).toBe(true);
  await chat.show({ context, runningId: "a" });
  expect(await leaveOut.isDisabled()).toBe(true);
  await panel.getByRole("button", { name: "Close" }).press("Escape");
  expect(chat.intents.at(-1)?.type).not.toBe("stop");
  await expect.poll(() => panel.count()).toBe(0);
  await chat.post({ type: "openContext" });
  await panel.waitFor();
  expect(chat.offences).toEqual([]);
});

test("turns that are left out stay, say so, and are brought back", async () => {
  const { page } = chat;
  const left = { summary: null, isLast: false };
  await chat.show({
    messages: [
      { ...question("q1", "First"), dropped: left },
      answer("a1", { text: "One." }),
      { ...question("q2", "Second"), dropped: { summary: "All so far.", isLast: true } },
      answer("a2", { text: "Two." }),
      question("q3", "Third"),
    ],
  });
  const notes = page.getByRole("note");
  expect(await notes.allInnerTexts()).toEqual([
    "Not sent any more.",
    expect.stringContaining("a summary stands for it"),
  ]);
  await page.getByText("Summary of the chat up to here").click();
  expect(await page.getByText("All so far.").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Send Again" }).press("Enter");
  expect(chat.intents.at(-1)).toEqual({ type: "restoreTurns" });
});

test("Escape closes the panel from where it opens, also where nothing can be left out", async () => {
  const { page } = chat;
  const panel = page.getByRole("region", { name: "Context" });
  const close = panel.getByRole("button", { name: "Close" });
  for (const state of [{}, { context, runningId: "a" }]) {
    await chat.show(state);
    await page.getByRole("button", { name: /^Context/ }).press("Enter");
    await expect.poll(() => close.evaluate((e) => e === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => panel.count()).toBe(0);
  }
  expect(chat.intents.filter(({ type }) => type === "stop")).toEqual([]);
});
